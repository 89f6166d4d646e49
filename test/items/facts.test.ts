import { isShown } from '../../src/items/facts';
import type { Fact } from '../../src/items/schema';

const monday = new Date('2026-11-23T01:30:00Z');

it.each<[Fact['quality'], Fact['place'], string | null, boolean]>([
  ['law', '国家', null, true],
  ['gov', '湖南', null, true],
  ['gov', '岳阳', null, true],
  ['gov', '君山', null, true],
  ['gov', '外地', null, false],
  ['law', '外地', null, false],
  ['press', '国家', null, false],
  ['mirror', '君山', null, false],
  ['pending', '国家', null, false],
  ['gov', '君山', '2026-11-23', true],
  ['gov', '君山', '2026-11-22', false],
  ['gov', '君山', '2026-12-31', true],
])('%s of %s until %s: %s', (quality, place, validUntil, expected) => {
  expect(isShown({ quality, place, validUntil }, monday)).toBe(expected);
});

it('ends with the day in China', () => {
  const fact = { quality: 'gov', place: '君山', validUntil: '2026-11-23' } as const;
  expect(isShown(fact, new Date('2026-11-23T15:59:59Z'))).toBe(true);
  expect(isShown(fact, new Date('2026-11-23T16:00:00Z'))).toBe(false);
});
