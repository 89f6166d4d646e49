import { ContentFolder } from './content-folder';

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

const file = 'replies/yibao/queries.yaml';
const right = `tables:
  - id: claims
    name: 受理台账
    identity: [受理编号]
    columns:
      - { name: 受理编号, type: code, required: true }
      - { name: 姓名, type: name, sensitive: true }
      - { name: 身份证号, type: id_number, sensitive: true }
      - { name: 手机号, type: mobile, sensitive: true }
      - { name: 状态 }
  - id: places
    name: 网点表
    identity: [名称]
    columns:
      - { name: 名称 }
      - { name: 地址 }
      - { name: 电话 }
      - { name: 时间 }
      - { name: 管辖 }
      - { name: 纬度, type: latitude }
      - { name: 经度, type: longitude }
queries:
  - id: claim
    item: pay
    name: 报销进度
    privacy: sensitive
    fields:
      - { id: name, type: name, label: 姓名 }
      - { id: idNumber, type: id_number, label: 身份证号 }
      - { id: tail, type: tail, of: mobile, label: 手机后四位 }
    source:
      kind: table
      table: claims
      match:
        - { field: name, column: 姓名 }
        - { field: idNumber, column: 身份证号 }
        - { field: tail, column: 手机号, how: ending }
      sort: { column: 受理编号 }
    answer: { row: '{姓名|姓名} {状态}', next: 到窗口问。 }
    page:
      purpose: 查询本人的报销
      retention: 不保存
      handler: 区医保局
      consentVersion: '2026-11-01'
      binds: true
`;

async function faultsWith(from: string, to: string) {
  folder.write(file, right);
  folder.edit(file, from, to);
  // Only what is sensitive has a page: without it the file is right in shape.
  if (to.startsWith('privacy:')) folder.edit(file, page, '');
  return folder.loadFaults();
}

const page = right.slice(right.indexOf('    page:'));

it('finds nothing wrong where all fits together', async () => {
  folder.write(file, right);
  expect(await folder.loadFaults()).toEqual([]);
});

const asReceipt = (rest: string) => `{ id: tail, type: receipt, label: 编号, ${rest} }`;
const tail = '{ id: tail, type: tail, of: mobile, label: 手机后四位 }';
const row = "row: '{姓名|姓名} {状态}'";
const source = right.slice(right.indexOf('      kind: table'), right.indexOf('    answer:'));
const nearest = (rest: string) => `      kind: nearest\n      table: places\n${rest}`;

it.each([
  ['an item that is not there', 'item: pay', 'item: pai', '24:11', /没有事项 pai/, /pay/],
  ['a table that is not there', 'table: claims', 'table: claim', '33:14', /没有表 claim/, /claims/],
  ['a column', 'column: 手机号', 'column: 手机', '37:34', /没有列 手机/, /手机号/],
  ['a field', 'field: tail', 'field: tale', '37:20', /没有字段 tale/, /tail/],
  [
    'a column to sort by',
    'sort: { column: 受理编号',
    'sort: { column: 编号',
    '38:23',
    /没有列 编号/,
    /受理编号/,
  ],
  ['a column of the template', row, "row: '{状况}'", '39:20', /没有列 状况/, /状态/],
  ['a way of showing it', row, "row: '{姓名|名字}'", '39:20', /没有写法 名字/, /姓名/],
  [
    'a sealed column shown as it is',
    row,
    "row: '{身份证号}'",
    '39:20',
    /“身份证号”是敏感的列/,
    /\{身份证号\|证件\}/,
  ],
  ['a link on a page', row, "row: '{状态|链接}'", '39:20', /不能用“链接”/, /去掉/],
  [
    'a number asked for in the chat',
    'privacy: sensitive',
    'privacy: personal',
    '26:14',
    /身份证号只能在网页里填/,
    /sensitive/,
  ],
  [
    'a personal field of a public query',
    'privacy: sensitive',
    'privacy: public',
    '26:14',
    /公开的查询不能问“姓名”/,
    /personal/,
  ],
  [
    'a binding without a secret',
    tail,
    '{ id: tail, type: date, label: 日期 }',
    '45:14',
    /绑定要凭姓名、身份证号和一项/,
    /binds: false/,
  ],
  [
    'a binding without a name',
    'id: name, type: name',
    'id: name, type: text',
    '45:14',
    /绑定要凭姓名/,
    /binds: false/,
  ],
  [
    'an example that does not fit',
    tail,
    asReceipt('pattern: "[0-9]{4}", example: YB1'),
    '30:77',
    /例子“YB1”不符合/,
    /改例子/,
  ],
  [
    'a pattern that is none',
    tail,
    asReceipt('pattern: "[0-9", example: YB1'),
    '30:56',
    /正则表达式写错了/,
    /YB\[0-9\]/,
  ],
  [
    'a place that is not asked for',
    source,
    nearest('      place: town\n'),
    '34:14',
    /没有字段 town/,
    /可以写/,
  ],
  [
    'a column of places',
    source,
    nearest('      place: name\n      columns: { latitude: 维度 }\n'),
    '35:28',
    /没有列 维度/,
    /纬度/,
  ],
  [
    'a handler that is not there',
    source,
    '      kind: code\n      name: countDay\n',
    '33:13',
    /没有程序 countDay/,
    /count-days/,
  ],
  [
    'a page that opens a case',
    source,
    '      kind: staff\n',
    '32:13',
    /网页上的查询不能转给工作人员/,
    /换一种来源/,
  ],
] as const)('finds %s', async (_what, from, to, at, message, remedy) => {
  const faults = await faultsWith(from, to);
  expect(faults).toContainEqual({
    at: `${file}:${at}`,
    message: expect.stringMatching(message) as string,
    remedy: expect.stringMatching(remedy) as string,
  });
});
