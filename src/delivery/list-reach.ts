import type { Queryable } from '../database/database';
import { allowanceOf, SPARE_SENDS } from './ledger';
import { presentDeliveryState, type DeliveryState } from './states';

/** A case and the citizen to whom its answer goes; null for one that did not come from the chat. */
export interface ReachedCase {
  id: string;
  account: string;
  citizenId: string | null;
}

/** How a case's citizen can be reached now, and how far the latest answer has come. */
export interface CaseReach {
  /** The window of 48 hours: until when, and how many messages are left; null where it is shut. */
  window: { endsAt: Date; sends: number } | null;
  /** Null where nothing was answered yet. */
  answer: { state: DeliveryState; words: string; told: boolean } | null;
}

interface Row {
  id: string;
  endsAt: Date | null;
  left: number | null;
  state: DeliveryState | null;
  reason: string | null;
  told: boolean | null;
}

/** What a list shows of delivery beside each case, by case id. The caller has checked the scope. */
export async function listReach(
  db: Queryable,
  cases: readonly ReachedCase[],
  now: Date,
): Promise<ReadonlyMap<string, CaseReach>> {
  if (cases.length === 0) return new Map();
  const rows = await db.query<Row>(
    `select c.id, l.message_window_ends_at as "endsAt", l.message_sends_left as "left",
       a.state, a.reason, a.told
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as c(id, account, citizen_id)
     left join ledgers l on l.account = c.account and l.citizen_id = c.citizen_id
     left join lateral (
       select o.state, o.reason,
         (o.state = 'accepted' or o.viewed_at is not null or o.told_by_phone_at is not null) as told
       from outbox o where o.case_id = c.id and o.kind = 'answer'
       order by o.created_at desc, o.id desc limit 1) a on true`,
    [
      cases.map(({ id }) => id),
      cases.map(({ account }) => account),
      cases.map(({ citizenId }) => citizenId),
    ],
  );
  return new Map(rows.map((row) => [row.id, presentReach(row, now)]));
}

function presentReach({ endsAt, left, state, reason, told }: Row, now: Date): CaseReach {
  const windows = {
    ...{ messageWindowEndsAt: endsAt, messageSendsLeft: left ?? 0 },
    ...{ eventWindowEndsAt: null, eventSendsLeft: 0 },
  };
  const allowed = allowanceOf(windows, SPARE_SENDS, now);
  const isOpen = endsAt !== null && endsAt > now;
  const sends = allowed.kind === 'open' ? allowed.sends : 0;
  return {
    window: isOpen ? { endsAt, sends } : null,
    answer: state && { state, words: presentDeliveryState(state, reason), told: told ?? false },
  };
}
