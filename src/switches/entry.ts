/** Switches (停用): entries of the files that a unit has taken out of service until it changes them. */
import { createHash } from 'node:crypto';
import type { Item } from '../items/schema';
import type { Query } from '../queries/schema';
import type { RoutingContent } from '../routing/content';
import type { Keyword } from '../routing/schema';

export const entryKinds = { item: '事项', keyword: '关键词', query: '查询' } as const;
export type EntryKind = keyof typeof entryKinds;

/** One entry of a unit's files that can be switched off. */
export interface Entry {
  unit: string;
  kind: EntryKind;
  /** `card`, `claim`; keywords have no name in their file: the beginning of their hash. */
  entry: string;
  /** Of what the file says of it: another text, another hash. */
  hash: string;
  /** What people call it. */
  name: string;
}

const KEYWORD_ID_LENGTH = 16;

export function entryOfItem({ unit, ref: _ref, ...file }: Item): Entry {
  return { unit, kind: 'item', entry: file.id, hash: hashOf(file), name: file.name };
}

export function entryOfQuery(query: Query): Entry {
  const { unit, ref: _ref, itemRef: _item, staleAfterDays: _days, ...file } = query;
  return { unit, kind: 'query', entry: file.id, hash: hashOf(file), name: file.name };
}

export function entryOfKeyword(unit: string, keyword: Keyword): Entry {
  const hash = hashOf(keyword);
  const { exact, contains, prefix, pattern } = keyword;
  const name = (exact ?? contains ?? prefix ?? [pattern ?? '']).join('、');
  return { unit, kind: 'keyword', entry: hash.slice(0, KEYWORD_ID_LENGTH), hash, name };
}

/** Everything of all units that can be switched off, in the order of the files. */
export function listEntries(content: Pick<RoutingContent, 'items' | 'queries' | 'keywords'>) {
  return [
    ...content.items.map(entryOfItem),
    ...content.queries.map(entryOfQuery),
    ...[...content.keywords].flatMap(([unit, keywords]) =>
      keywords.map((keyword) => entryOfKeyword(unit, keyword)),
    ),
  ];
}

/** What stands for an entry as it is written now. */
export function keyOf({ unit, kind, entry, hash }: Omit<Entry, 'name'>): string {
  return [unit, kind, entry, hash].join(' ');
}

/**
 * SHA-256 over what an entry says. What is not said counts for nothing, so that a new field of a later
 * version does not look like a change of the file.
 */
function hashOf(entry: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(said(entry)))
    .digest('hex');
}

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .filter(([, field]) => !isUnsaid(field))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, said(field)]));
}

function isUnsaid(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || value === false;
}
