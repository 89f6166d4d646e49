/** What a spreadsheet takes for the beginning of a formula, also behind signs that it skips. */
const FORMULA = /^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * A text as a cell that no spreadsheet reckons: what could begin a formula gets a `'` in front. Numbers
 * stay as they are, because a number of ours is never text.
 */
export function escapeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
