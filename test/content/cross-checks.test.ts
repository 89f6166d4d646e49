import { ContentFolder } from './content-folder';

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

const unit = 'replies/renshe/unit.yaml';
const items = 'replies/renshe/items.yaml';
const keywords = 'replies/renshe/keywords.yaml';

type Row = [
  what: string,
  edit: [file: string, from: string, to: string],
  at: string,
  message: RegExp,
  remedy: RegExp | null,
];

const rows: Row[] = [
  [
    'a code that is not the folder',
    [unit, 'code: renshe', 'code: yibao'],
    `${unit}:2:7`,
    /文件夹是 renshe/,
    /code: renshe/,
  ],
  [
    'an item id twice',
    [items, 'id: pension', 'id: card'],
    `${items}:19:9`,
    /card 重复，第 3 行已有/,
    /换一个/,
  ],
  [
    'a top item that is not there',
    [unit, '  - card', '  - cart'],
    `${unit}:18:5`,
    /没有事项 cart/,
    /您是不是想写 card？/,
  ],
  [
    'a keyword for a missing item',
    [keywords, 'item: card', 'item: pensoin'],
    `${keywords}:4:11`,
    /没有事项 pensoin/,
    /您是不是想写 pension？/,
  ],
  [
    'an item of another unit without its code',
    [keywords, 'item: card', 'item: pay'],
    `${keywords}:4:11`,
    /renshe 没有事项 pay/,
    /yibao\.pay/,
  ],
  [
    'an item of an unknown unit',
    [keywords, 'yibao.pay', 'yibo.pay'],
    `${keywords}:6:11`,
    /没有单位 yibo/,
    /您是不是想写 yibao？/,
  ],
  [
    'an item that another unit keeps to itself',
    [keywords, 'yibao.pay', 'yibao.secret'],
    `${keywords}:6:11`,
    /不对其他单位公开/,
    /public: true/,
  ],
  [
    'a group without items',
    [keywords, '办一办/社保卡', '办一办/社保'],
    `${keywords}:8:12`,
    /办一办\/社保/,
    /办一办\/社保卡/,
  ],
  [
    'look-ahead',
    [keywords, String.raw`^\d{4}年`, '(?!卡)社保'],
    `${keywords}:9:14`,
    /环视/,
    /contains/,
  ],
  [
    'a back reference',
    [keywords, String.raw`^\d{4}年`, String.raw`(卡)\1`],
    `${keywords}:9:14`,
    /反向引用/,
    /contains/,
  ],
  [
    'an open bracket',
    [keywords, String.raw`^\d{4}年`, '(卡'],
    `${keywords}:9:14`,
    /括号没有成对/,
    /补上/,
  ],
  [
    'a broken pattern',
    [keywords, String.raw`^\d{4}年`, '[z-a]'],
    `${keywords}:9:14`,
    /写错了/,
    /contains/,
  ],
  [
    'dates back to front',
    [keywords, '    item: card', '    item: card\n    dates: { from: 2026-12-01, to: 2026-11-01 }'],
    `${keywords}:5:12`,
    /晚于/,
    /换过来/,
  ],
  [
    'letters of another unit',
    ['replies/yibao/unit.yaml', 'letters: YB', 'letters: RS'],
    'replies/yibao/unit.yaml:6:10',
    /RS 和 renshe 的一样/,
    /不同/,
  ],
  [
    'a signature without its date',
    [items, '    checkedAt: 2026-11-01\n', ''],
    `${items}:17:16`,
    /有 checkedBy 却没有 checkedAt/,
    /要么/,
  ],
  [
    'a date without a signature',
    [unit, 'topItems:', 'checkedAt: 2026-11-01\ntopItems:'],
    `${unit}:17:12`,
    /有 checkedAt 却没有 checkedBy/,
    /要么/,
  ],
  [
    'an emergency without a number',
    ['replies/district/emergencies.yaml', '["119"]', '[]'],
    'replies/district/emergencies.yaml:5:14',
    /至少要有一个号码/,
    /110/,
  ],
  [
    'small talk that nothing leads to',
    ['replies/district/small-talk.yaml', '    exact: [您好, 你好]\n', ''],
    'replies/district/small-talk.yaml:2:5',
    /永远用不上/,
    /写上/,
  ],
  [
    'a menu button for a missing item',
    ['menus/renshe.yaml', 'item: card', 'item: cards'],
    'menus/renshe.yaml:3:11',
    /没有事项 cards/,
    /card/,
  ],
];

it.each(rows)('refuses %s', async (_, edit, at, message, remedy) => {
  folder.edit(...edit);
  const faults = await folder.loadFaults();
  expect(faults.map((fault) => fault.at)).toEqual([at]);
  expect(faults[0]!.message).toMatch(message);
  if (remedy) expect(faults[0]!.remedy).toMatch(remedy);
});

it('refuses the same original id or account name on two units', async () => {
  for (const file of [unit, 'replies/yibao/unit.yaml']) {
    folder.edit(file, 'letters:', 'originalId: gh_0123456789ab\nletters:');
  }
  folder.edit('replies/yibao/unit.yaml', '君山医保', '君山人社');
  expect((await folder.loadFaults()).map(({ at }) => at)).toEqual([
    'replies/yibao/unit.yaml:5:14',
    'replies/yibao/unit.yaml:6:13',
  ]);
});

it.each([
  ['replies/district/emergencies.yaml', '急事 id fire'],
  ['replies/district/small-talk.yaml', '寒暄 id hello'],
  ['replies/district/elsewhere.yaml', '归口 id power'],
])('refuses an id twice in %s', async (file, what) => {
  const [list = '', ...entries] = folder.read(file).split(/(?<=:\n)(?= {2}- )/);
  folder.write(file, list + entries.join('') + entries.join(''));
  const faults = await folder.loadFaults();
  expect(faults).toHaveLength(1);
  expect(faults[0]!.message).toContain(`${what} 重复，第 2 行已有`);
});

it.each([
  ['replies/renshe/unit.yaml', '您好，这里是君山人社。'],
  ['replies/renshe/keywords.yaml', 'reply: 君山区测试路 1 号'],
  ['replies/district/emergencies.yaml', '先离开，再打电话。'],
  ['replies/district/small-talk.yaml', '您好，请问有什么事？'],
  ['replies/district/elsewhere.yaml', '停电请打 95598。'],
])('counts the bytes of texts in %s', async (file, text) => {
  const [, key = ''] = /^(\w+: )?/.exec(text) ?? [];
  // 2048 less 【自动回复】 and its line end: 2029 bytes.
  folder.edit(file, text, `${key}${'字'.repeat(676)}a`);
  expect(await folder.loadFaults()).toEqual([]);
  folder.edit(file, '字a', '字ab');
  const faults = await folder.loadFaults();
  expect(faults).toHaveLength(1);
  expect(faults[0]!.message).toContain('2030 字节');
});

it('does not judge references into a file that could not be read', async () => {
  folder.edit(items, 'items:', 'items：');
  expect((await folder.loadFaults()).map(({ at }) => at)).toEqual([`${items}:2:1`]);
});

describe('files and folders', () => {
  it.each([
    ['a unit without unit.yaml', () => folder.remove(unit), unit, /缺少/, /加上/],
    [
      'no district folder',
      () => folder.remove('replies/district'),
      'replies/district',
      /缺少/,
      /全区共用/,
    ],
    [
      'a missing district file',
      () => folder.remove('replies/district/elsewhere.yaml'),
      'replies/district/elsewhere.yaml',
      /缺少/,
      /加上/,
    ],
    [
      'a misspelt file',
      () => folder.write('replies/renshe/keyword.yaml', 'keywords: []'),
      'replies/renshe/keyword.yaml',
      /不认识/,
      /您是不是想写 keywords\.yaml？/,
    ],
    [
      'another extension',
      () => folder.write('replies/renshe/items.yml', ''),
      'replies/renshe/items.yml',
      /扩展名/,
      /items\.yaml/,
    ],
    [
      'a misspelt folder',
      () => folder.write('replies/District/a.yaml', ''),
      'replies/District',
      /不认识/,
      /district/,
    ],
    [
      'a file beside the units',
      () => folder.write('replies/items.yaml', ''),
      'replies/items.yaml',
      /不认识/,
      /单位的文件夹/,
    ],
    [
      'a menu of no unit',
      () => folder.write('menus/rensh.yaml', 'menu: []'),
      'menus/rensh.yaml',
      /不认识/,
      /renshe\.yaml/,
    ],
    ['no menus folder', () => folder.remove('menus'), 'menus', /不存在/, /MENUS_DIR/],
    [
      'no replies folder',
      () => {
        folder.remove('replies');
        folder.remove('menus/renshe.yaml');
      },
      'replies',
      /不存在/,
      /REPLIES_DIR/,
    ],
  ])('refuses %s', async (_, change, at, message, remedy) => {
    change();
    const faults = await folder.loadFaults();
    expect(faults.map((fault) => fault.at)).toEqual([at]);
    expect(faults[0]!.message).toMatch(message);
    expect(faults[0]!.remedy).toMatch(remedy);
  });

  it('refuses a folder without any unit', async () => {
    for (const file of ['replies/renshe', 'replies/yibao', 'menus/renshe.yaml']) {
      folder.remove(file);
    }
    const faults = await folder.loadFaults();
    expect(faults.map(({ at, message }) => at + message)).toEqual(['replies里没有一个单位']);
  });

  it('passes over what editors and systems leave behind', async () => {
    for (const name of [
      '.DS_Store',
      'Thumbs.db',
      '~$items.yaml',
      'items.yaml~',
      'README.md',
      'items.yaml.bak',
    ]) {
      folder.write(`replies/renshe/${name}`, 'x');
    }
    expect(await folder.loadFaults()).toEqual([]);
  });
});
