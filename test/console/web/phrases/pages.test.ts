import { dayAfter } from '../../../../src/console/web/pages/blocks/block';
import { presentMeant, putIn } from '../../../../src/console/web/pages/phrases/phrase';
import { cutByHits } from '../../../../src/console/web/shared/cut-by-hits';

const hit = (start: number, length: number) => ({ start, length });

it('cuts a text at what was found in it, and loses nothing', () => {
  const text = '您好，保证给您办好，别再问。';
  const hits = [hit(10, 3), hit(3, 2)];
  const pieces = cutByHits(text, hits);
  expect(pieces.map((piece) => piece.text)).toEqual([
    ...['您好，', '保证', '给您办好，', '别再问', '。'],
  ]);
  expect(pieces.flatMap((piece) => piece.hit ?? [])).toEqual([hits[1], hits[0]]);
});

it.each([
  ['that overlap', [hit(0, 3), hit(1, 3)], ['abc', 'def']],
  ['over the whole text', [hit(0, 6), hit(2, 2)], ['ab', 'cd', 'ef']],
  ['beyond the end', [hit(4, 9)], ['abcd', 'ef']],
  ['of nothing', [], ['abcdef']],
])('cuts at hits %s', (_, hits, wanted) => {
  expect(cutByHits('abcdef', hits).map(({ text }) => text)).toEqual(wanted);
});

it('puts a variable where the cursor is, or in the place of what is chosen', () => {
  expect(putIn('请打，谢谢', '{电话}', 2, 2)).toEqual({ text: '请打{电话}，谢谢', at: 6 });
  expect(putIn('请打XX，谢谢', '{电话}', 2, 4)).toEqual({ text: '请打{电话}，谢谢', at: 6 });
});

it('says for which answers a phrase is meant', () => {
  const none = { caseTypeLabel: null, caseStateLabel: null, itemName: null };
  expect(presentMeant(none)).toBe('不限');
  expect(presentMeant({ ...none, caseTypeLabel: '咨询', itemName: '社保卡' })).toBe('咨询、社保卡');
});

it('reckons days in China, whatever the computer’s zone', () => {
  const lateEvening = Date.parse('2026-11-23T16:30:00Z');
  expect(dayAfter(lateEvening, 0)).toBe('2026-11-24');
  expect(dayAfter(lateEvening, 7)).toBe('2026-12-01');
});
