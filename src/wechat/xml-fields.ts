import type { Fields, FieldValue } from './inbound';

/** The text of an element; of a repeated one the first. Undefined where it is absent or holds elements. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = first(fields[name]);
  return typeof value === 'string' ? value : undefined;
}

/** `{ [key]: text }`, or `{}` where the element is absent or empty: for properties that may be missing. */
export function optionalText<K extends string>(
  key: K,
  fields: Fields,
  name: string,
): Partial<Record<K, string>> {
  const text = textOf(fields, name)?.trim();
  const found: Partial<Record<string, string>> = text ? { [key]: text } : {};
  return found;
}

/** A decimal number. Undefined where it is absent or is none. */
export function numberOf(fields: Fields, name: string): number | undefined {
  const text = textOf(fields, name)?.trim() ?? '';
  return /^[+-]?\d{1,12}(?:\.\d{1,18})?$/.test(text) ? Number(text) : undefined;
}

/** `{ [key]: number }`, or `{}` where the element is absent or no number. */
export function optionalNumber<K extends string>(
  key: K,
  fields: Fields,
  name: string,
): Partial<Record<K, number>> {
  const number = numberOf(fields, name);
  const found: Partial<Record<string, number>> = number === undefined ? {} : { [key]: number };
  return found;
}

/** The elements inside an element; none where it holds text or is absent. */
export function fieldsOf(fields: Fields, name: string): Fields {
  const value = first(fields[name]);
  return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** Every occurrence of an element that holds elements. */
export function listOf(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  const all = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return all.filter((one): one is Fields => typeof one === 'object' && !Array.isArray(one));
}

/** The fields but those that are named. */
export function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function first(value: FieldValue | undefined): FieldValue | undefined {
  return Array.isArray(value) ? value[0] : value;
}
