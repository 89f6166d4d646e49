/** A run of signs that both texts have, or that only the old or the new one has. */
export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond as many comparisons texts are compared line by line. */
const MOST_CELLS = 4_000_000;
/** Shorter runs that happen to be the same, amid changes, make a sentence unreadable. */
const LEAST_SAME = 2;

/** What changed from one text to another, in reading order; what went stands before what came. */
export function diffText(before: string, after: string): DiffPart[] {
  const signs = [...before].length * [...after].length <= MOST_CELLS;
  const split = (text: string): string[] => (signs ? [...text] : text.split(/(?<=\n)/));
  const parts = join(compare(split(before), split(after)));
  return signs ? join(sortChanges(swallow(parts))) : join(sortChanges(parts));
}

/** The longest common subsequence, walked from the beginning. */
function compare(a: readonly string[], b: readonly string[]): DiffPart[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const parts: DiffPart[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: 'same', text: a[i]! });
      [i, j] = [i + 1, j + 1];
    } else if (
      j === b.length ||
      (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    ) {
      parts.push({ kind: 'removed', text: a[i]! });
      i += 1;
    } else {
      parts.push({ kind: 'added', text: b[j]! });
      j += 1;
    }
  }
  return parts;
}

function join(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === part.kind) last.text += part.text;
    else joined.push({ ...part });
  }
  return joined;
}

/** A short run that is the same between two changes counts as changed. */
function swallow(parts: readonly DiffPart[]): DiffPart[] {
  return parts.flatMap((part, at): DiffPart[] => {
    const isShort = part.kind === 'same' && [...part.text].length < LEAST_SAME;
    if (!isShort || at === 0 || at === parts.length - 1) return [part];
    return [
      { kind: 'removed', text: part.text },
      { kind: 'added', text: part.text },
    ];
  });
}

/** Within a stretch of changes all that went stands before all that came. */
function sortChanges(parts: readonly DiffPart[]): DiffPart[] {
  const sorted: DiffPart[] = [];
  let stretch: DiffPart[] = [];
  const flush = (): void => {
    sorted.push(...stretch.filter(({ kind }) => kind === 'removed'));
    sorted.push(...stretch.filter(({ kind }) => kind === 'added'));
    stretch = [];
  };
  for (const part of parts) {
    if (part.kind === 'same') {
      flush();
      sorted.push(part);
    } else {
      stretch.push(part);
    }
  }
  flush();
  return sorted;
}
