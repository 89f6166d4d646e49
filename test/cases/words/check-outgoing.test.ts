import { createCheckOutgoing } from '../../../src/cases/words/check-outgoing';
import type { WordGroup } from '../../../src/cases/words/schema';

const aGroup = (over: Partial<WordGroup>): WordGroup => ({
  id: 'group',
  name: '一组',
  level: '提示',
  words: [],
  unless: [],
  reason: '原因',
  suggestion: '建议',
  ...over,
});

const check = createCheckOutgoing({
  district: [
    aGroup({ words: ['不归…管', '尽快'], reason: '像推诿' }),
    aGroup({ level: '须复核', words: ['保证', '内部'], unless: ['保证金'] }),
    aGroup({ level: '禁止', words: ['保证能办', 'sb'] }),
    aGroup({ words: ['按规定'], matters: ['投诉', '求助'] }),
  ],
  units: new Map([['yibao', [aGroup({ level: '禁止', words: ['全报'] })]]]),
});
const words = (text: string, unit = 'renshe') =>
  check(unit, text).hits.map(({ start, length, level }) => [
    text.slice(start, start + length),
    level,
  ]);

it.each([
  ['as it is written', '这事我们保证。', '保证', 'confirm'],
  ['with blanks inside', '这事我们保  证。', '保  证', 'confirm'],
  ['with dots and signs that nobody sees', '内\u200b·部消息', '内\u200b·部', 'confirm'],
  ['in full-width and capitals', '你ＳＢ', 'ＳＢ', 'forbidden'],
  ['in traditional signs', '我們保證', '保證', 'confirm'],
  ['with something between', '这个不归我们局管的', '不归我们局管', 'hint'],
])('finds a word %s, at its place', (_, text, found, level) => {
  expect(words(text)).toEqual([[found, level]]);
});

it.each([
  ['inside a longer word that is spared', '请交保证金。'],
  ['over the end of a line', '我们会保\n证明材料'],
  ['over the end of a sentence', '不归。我们管'],
  ['with more between than fits', '不归那个很远很远的单位管'],
  ['in an answer without any', '请带身份证到一楼2号窗口办理。'],
])('finds nothing %s', (_, text) => {
  expect(check('renshe', text)).toEqual({ level: 'fine', hits: [] });
});

it('still finds the word beside one that is spared', () => {
  expect(words('保证金我们保证退')).toEqual([['保证', 'confirm']]);
});

it('of words that overlap takes the weightiest, and gives the weightiest level of all', () => {
  expect(words('尽快，保证能办')).toEqual([
    ['尽快', 'hint'],
    ['保证能办', 'forbidden'],
  ]);
  expect(check('renshe', '尽快，保证能办').level).toBe('forbidden');
});

it('holds a unit’s answers against its own words as well, and nobody else’s', () => {
  expect(words('尽快全报', 'yibao')).toEqual([
    ['尽快', 'hint'],
    ['全报', 'forbidden'],
  ]);
  expect(words('全报', 'renshe')).toEqual([]);
});

it('minds the kind of matter', () => {
  expect(check('renshe', '按规定', 'complaint').level).toBe('hint');
  expect(check('renshe', '按规定', 'consultation').level).toBe('fine');
  expect(check('renshe', '按规定', null).level).toBe('hint');
});

it('shows personal numbers at their place, with what may stand there instead', () => {
  const text = '请打１３８ 1234 5678。';
  const { level, hits } = check('renshe', text);
  expect(level).toBe('confirm');
  expect(hits).toMatchObject([{ kind: 'personal', start: 2, length: 13, level: 'confirm' }]);
  expect(hits[0]!.replacement).toMatch(/\*{4}/);
  expect(JSON.stringify(hits)).not.toContain('1234 5678');
});

it('holds back what nobody filled in', () => {
  const { level, hits } = check('renshe', '请在{期限}前带｛填写：材料｝来。');
  expect(level).toBe('forbidden');
  expect(hits.map(({ kind, text, reason }) => [kind, text, reason])).toEqual([
    ['variable', '{期限}', '“期限”还没有填。'],
    ['variable', '｛填写：材料｝', '“填写：材料”还没有填。'],
  ]);
});
