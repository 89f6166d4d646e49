/** 这条信息有误: reports on service items, and what the unit's admin does with them. */
import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { maskPersonalData } from '../../privacy/mask';

/** A report as the unit's admin reads it. */
export interface ItemReportView {
  id: string;
  unit: string;
  /** The item's id in the unit's file. */
  item: string;
  /** Masked. */
  text: string;
  at: Date;
  closedAt: Date | null;
  /** Staff id. */
  closedBy: string | null;
  outcome: string | null;
}

const MAX_TEXT = 500;
const MIN_OUTCOME = 2;

/** Takes a report; nobody's name goes with it. @throws AppError bad_request for an empty one */
export async function reportItem(
  db: Queryable,
  { unit, item, text }: { unit: string; item: string; text: string },
  now: Date,
): Promise<void> {
  const words = maskPersonalData(text.trim().slice(0, MAX_TEXT)).masked;
  if (words === '') throw new AppError('bad_request', '请写一写哪里不对。');
  await db.query(
    `insert into item_reports (id, unit, item, text, at) values ($1, $2, $3, $4, $5)`,
    [createId(now), unit, item, words, now],
  );
}

/**
 * Reports on the items of some units, newest first, by key.
 * @param page `after`: the id of the last one of the page before
 */
export async function listItemReports(
  db: Queryable,
  units: readonly string[],
  page: { openOnly: boolean; limit: number; after?: string },
): Promise<ItemReportView[]> {
  return db.query<ItemReportView>(
    `select id, unit, item, text, at, closed_at as "closedAt", closed_by as "closedBy", outcome
     from item_reports
     where unit = any($1::text[]) and (not $2 or closed_at is null) and ($3::uuid is null or id < $3)
     order by id desc limit $4`,
    [units, page.openOnly, page.after ?? null, page.limit],
  );
}

/**
 * Ends a report with what was done about it: corrected in the file, or right as it was.
 * @returns the unit whose item it was on
 * @throws AppError not_found for one of another unit, or that is closed; bad_request without a word
 */
export async function closeItemReport(
  tx: Tx,
  units: readonly string[],
  closing: { id: string; by: string; outcome: string; at: Date },
): Promise<{ unit: string; item: string }> {
  const outcome = closing.outcome.trim();
  if ([...outcome].length < MIN_OUTCOME) throw new AppError('bad_request', '请写明怎样处理的。');
  const [closed] = await tx.query<{ unit: string; item: string }>(
    `update item_reports set closed_at = $3, closed_by = $4, outcome = $5
     where id = $1 and unit = any($2::text[]) and closed_at is null returning unit, item`,
    [closing.id, units, closing.at, closing.by, outcome],
  );
  if (!closed) throw new AppError('not_found', '没有这条反馈，或者已经处理。');
  return closed;
}
