interface Place {
  start: number;
  length: number;
}

/**
 * A text in pieces, in order, each with the hit that it is. Of hits that overlap the first is cut out; one
 * over the whole text marks nothing.
 * @param hits with places in UTF-16 units
 */
export function cutByHits<Hit extends Place>(
  text: string,
  hits: readonly Hit[],
): { text: string; hit: Hit | null }[] {
  const pieces: { text: string; hit: Hit | null }[] = [];
  let at = 0;
  const add = (to: number, hit: Hit | null): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), hit });
    at = Math.max(at, to);
  };
  for (const hit of [...hits].sort((a, b) => a.start - b.start)) {
    const isWhole = hit.start === 0 && hit.length >= text.length;
    if (hit.start < at || isWhole) continue;
    add(hit.start, null);
    add(Math.min(text.length, hit.start + hit.length), hit);
  }
  add(text.length, null);
  return pieces;
}
