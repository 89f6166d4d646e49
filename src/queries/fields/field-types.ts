import type { Field } from '../schema';
import { choice } from './choice';
import { creditCode } from './credit-code';
import { date } from './date';
import { idNumber } from './id-number';
import { mobile } from './mobile';
import { nameField } from './name';
import { place } from './place';
import { plate } from './plate';
import type { FieldType, Found, Reading } from './reading';
import { receipt } from './receipt';
import { tail } from './tail';
import { textField } from './text';

const types: { readonly [T in Field['type']]: FieldType<Extract<Field, { type: T }>> } = {
  id_number: idNumber,
  credit_code: creditCode,
  mobile,
  plate,
  receipt,
  date,
  tail,
  choice,
  name: nameField,
  place,
  text: textField,
};

/** The order in which values are looked for in one text: what can be least mistaken first. */
const ORDER = Object.keys(types) as Field['type'][];

function typeOf(field: Field): FieldType<Field> {
  return types[field.type];
}

/** What a folded text says as the answer to a field. */
export function readField(text: string, field: Field, now: Date): Reading {
  return typeOf(field).read(text, field, now);
}

/** A field's value somewhere in a folded text. */
export function findField(text: string, field: Field, now: Date): Found | null {
  return typeOf(field).find(text, field, now);
}

/** Whether an answer to the field cannot be meant for anything else. */
export function isCertain(field: Field): boolean {
  return typeOf(field).certain;
}

/** Fields in the order in which they are looked for. */
export function bySpecificity(fields: readonly Field[]): Field[] {
  return [...fields].sort((a, b) => ORDER.indexOf(a.type) - ORDER.indexOf(b.type));
}
