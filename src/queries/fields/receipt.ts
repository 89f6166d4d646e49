import { RE2JS } from 're2js';
import type { FieldOf } from '../schema';
import { compact, refused, value, type FieldType, type Found } from './reading';

type Receipt = FieldOf<'receipt'>;

const PART = /[\p{L}\p{N}\-—–_.()[\]〔〕]+/gu;
/** Compiling takes longer than matching; patterns are few and come from the files. */
const compiled = new WeakMap<Receipt, RE2JS>();

export const receipt: FieldType<Receipt> = {
  certain: true,
  find(text, field) {
    for (const match of text.matchAll(PART)) {
      const found = findIn(match[0], field);
      if (found) {
        return { ...found, start: match.index + found.start, end: match.index + found.end };
      }
    }
    return null;
  },
  read(text, field) {
    const number = readNumber(text, field) ?? readNumber(text.replace(/^\P{ASCII}+/u, ''), field);
    return number === null
      ? refused(`${field.label}的样子像“${field.example}”，请照着回执上的写。`)
      : value(number);
  },
};

/** The part itself, or the letters and digits that it ends with: "编号YB20260001". */
function findIn(part: string, field: Receipt): Found | null {
  for (const written of [
    part,
    part.replace(/^\P{ASCII}+/u, ''),
    part.replace(/\P{ASCII}+.*$/u, ''),
  ]) {
    const number = written === '' ? null : readNumber(written, field);
    if (number === null) continue;
    const start = part.indexOf(written);
    return { start, end: start + written.length, reading: value(number) };
  }
  return null;
}

/** The number as the unit writes it: in capitals, without spaces; with and without its dashes. */
function readNumber(written: string, field: Receipt): string | null {
  const tight = written.replaceAll(' ', '').toUpperCase();
  const pattern = patternOf(field);
  for (const candidate of [tight, compact(tight)]) {
    if (candidate.length <= 64 && pattern.matches(candidate)) return candidate;
  }
  return null;
}

function patternOf(field: Receipt): RE2JS {
  const known = compiled.get(field);
  if (known) return known;
  const pattern = RE2JS.compile(field.pattern);
  compiled.set(field, pattern);
  return pattern;
}
