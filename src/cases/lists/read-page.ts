import type { CaseClockRow } from '../clock/case-lamp';
import type { LampKind } from '../clock/lamp';
import type { CaseFilters } from './case-filters';
import { writeCursor, type ListCursor } from './list-cursor';
import type { ListedCase } from './load-listed';

/** How many rows are looked at for a page of rare lamps. */
const LAMP_BATCH = 500;
const LAMP_BATCHES = 20;

/**
 * 灯: it depends on the calendar and on the limits file, so rows are looked at one by one, unless the limit
 * says it all.
 */
export interface LampFilter {
  kinds: readonly LampKind[];
  /** What the kinds say of limits and states at this moment: only such rows are looked at. */
  within: CaseFilters;
  /** Null: all that is within has one of the lamps. */
  of: ((row: CaseClockRow) => LampKind | null) | null;
}

export interface CasePage<Row = ListedCase> {
  rows: readonly Row[];
  /** For the address of 下一页 and 上一页; null: there is none. */
  next: string | null;
  previous: string | null;
}

/** A row and its place in the list. */
export interface Placed<Row> {
  row: Row;
  key: string;
}

export interface ReadPage<Row> {
  placed: readonly Placed<Row>[];
  /** Where to read on, in the way that was read; null: there is no more. */
  goesOn: { key: string; id: string } | null;
}

/** Reads until the page is full and one row is known to follow. */
export async function readPage(
  fetch: (from: ListCursor | null, limit: number) => Promise<Placed<ListedCase>[]>,
  cursor: ListCursor | null,
  size: number,
  lamp: LampFilter | undefined,
): Promise<ReadPage<ListedCase>> {
  const placed: Placed<ListedCase>[] = [];
  const limit = lamp?.of ? LAMP_BATCH : size + 1;
  const way = cursor?.way ?? 'next';
  let from = cursor;
  for (let batches = 0; batches < LAMP_BATCHES; batches++) {
    const batch = await fetch(from, limit);
    for (const one of batch) {
      if (!isLit(lamp, one.row)) continue;
      if (placed.length === size) return { placed, goesOn: placeOf(placed[size - 1]!) };
      placed.push(one);
    }
    if (batch.length < limit) return { placed, goesOn: null };
    from = { way, ...placeOf(batch[limit - 1]!) };
  }
  return { placed, goesOn: from };
}

/** Whether a row has one of the lamps that are asked for. */
export function isLit(lamp: LampFilter | undefined, row: CaseClockRow): boolean {
  if (!lamp?.of) return true;
  const kind = lamp.of(row);
  return kind !== null && lamp.kinds.includes(kind);
}

function placeOf({ row, key }: Placed<{ id: string }>): { key: string; id: string } {
  return { key, id: row.id };
}

/** Turns what was read into a page in the list's order, with its neighbours. */
export function presentPage<Row extends { id: string }>(
  { placed, goesOn }: ReadPage<Row>,
  cursor: ListCursor | null,
  of: unknown,
): CasePage<Row> {
  const first = placed[0];
  const back = cursor && first ? placeOf(first) : null;
  const written = (way: ListCursor['way'], place: { key: string; id: string } | null) =>
    place && writeCursor({ way, ...place }, of);
  const rows = placed.map(({ row }) => row);
  return cursor?.way === 'previous'
    ? { rows: rows.reverse(), next: written('next', back), previous: written('previous', goesOn) }
    : { rows, next: written('next', goesOn), previous: written('previous', back) };
}
