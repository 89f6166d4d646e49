import { presentMasked } from '../mask-value';
import type { Field, Query } from '../schema';

type Fields = Readonly<Record<string, string>>;

/** What names the person among the fields: the identity number, the receipt number, else all that was filled in. */
export function personOf(query: Query, fields: Fields): string {
  for (const type of ['id_number', 'receipt'] as const) {
    const field = query.fields.find((each) => each.type === type);
    const value = field && fields[field.id];
    if (value !== undefined) return value;
  }
  return JSON.stringify(query.fields.map(({ id }) => fields[id] ?? ''));
}

/** 李**，999***: for a citizen to know which identity is meant. */
export function presentPerson(query: Query, fields: Fields): string {
  const shown = query.fields.flatMap((field) => {
    const mask = maskOf(field);
    const value = fields[field.id];
    return mask && value !== undefined ? [presentMasked(value, mask, true)] : [];
  });
  return shown.join('，');
}

function maskOf({ type }: Field): '姓名' | '证件' | null {
  if (type === 'name') return '姓名';
  return type === 'id_number' ? '证件' : null;
}
