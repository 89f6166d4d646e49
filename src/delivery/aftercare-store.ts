import type { Queryable } from '../database/database';
import { createId } from '../platform/ids';
import type { AttemptEnd } from './settle-store';
import type { DeliveryReason } from './states';

/** A held answer of which something is to be found out or told. */
export interface HeldDelivery {
  account: string;
  id: string;
  kind: string;
  reason: DeliveryReason;
  openid: string | null;
  createdAt: Date;
  noticedAt: Date | null;
  /** What is known of the account's capabilities. */
  granted: Readonly<Record<string, boolean>>;
}

/** Takes held answers that are due; they come due again at `againAt` unless they are ended. */
export async function claimHeld(
  db: Queryable,
  options: { accounts: readonly string[]; now: Date; againAt: Date; limit: number },
): Promise<HeldDelivery[]> {
  return db.query<HeldDelivery>(
    `with due as (
       select account, id from outbox
       where aftercare_at <= $2 and state = 'held' and account = any($1::text[])
       order by aftercare_at limit $4 for update skip locked)
     update outbox o set aftercare_at = $3
     from due d where o.account = d.account and o.id = d.id
     returning o.account, o.id, o.kind, o.reason, o.created_at as "createdAt",
       o.noticed_at as "noticedAt",
       (select c.openid from citizens c where c.account = o.account and c.id = o.citizen_id) as openid,
       (select coalesce(json_object_agg(p.capability, p.granted), '{}') from account_capabilities p
        where p.account = o.account) as granted`,
    [options.accounts, options.now, options.againAt, options.limit],
  );
}

/** Notes what was found out and told. A row that is no longer held keeps its reason. */
export async function endAftercare(
  db: Queryable,
  held: { account: string; id: string; reason: DeliveryReason; noticedAt: Date | null },
): Promise<void> {
  await db.query(
    `with ended as (
       update outbox set reason = $3, noticed_at = coalesce(noticed_at, $4), aftercare_at = null
       where account = $1 and id = $2 and state = 'held' returning account, id)
     update outbox_parts p set reason = $3
     from ended e where p.account = e.account and p.outbox_id = e.id and p.state = 'held'`,
    [held.account, held.id, held.reason, held.noticedAt],
  );
}

/** Writes the attempt of a notice, before it leaves. @returns its id */
export async function beginNotice(
  db: Queryable,
  notice: { account: string; outboxId: string; route: 'template' | 'subscription'; at: Date },
): Promise<string> {
  const id = createId(notice.at);
  await db.query(
    `insert into outbox_attempts (account, id, outbox_id, part, route, started_at)
     values ($1, $2, $3, 1, $4, $5)`,
    [notice.account, id, notice.outboxId, notice.route, notice.at],
  );
  return id;
}

/** Notes what WeChat said of a notice. */
export async function endNotice(
  db: Queryable,
  notice: { account: string; id: string; end: AttemptEnd; at: Date },
): Promise<void> {
  const { outcome, code, rid, detail } = notice.end;
  await db.query(
    `update outbox_attempts set ended_at = $3, outcome = $4, code = $5, rid = $6, detail = $7
     where account = $1 and id = $2`,
    [notice.account, notice.id, notice.at, outcome, code, rid, detail],
  );
}
