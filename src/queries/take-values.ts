import { bySpecificity, findField, isCertain, readField } from './fields/field-types';
import { namesOf } from './form-words';
import type { Field } from './schema';

/** What one message gave. */
export interface Taken {
  values: Record<string, string>;
  /** The first value that was meant for a field and is wrong. */
  refusal: { field: string; reason: string } | null;
  /** False: all that was taken is a name, a place or free text, and may have been meant otherwise. */
  certain: boolean;
  /** The text with every value in it hidden, wrong ones too; null where nothing had to be. */
  hidden: string | null;
}

/** What stands between values and is nobody's answer. */
const BETWEEN = /^[\s,，、;；。:.!?]+|[\s,，、;；。:.!?]+$/g;
/** Digits in a row, perhaps in groups, that are more than a year. */
const LONG_NUMBER = /\d(?:[ -]?[\dXx]){5,}/g;
const PARTICLES = /^(?:是|为|和|还有|以及|跟|我的|就是|改成|改为|换成)+/;

/**
 * Takes as many values from a folded text as are in it: first what is named ("姓名：李小明"), then
 * what has a shape of its own, then, for the field that is asked for, all that is left.
 * @param wanted the fields that may be given now, the asked one first
 */
export function takeValues(
  text: string,
  wanted: readonly Field[],
  asked: Field | undefined,
  now: Date,
): Taken {
  const work = new Reader(text, now);
  for (const field of wanted) work.takeNamed(field, wanted);
  for (const field of bySpecificity(wanted)) work.takeFound(field);
  if (asked) work.takeRest(asked);
  return work.result();
}

class Reader {
  private readonly values: Record<string, string> = {};
  private refusal: Taken['refusal'] = null;
  private certain = false;
  /** The text with what was read blanked, so that places stay. */
  private left: string;
  private hidden: string;

  constructor(
    private readonly text: string,
    private readonly now: Date,
  ) {
    this.left = text;
    this.hidden = text;
  }

  takeNamed(field: Field, all: readonly Field[]): void {
    const name = namesOf(field).find((candidate) => this.left.includes(candidate));
    if (name === undefined || this.isAnother(name, field, all)) return;
    const start = this.left.indexOf(name) + name.length;
    const rest = this.left.slice(start);
    const length = rest.search(/[,，;；。\n]/);
    const part = length < 0 ? rest : rest.slice(0, length);
    const said =
      /^\s*(?:号码|号)?\s*(?:是|为|:|改成|改为|换成|应该是)?\s*(.*)$/.exec(part)?.[1] ?? '';
    const inner = findField(said, field, this.now);
    if (said === '' || (inner === null && isCertain(field))) return;
    const at = start + part.length - said.length;
    if (inner) this.keep(field, inner.reading, at + inner.start, at + inner.end);
    else this.keep(field, readField(said, field, this.now), at, at + said.length);
    this.blank(start - name.length, start);
  }

  takeFound(field: Field): void {
    if (this.isDone(field)) return;
    const found = findField(this.left, field, this.now);
    if (found) this.keep(field, found.reading, found.start, found.end);
  }

  takeRest(field: Field): void {
    if (this.isDone(field)) return;
    const rest = this.left.replace(BETWEEN, '').replace(PARTICLES, '').replace(BETWEEN, '');
    if (rest === '') return;
    const reading = readField(rest, field, this.now);
    const start = this.left.indexOf(rest);
    if (reading.kind === 'value') {
      this.keep(field, reading, start, start + rest.length, isCertain(field));
    } else if (Object.keys(this.values).length === 0 && !this.refusal) {
      this.refusal = { field: field.id, reason: reading.reason };
      // An identity number with one digit too few is as much a person's as the whole one.
      this.hidden = this.hidden.replace(LONG_NUMBER, (run) => '*'.repeat(run.length));
    }
  }

  result(): Taken {
    const { values, refusal, certain } = this;
    return { values, refusal, certain, hidden: this.hidden === this.text ? null : this.hidden };
  }

  /** "手机" inside another field's longer name is that field's. */
  private isAnother(name: string, field: Field, all: readonly Field[]): boolean {
    return all.some(
      (other) =>
        other !== field &&
        namesOf(other).some(
          (longer) =>
            longer.length > name.length && longer.includes(name) && this.left.includes(longer),
        ),
    );
  }

  private isDone({ id }: Field): boolean {
    return id in this.values || this.refusal?.field === id;
  }

  private keep(
    field: Field,
    reading: ReturnType<typeof readField>,
    start: number,
    end: number,
    certain = true,
  ): void {
    if (reading.kind === 'value') {
      this.values[field.id] = reading.value;
      this.certain ||= certain;
    } else {
      this.refusal ??= { field: field.id, reason: reading.reason };
      this.certain = true;
    }
    this.blank(start, end);
    this.hidden = replaceSpan(this.hidden, start, end, hide(this.hidden.slice(start, end), field));
  }

  private blank(start: number, end: number): void {
    this.left = replaceSpan(this.left, start, end, ' '.repeat(end - start));
  }
}

/** What names nobody and opens nothing may stand in the log; of all else stars of the same length. */
function hide(written: string, { type }: Field): string {
  switch (type) {
    case 'choice':
    case 'place':
    case 'text':
    case 'date':
      return written;
    default:
      return '*'.repeat(written.length);
  }
}

function replaceSpan(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
