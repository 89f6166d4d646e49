import { ContentFolder } from './content-folder';

const DISTRICT = 'replies/district/words.yaml';
const OWN = 'replies/renshe/words.yaml';
const group = (words: readonly string[], more: readonly string[] = []) =>
  [
    'groups:',
    '  - id: own',
    '    name: 自己的',
    '    level: 须复核',
    `    words: [${words.join(', ')}]`,
    ...more,
    '    reason: 不合适',
    '    suggestion: 换个说法',
    '',
  ].join('\n');

let folder: ContentFolder;
beforeEach(() => (folder = new ContentFolder()));
afterEach(() => folder.dispose());

it('takes the district’s words and a unit’s own', async () => {
  folder.write(OWN, group(['包过', '不…发']));
  const { content, faults } = await folder.load();
  expect(faults).toEqual([]);
  expect(content!.words.district.map(({ id }) => id)).toEqual(['evasive']);
  expect(content!.words.units.get('renshe')).toMatchObject([{ id: 'own', level: '须复核' }]);
  expect(content!.words.units.has('yibao')).toBe(false);
});

it.each([
  ['a word of one sign', group(['包', '包过']), '5:13', /“包”太短/],
  ['a word that is one sign beside a dot', group(["'· 包'"]), '5:13', /太短/],
  ['a word twice, written otherwise', group(['包过', '包 過']), '5:17', /重复，第 5 行已有/],
  [
    'a word that its own group spares',
    group(['包过'], ['    unless: [包过]']),
    '5:13',
    /同时写在 unless 里/,
  ],
  ['a level that there is not', group(['包过']).replace('须复核', '警告'), '4:12', /警告/],
  ['a matter that there is not', group(['包过'], ['    matters: [投拆]']), '6:15', /投拆/],
])('refuses %s', async (_, text, at, message) => {
  folder.write(OWN, text);
  const { faults } = await folder.load();
  expect(faults).toHaveLength(1);
  const [{ file, line, column, message: said }] = faults as [(typeof faults)[number]];
  expect(`${line}:${column}`).toBe(at);
  expect(file).toContain(OWN);
  expect(said).toMatch(message);
});

it('wants the district’s file', async () => {
  folder.remove(DISTRICT);
  const { faults } = await folder.load();
  expect(faults.map(({ file, message }) => [file.endsWith(DISTRICT), message])).toEqual([
    [true, '缺少这个文件'],
  ]);
});
