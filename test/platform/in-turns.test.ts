import { mapInTurns } from '../../src/platform/in-turns';

it('maps all, in order', async () => {
  const squares = await mapInTurns([1, 2, 3, 4, 5], 2, (n) => n * n);
  expect(squares).toEqual([1, 4, 9, 16, 25]);
  expect(await mapInTurns([], 2, String)).toEqual([]);
});

it('lets other work go between parts, and not within one', async () => {
  const seen: string[] = [];
  setImmediate(() => seen.push('other work'));
  await mapInTurns(['a', 'b', 'c', 'd'], 2, (name) => seen.push(name));
  expect(seen).toEqual(['a', 'b', 'other work', 'c', 'd']);
});
