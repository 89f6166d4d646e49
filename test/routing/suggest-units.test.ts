import { createRouter } from '../../src/routing/router';
import { suggestUnits } from '../../src/routing/suggest-units';
import { monday, suppliedRouter } from './routing-harness';

it('names the units whose items the words belong to, with the words', async () => {
  const router = createRouter((await suppliedRouter()).content);
  const suggest = (text: string) => suggestUnits(router, 'minzheng', text, monday);
  const [best] = suggest('社保卡丢了怎么补办');
  expect(best).toMatchObject({ unit: 'renshe' });
  expect(best!.because.length).toBeGreaterThan(0);
  const units = suggest('医保报销和社保卡都想问').map(({ unit }) => unit);
  expect(new Set(units).size).toBe(units.length);
  expect(units.length).toBeLessThanOrEqual(3);
  expect(suggest('在吗')).toEqual([]);
  expect(suggest('')).toEqual([]);
});
