/**
 * As many leading lines as fit into `mostBytes` of UTF-8, with "…" for what is left out; of a first line that is
 * itself too long, as many signs. A text that fits is left alone.
 */
export function cutLines(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const lines = text.split('\n');
  while (lines.length > 1 && Buffer.byteLength(`${lines.join('\n')}\n…`) > mostBytes) lines.pop();
  const shortened = `${lines.join('\n')}\n…`;
  if (Buffer.byteLength(shortened) <= mostBytes) return shortened;
  let signs = [...lines[0]!];
  while (Buffer.byteLength(`${signs.join('')}…`) > mostBytes) signs = signs.slice(0, -8);
  return `${signs.join('')}…`;
}
