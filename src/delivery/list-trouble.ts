import type { Queryable } from '../database/database';
import { findReason, presentDeliveryState, type DeliveryState } from './states';
import type { DeliveryView } from './list-deliveries';

/** States in which a person has to look: the worst first. */
export const troubledStates = ['uncertain', 'failed', 'held'] as const;
export type TroubledState = (typeof troubledStates)[number];

/** A delivery that has not reached its citizen, with the case that it belongs to. */
export interface TroubledDelivery {
  account: string;
  id: string;
  kind: DeliveryView['kind'];
  state: DeliveryState;
  words: string;
  sentence: string | null;
  mayResend: boolean;
  createdAt: Date;
  toldByPhoneAt: Date | null;
  viewedAt: Date | null;
  caseNumber: string;
  ownerUnit: string;
}

/** Whose cases may be seen. */
export interface TroubleScope {
  units: readonly string[];
  restrictedUnits: readonly string[];
}

/**
 * A page of deliveries in one state of the cases in scope, the oldest first: who has waited longest.
 * Those that a person has told by telephone are done with.
 * @param page `after` is the last one of the page before
 */
export async function listTrouble(
  db: Queryable,
  { units, restrictedUnits }: TroubleScope,
  state: TroubledState,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<TroubledDelivery[]> {
  const rows = await db.query<Omit<TroubledDelivery, 'words' | 'sentence' | 'mayResend'> & Reason>(
    `select o.account, o.id, o.kind, o.state, o.reason, o.created_at as "createdAt",
       o.told_by_phone_at as "toldByPhoneAt", o.viewed_at as "viewedAt",
       c.number as "caseNumber", c.owner_unit as "ownerUnit"
     from outbox o join cases c on c.id = o.case_id
     where o.state = '${state}' and o.told_by_phone_at is null
       and c.owner_unit = any(case when c.restricted then $2::text[] else $1::text[] end)
       and ($3::timestamptz is null or (o.created_at, o.id) > ($3, $4::uuid))
     order by o.created_at, o.id limit $5`,
    [units, restrictedUnits, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit],
  );
  return rows.map(({ reason, ...row }) => {
    const known = findReason(reason);
    return {
      ...row,
      words: presentDeliveryState(row.state, reason),
      sentence: known?.sentence ?? null,
      mayResend: row.state !== 'held' && (known?.resendable ?? false),
    };
  });
}

interface Reason {
  reason: string | null;
}

/** Deliveries of each account that have not ended well, by state and cause; for who keeps the process running. */
export interface TroubleCount {
  account: string;
  state: DeliveryState;
  /** `待群众再来消息时送出（超过 48 小时）` */
  words: string;
  /** What it means and what to do. */
  sentence: string | null;
  count: number;
  oldestAt: Date;
}

/** Counts them, each state by its own index. */
export async function countTrouble(db: Queryable): Promise<TroubleCount[]> {
  const states = [`('waiting', 'sending')`, `('held')`, `('failed', 'uncertain')`];
  const rows = await db.query<Omit<TroubleCount, 'words' | 'sentence'> & Reason>(
    states
      .map(
        (some) =>
          `select account, state, reason, count(*)::int as count, min(created_at) as "oldestAt"
           from outbox where state in ${some} group by account, state, reason`,
      )
      .join(' union all ') + ' order by account, state, count desc',
  );
  return rows.map(({ reason, ...row }) => ({
    ...row,
    words: presentDeliveryState(row.state, reason),
    sentence: findReason(reason)?.sentence ?? null,
  }));
}
