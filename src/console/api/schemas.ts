import { z } from 'zod';

/** An instant: a `Date` inside, ISO 8601 in UTC outside. */
export const instantSchema = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (at) => at.toISOString(),
});

/** The keys of a table of names. */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>) =>
  z.enum(Object.keys(table) as [Key, ...Key[]]);

/** How many rows a page of a list has. */
export const pageSizeSchema = z
  .enum(['20', '50', '100'])
  .default('20')
  .transform((size) => Number(size) as 20 | 50 | 100)
  .describe('每页几条');

export const caseNumberSchema = z.string().min(1).max(40).describe('办件编号');
export const unitCodeSchema = z.string().min(1).max(40).describe('单位代码');
export const idSchema = z.uuid();
/** A reason: the use case says how long it must be. */
export const reasonSchema = z.string().max(2000);
