/**
 * The value that was surely meant when `text` does not fit `pattern`: full-width characters,
 * 2026年1月3日, 8:30 and （0730）8123456 are written as the files want them. Null when nothing fits.
 */
export function suggestValue(text: string, pattern: RegExp): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[—–−]+/g, '-')
    .trim();
  const spellings = [
    plain,
    plain.replace(/\s+/g, ''),
    plain.toLowerCase(),
    spellDate(plain),
    plain.replace(/^(\d):/, '0$1:'),
    plain.replace(/^\((\d+)\)[\s-]*/, '$1-'),
  ];
  return spellings.find((spelling) => spelling !== text && pattern.test(spelling)) ?? null;
}

function spellDate(text: string): string {
  return text.replace(
    /^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/,
    (_, year: string, month: string, day: string) =>
      `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
}
