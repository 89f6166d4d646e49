/**
 * Maps a long list in small parts and lets other work of the process go between them: a callback must not
 * wait for a background job's reckoning.
 * @param partSize items of one part; a part should take a few milliseconds at most
 */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  partSize: number,
  map: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += partSize) {
    if (start > 0) await new Promise((resolve) => setImmediate(resolve));
    for (const item of items.slice(start, start + partSize)) results.push(map(item));
  }
  return results;
}
