import { maskPersonalData } from '../privacy/mask';

/** Ids of rows: their digits are nobody's. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A copy of a JSON value in which ID numbers, telephones and bank cards are masked, at any depth. */
export function maskValues(value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? value : maskPersonalData(value).masked;
  if (Array.isArray(value)) return value.map(maskValues);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValues(one)]));
}
