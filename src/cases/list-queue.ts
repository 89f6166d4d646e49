import type { Queryable } from '../database/database';
import type { CaseClockRow } from './clock/case-lamp';
import type { CaseState } from './case-state';
import { scopeCondition, scopeParameters, type Scope } from './scope';

/** An open case in a list. Columns of `CaseClockRow` are the table's, for its lamp. */
export interface QueuedCase extends CaseClockRow {
  id: string;
  number: string;
  account: string;
  version: number;
  state: CaseState;
  handler: string | null;
  urgent: boolean;
  restricted: boolean;
  needs_judgement: boolean;
  last_message_at: Date;
  /** The citizen's last words in this case, or what was entered by hand; masked. */
  last_text: string | null;
}

/** Whose open cases: the units' own, one person's, or those of others that the units help with. */
export interface QueueFilter {
  view: 'unit' | 'mine' | 'helping';
  /** Staff id, for `mine`. */
  staffId: string;
  /** One unit only. */
  unit: string | null;
  /** Restricted cases have a list of their own, for named people. */
  restricted: boolean;
}

/**
 * Open cases within a scope, the oldest receipt first, by key.
 * @param page `after` is the id of the last case of the page before
 */
export async function listQueue(
  db: Queryable,
  scope: Scope,
  filter: QueueFilter,
  page: { limit: number; after: string | null },
): Promise<QueuedCase[]> {
  const units = filter.restricted ? (scope.restrictedUnits ?? []) : scope.units;
  const values: unknown[] = [...scopeParameters(scope), filter.restricted, page.limit];
  const conditions = [scopeCondition(1), 'c.restricted = $3'];
  const add = (value: unknown, condition: (place: string) => string): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  switch (filter.view) {
    case 'unit':
      add(units, (place) => `c.owner_unit = any(${place}::text[])`);
      break;
    case 'mine':
      add(filter.staffId, (place) => `c.handler = ${place}`);
      break;
    case 'helping':
      add(units, (place) => `c.id in (${HELPING} h.unit = any(${place}::text[]))`);
  }
  if (filter.unit !== null) add(filter.unit, (place) => `c.owner_unit = ${place}`);
  if (page.after !== null) add(page.after, (place) => `c.id > ${place}::uuid`);
  return db.query<QueuedCase>(
    `${SELECT} where ${conditions.join(' and ')}
       and c.answered_at is null and c.closed_at is null
     order by c.id limit $4`,
    values,
  );
}

const HELPING = `select h.case_id from case_co_handlers h where h.answered_at is null and`;

const SELECT = `
select c.id, c.number, c.account, c.version, c.state, c.handler, c.urgent, c.restricted,
  c.needs_judgement, c.last_message_at, c.owner_unit, c.type, c.opened_at, c.assigned_at,
  c.accept_due_at, c.counts_from_at, c.answer_due_at, c.paused_at,
  c.paused_remaining_ms::double precision, c.extension, c.extension_days, c.answered_at,
  c.closed_at, coalesce(m.text, c.statement) as last_text
from cases c
left join lateral (
  select text from messages m where m.case_id = c.id and m.text is not null
  order by id desc limit 1) m on true`;
