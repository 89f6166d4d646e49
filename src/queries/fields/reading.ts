import type { Field } from '../schema';

/** What a text says for one field. `reason` is a whole sentence for the citizen, without the value itself. */
export type Reading =
  | { kind: 'value'; value: string }
  /** Meant for this field, and wrong. */
  | { kind: 'refused'; reason: string };

/** A reading with its place in the folded text: `[start, end)` in UTF-16 units. */
export interface Found {
  start: number;
  end: number;
  reading: Reading;
}

/** How one type of field is read. Texts are folded (`foldText`). */
export interface FieldType<F extends Field> {
  /**
   * Whether a text that passes `read` can be nothing else. Names, places and free text can: the
   * caller looks first whether the citizen has turned to something else.
   */
  readonly certain: boolean;
  /** The value inside a longer text, by its shape alone; null where nothing has this shape. */
  find(text: string, field: F, now: Date): Found | null;
  /** The whole text as the answer to this field. */
  read(text: string, field: F, now: Date): Reading;
}

export function value(text: string): Reading {
  return { kind: 'value', value: text };
}

export function refused(reason: string): Reading {
  return { kind: 'refused', reason };
}

/** The first place of `pattern` in the text that `judge` has a reading for. */
export function findFirst(
  text: string,
  pattern: RegExp,
  judge: (written: string) => Reading | null,
): Found | null {
  for (const match of text.matchAll(pattern)) {
    const reading = judge(match[0]);
    if (reading) return { start: match.index, end: match.index + match[0].length, reading };
  }
  return null;
}

/** Letters and digits of a number that was written in groups, in capitals. */
export function compact(written: string): string {
  return written.replace(/[\s.·_\-—–:]/g, '').toUpperCase();
}
