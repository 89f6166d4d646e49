/**
 * The candidate that a person most likely meant, or null when none is close: at most two slips
 * (a letter too many, too few, wrong, or two swapped), and no more than one in three letters.
 */
export function findNearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = fold(word);
  let best: string | null = null;
  let bestDistance = (wanted.length < 6 ? 1 : 2) + 1;
  for (const candidate of candidates) {
    const distance = countSlips(wanted, fold(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `，您是不是想写 telephone？` as a remedy, or null. */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  const nearest = findNearest(word, candidates);
  return nearest === null ? null : `您是不是想写 ${nearest}？`;
}

function fold(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[-_\s]/g, '');
}

/** Optimal string alignment distance. */
function countSlips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, rows[i - 2]![j - 2]! + 1);
      }
      row.push(slips);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
