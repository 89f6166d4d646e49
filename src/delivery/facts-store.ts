import type { Tx } from '../database/database';
import type { RouteFacts } from './route';

/** Columns that `readFacts` reads, from `c` (citizens), `l` (ledgers) and `p` (account_capabilities). */
export const FACTS_COLUMNS = `c.openid, c.unfollowed_at is not null as unfollowed,
  coalesce(p.granted, true) as may_send, l.citizen_id is not null as has_ledger,
  l.message_window_ends_at, l.message_sends_left, l.event_window_ends_at, l.event_sends_left`;

/** A row of those columns. */
export interface FactsRow {
  openid: string | null;
  unfollowed: boolean;
  may_send: boolean;
  has_ledger: boolean;
  message_window_ends_at: Date | null;
  message_sends_left: number | null;
  event_window_ends_at: Date | null;
  event_sends_left: number | null;
}

/** What a row says about the way to its citizen. */
export function readFacts(row: FactsRow): Omit<RouteFacts, 'kind'> {
  return {
    openid: row.openid,
    unfollowed: row.unfollowed,
    maySend: row.may_send,
    windows: row.has_ledger
      ? {
          messageWindowEndsAt: row.message_window_ends_at,
          messageSendsLeft: row.message_sends_left ?? 0,
          eventWindowEndsAt: row.event_window_ends_at,
          eventSendsLeft: row.event_sends_left ?? 0,
        }
      : null,
  };
}

/** What is known of the way to one citizen. An account without a noted capability is taken to have it. */
export async function findFacts(
  tx: Tx,
  account: string,
  citizenId: string,
): Promise<Omit<RouteFacts, 'kind'>> {
  const [row] = await tx.query<FactsRow>(
    `select ${FACTS_COLUMNS}
     from (select 1) one
     left join citizens c on c.account = $1 and c.id = $2
     left join ledgers l on l.account = $1 and l.citizen_id = $2
     left join account_capabilities p on p.account = $1 and p.capability = 'custom_message'`,
    [account, citizenId],
  );
  return readFacts(row!);
}
