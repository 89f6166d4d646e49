import fs from 'node:fs';
import path from 'node:path';
import { ContentFolder, fixtures } from './content-folder';

/** Fixture, where the fault must be, what it must say, what it must advise. */
type Row = [fixture: string, at: string, message: RegExp, remedy: RegExp | null];

const rows: Row[] = [
  ['gbk.unit.yaml', '3', /GBK/, /另存为 UTF-8/],
  ['utf16.unit.yaml', '1', /UTF-16/, /另存为 UTF-8/],
  ['utf16-no-mark.unit.yaml', '1', /UTF-16/, /另存为 UTF-8/],
  ['broken-bytes.unit.yaml', '16', /不是 UTF-8/, /另存为 UTF-8/],
  ['full-width-colon.unit.yaml', '3:1', /全角冒号/, /英文冒号/],
  ['full-width-colon-inside.unit.yaml', '12:3', /全角冒号/, /英文冒号/],
  ['full-width-quotes.unit.yaml', '10:10', /中文引号/, /"君山区测试路 1 号"/],
  ['full-width-quote-telephone.unit.yaml', '9:12', /中文引号/, /"0730-8123456"/],
  ['full-width-closing-quote.unit.yaml', '9:12', /后面的是中文引号/, /英文双引号/],
  ['full-width-opening-quote.unit.yaml', '9:12', /前面的是中文引号/, /英文双引号/],
  ['full-width-space-indent.unit.yaml', '12:1', /全角空格/, /英文空格/],
  ['full-width-space-after-colon.unit.yaml', '10:1', /全角空格/, /英文空格/],
  ['full-width-digits.unit.yaml', '9:12', /telephone/, /"0730-8123456"/],
  ['tab-indent.unit.yaml', '12:1', /Tab/, /空格/],
  ['no-space-after-colon.unit.yaml', '10:1', /冒号后面少了空格/, /空一格/],
  ['no-space-after-dash.unit.yaml', '18:3', /短横线后面少了空格/, /空一格/],
  ['chinese-dash.unit.yaml', '18:3', /短横线不是英文/, /英文的 -/],
  ['chinese-comma.items.yaml', '7:12', /中文逗号/, /英文逗号/],
  ['telephone-number.unit.yaml', '9:12', /开头的 0 会丢掉/, /"07308123456"/],
  ['id-number.keywords.yaml', '3:13', /后几位会变/, /"430611199001011234"/],
  ['keyword-007.keywords.yaml', '3:13', /开头的 0 会丢掉/, /"007"/],
  ['duplicate-key.unit.yaml', '6:1', /name 写了两次，第 3 行已有/, /只留一个/],
  ['yes.unit.yaml', '8:11', /true 或 false/, /写 true/],
  ['off.keywords.yaml', '5:14', /true 或 false/, /写 false/],
  ['true-as-text.keywords.yaml', '3:13', /不是文字/, /"true"/],
  ['unclosed-quote.unit.yaml', '18:10', /引号没有成对/, /末尾/],
  ['unclosed-quote-swallows.unit.yaml', '4:12', /引号没有成对/, /末尾/],
  ['open-bracket.items.yaml', '7:11', /括号没有写完/, /补上/],
  ['indent-too-far.items.yaml', '4:6', /缩进不对/, /对齐/],
  ['indent-too-little.items.yaml', '4:1', /缩进不对/, /对齐/],
  ['list-for-text.unit.yaml', '17:3', /却写成了列表/, /welcome: \|/],
  ['text-for-list.items.yaml', '7:11', /要写成列表/, /“- ”/],
  ['text-for-group.unit.yaml', '11:8', /名称: 内容/, /text、workHours/],
  ['colon-in-text.unit.yaml', '16:10', /英文冒号加空格/, /中文冒号/],
  ['unknown-key.unit.yaml', '9:1', /telephon/, /您是不是想写 telephone？/],
  ['misspelt-required-key.unit.yaml', '5:1', /acountName/, /您是不是想写 accountName？/],
  ['missing-key.unit.yaml', '2:1', /缺少 shortName/, /简称/],
  ['blank-value.unit.yaml', '4:11', /shortName 后面是空的/, /写上内容/],
  ['hash-value.unit.yaml', '4:12', /shortName 后面是空的/, /英文双引号/],
  ['bad-choice.items.yaml', '5:11', /giude/, /您是不是想写 guide？/],
  ['chinese-date.items.yaml', '18:16', /2026年11月1日/, /2026-11-01/],
  ['short-time.unit.yaml', '14:13', /8:30/, /08:30/],
  ['bad-url.items.yaml', '16:14', /www\.example/, /https:\/\//],
  ['backslash.keywords.yaml', '9:16', /反斜杠/, /单引号/],
  ['star-value.unit.yaml', '10:10', /\* 开头/, /双引号/],
  ['ampersand-value.unit.yaml', '10:10', /& 开头/, /双引号/],
  ['at-value.unit.yaml', '10:10', /@ 开头/, /双引号/],
  ['brace-first.keywords.yaml', '12:12', /以 { 开头/, /双引号/],
  ['brace-only.keywords.yaml', '12:12', /以 { 开头/, /双引号/],
  ['bracket-first.unit.yaml', '16:10', /以 \[ 开头/, /双引号/],
  ['text-after-quote.unit.yaml', '16:14', /引号后面多出了“，这里/, /一对英文双引号/],
  ['two-words.keywords.yaml', '3:5', /有且只有/, null],
  ['empty.unit.yaml', '1:1', /空的/, /参照/],
];

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

it.each(rows)('names the slip in %s', async (fixture, at, message, remedy) => {
  const target = `replies/renshe/${fixture.replace(/^.*?\./, '')}`;
  folder.write(target, fs.readFileSync(path.join(fixtures, 'faults', fixture)));
  const faults = await folder.loadFaults();
  expect(faults).toHaveLength(1);
  expect(faults[0]!.at).toBe(`${target}:${at}`);
  expect(faults[0]!.message).toMatch(message);
  if (remedy) expect(faults[0]!.remedy).toMatch(remedy);
  else expect(faults[0]!.remedy).toBeNull();
});

it('names every marker of a merge conflict', async () => {
  const conflict = fs.readFileSync(path.join(fixtures, 'faults', 'merge-conflict.unit.yaml'));
  folder.write('replies/renshe/unit.yaml', conflict);
  const faults = await folder.loadFaults();
  expect(faults.map(({ at }) => at.split(':')[1])).toEqual(['6', '8', '10']);
  expect(faults.every(({ message }) => message.includes('冲突标记'))).toBe(true);
});

it('uses every fixture', () => {
  const used = new Set([...rows.map(([fixture]) => fixture), 'merge-conflict.unit.yaml']);
  expect(fs.readdirSync(path.join(fixtures, 'faults')).filter((name) => !used.has(name))).toEqual(
    [],
  );
});

it('reports the faults of all files at once, in the order of files and lines', async () => {
  folder.edit('replies/renshe/unit.yaml', 'letters: RS', 'letters: rs');
  folder.edit('replies/renshe/unit.yaml', 'verified: true', 'verified: yes');
  folder.edit('replies/yibao/items.yaml', 'kind: guide', 'kind: 指南');
  folder.edit('menus/renshe.yaml', 'as: card', 'as: cards');
  expect((await folder.loadFaults()).map(({ at }) => at)).toEqual([
    'menus/renshe.yaml:4:9',
    'replies/renshe/unit.yaml:6:10',
    'replies/renshe/unit.yaml:8:11',
    'replies/yibao/items.yaml:4:11',
  ]);
});

it('takes a byte order mark, Windows line ends and unquoted dates without a word', async () => {
  const text = folder.read('replies/renshe/items.yaml');
  folder.write('replies/renshe/items.yaml', `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  const { routing } = await folder.loadRight();
  expect(routing.items.find(({ ref }) => ref === 'renshe.card')?.checkedAt).toBe('2026-11-01');
});

it('lets ordinary Chinese text stand: colons, quotes and spaces within a value', async () => {
  const welcome = '|\n  name：您好\n  “欢迎”　关注\n  -社保卡\n  telephone:0730';
  folder.edit('replies/renshe/unit.yaml', '您好，这里是君山人社。', welcome);
  folder.edit('replies/renshe/unit.yaml', '君山区测试路 1 号', '“测试路”1 号：进门左转');
  const { routing } = await folder.loadRight();
  expect(routing.units.get('renshe')?.welcome).toContain('“欢迎”　关注');
});
