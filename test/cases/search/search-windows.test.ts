import { createFoldText } from '../../../src/cases/search/fold-text';
import { gramsOf, monthGram } from '../../../src/cases/search/grams';
import { searchWindows } from '../../../src/cases/search/search-windows';

/** Midnight in China that begins a month. */
const month = (text: string): Date => new Date(`${text}-01T00:00:00+08:00`);

it('looks in the month itself, in six before it and in all the rest', () => {
  expect(searchWindows(new Date('2026-02-10T00:00:00Z'), 'next')).toEqual([
    { from: month('2026-02'), before: null, months: ['2026-02'] },
    {
      from: month('2025-08'),
      before: month('2026-02'),
      months: ['2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01'],
    },
    { from: null, before: month('2025-08'), months: null },
  ]);
});

it('looks the other way on the way back', () => {
  expect(searchWindows(new Date('2025-12-10T00:00:00Z'), 'previous')).toEqual([
    { from: null, before: month('2026-01'), months: ['2025-12'] },
    {
      from: month('2026-01'),
      before: month('2026-07'),
      months: ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'],
    },
    { from: month('2026-07'), before: null, months: null },
  ]);
});

it('takes months as they are in China', () => {
  expect(monthGram(new Date('2026-01-31T16:00:00Z'))).toBe('month:2026-02');
  expect(searchWindows(new Date('2026-01-31T16:00:00Z'), 'next')[0]!.months).toEqual(['2026-02']);
});

it('pairs signs that stand side by side, each pair once, also those beyond the basic plane', () => {
  expect(gramsOf('社保社保 卡𠮷野')).toEqual(['社保', '保社', '卡𠮷', '𠮷野']);
  expect(gramsOf('一')).toEqual([]);
});

it('folds sign by sign, so that a place stays where it is', () => {
  const foldText = createFoldText();
  for (const text of ['㎏㍿ﬁ', 'ＡＢＣ１２', '臺灣護照', 'İstanbul', '𠮷野家', '①㈱']) {
    expect(foldText(text)).toHaveLength(text.length);
  }
  expect(foldText('ＡＢ１２臺灣')).toBe('ab12台湾');
});
