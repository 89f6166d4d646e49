import { diffText, type DiffPart } from '../../../../src/console/web/pages/review/diff-text';

const present = (parts: readonly DiffPart[]): string =>
  parts
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`,
    )
    .join('');

it.each([
  ['', '', ''],
  ['请带身份证。', '请带身份证。', '请带身份证。'],
  ['', '请带身份证。', '[+请带身份证。]'],
  ['请带身份证。', '', '[-请带身份证。]'],
  ['请带身份证到一楼。', '请带身份证原件到一楼。', '请带身份证[+原件]到一楼。'],
  ['请周一到一楼大厅办理。', '请周五到一楼大厅办理。', '请周[-一][+五]到一楼大厅办理。'],
  ['甲乙丙', '子乙丑', '[-甲乙丙][+子乙丑]'],
  ['第一行\n第二行', '第一行\n新的一行\n第二行', '第一行\n[+新的一行\n]第二行'],
])('from %j to %j', (before, after, expected) => {
  expect(present(diffText(before, after))).toBe(expected);
});

it('gives both texts back, whatever they are (acceptance 4)', () => {
  const before = '您好，社保卡补办请带身份证原件，到城区任一网点办理，当场可取。'.repeat(20);
  const after = before.replaceAll('当场', '三天后').replace('您好，', '');
  const parts = diffText(before, after);
  const without = (kind: DiffPart['kind']) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join('');
  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

it('compares very long texts line by line', () => {
  const lines = Array.from({ length: 300 }, (_, line) => `第${line}行要说的事情很长很长。\n`);
  const after = lines.map((line, at) => (at === 7 ? '换了一行。\n' : line)).join('');
  expect(diffText(lines.join(''), after)).toEqual([
    { kind: 'same', text: lines.slice(0, 7).join('') },
    { kind: 'removed', text: lines[7] },
    { kind: 'added', text: '换了一行。\n' },
    { kind: 'same', text: lines.slice(8).join('') },
  ]);
});
