/** A text in pieces, marked and not, in order. @param marks from–before, in UTF-16 units, ascending */
export function cutByMarks(
  text: string,
  marks: readonly (readonly [number, number])[],
): { text: string; isMarked: boolean }[] {
  const pieces: { text: string; isMarked: boolean }[] = [];
  let at = 0;
  const add = (to: number, isMarked: boolean): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), isMarked });
    at = Math.max(at, to);
  };
  for (const [from, before] of marks) {
    add(from, false);
    add(before, true);
  }
  add(text.length, false);
  return pieces;
}
