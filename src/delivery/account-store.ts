/** What is known of each account, shared by all processes: capabilities, pauses, alarms, quota. */
import type { Queryable } from '../database/database';

/** Groups of calls that WeChat grants together: 接口权限说明 (Explanation_of_interface_privileges). */
export const capabilities = {
  custom_message: '客服消息（主动回复）',
  menu: '自定义菜单',
  user_info: '用户信息',
  template_message: '模板消息',
  subscription_notice: '订阅通知',
  web_authorization: '网页授权',
  scene_qr: '带参数二维码',
} as const;
export type Capability = keyof typeof capabilities;

/** How we know: declared in unit.yaml, tried at the start, refused with 48001, or used with success. */
export type CapabilityReason = 'declared' | 'probe' | 'refused' | 'used';

export interface KnownCapability {
  account: string;
  capability: Capability;
  granted: boolean;
  reason: CapabilityReason;
  at: Date;
}

/**
 * Notes capabilities. What was declared never replaces what was found out: the account knows better than
 * the file.
 */
export async function saveCapabilities(
  db: Queryable,
  known: readonly KnownCapability[],
): Promise<void> {
  if (known.length === 0) return;
  await db.query(
    `insert into account_capabilities (account, capability, granted, reason, at)
     select account, capability, granted, reason, at
     from json_populate_recordset(null::account_capabilities, $1::json)
     order by account, capability
     on conflict on constraint account_capabilities_pkey do update set
       granted = excluded.granted, reason = excluded.reason, at = excluded.at
     where excluded.reason <> 'declared' or account_capabilities.reason = 'declared'`,
    [JSON.stringify(known)],
  );
}

/** All that is known, by account. */
export async function listCapabilities(db: Queryable): Promise<KnownCapability[]> {
  return db.query<KnownCapability>(
    `select account, capability, granted, reason, at from account_capabilities
     order by account, capability`,
  );
}

/** Stops sending for an account until then; a longer pause stays. */
export async function pauseAccount(
  db: Queryable,
  pause: { account: string; until: Date; reason: string; detail: string; at: Date },
): Promise<void> {
  await db.query(
    `insert into account_status (account, paused_until, pause_reason, last_error, last_error_at)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint account_status_pkey do update set
       paused_until = greatest(account_status.paused_until, excluded.paused_until),
       pause_reason = excluded.pause_reason, last_error = excluded.last_error,
       last_error_at = excluded.last_error_at`,
    [pause.account, pause.until, pause.reason, pause.detail, pause.at],
  );
}

/** Notes what WeChat said of the day's calls of custom/send. */
export async function saveQuota(
  db: Queryable,
  quota: { account: string; limit: number; left: number; at: Date },
): Promise<void> {
  await db.query(
    `insert into account_status (account, quota_limit, quota_left, quota_at) values ($1, $2, $3, $4)
     on conflict on constraint account_status_pkey do update set
       quota_limit = excluded.quota_limit, quota_left = excluded.quota_left,
       quota_at = excluded.quota_at`,
    [quota.account, quota.limit, quota.left, quota.at],
  );
}

/** What an operator has to put right. */
export type Alarm = 'account_fault' | 'api_quota_used' | 'unreachable' | 'no_permission';

/** Raises an alarm, or counts it once more. @returns true when it was not raised before */
export async function raiseAlarm(
  db: Queryable,
  alarm: { account: string; alarm: Alarm; detail: string; at: Date },
): Promise<boolean> {
  const [row] = await db.query<{ times: number }>(
    `insert into account_alarms (account, alarm, detail, raised_at, last_at, times)
     values ($1, $2, $3, $4, $4, 1)
     on conflict on constraint account_alarms_pkey do update set
       detail = excluded.detail, last_at = excluded.last_at, cleared_at = null,
       times = case when account_alarms.cleared_at is null then account_alarms.times + 1 else 1 end,
       raised_at = case when account_alarms.cleared_at is null
         then account_alarms.raised_at else excluded.raised_at end
     returning times`,
    [alarm.account, alarm.alarm, alarm.detail, alarm.at],
  );
  return row?.times === 1;
}

/**
 * Something went through: alarms of the connection are over, unless the account rests again already.
 * @returns false while it rests
 */
export async function clearAlarms(db: Queryable, account: string, at: Date): Promise<boolean> {
  const [row] = await db.query<{ rests: boolean }>(
    `with status as (
       select exists (
         select from account_status s where s.account = $1 and s.paused_until > $2) as rests),
     cleared as (
       update account_alarms set cleared_at = $2
       where account = $1 and cleared_at is null and not (select rests from status))
     select rests from status`,
    [account, at],
  );
  return !row?.rests;
}

/** One account as an operator sees it. */
export interface AccountStatusRow {
  account: string;
  tokenFetchedAt: Date | null;
  tokenExpiresAt: Date | null;
  lastCallbackAt: Date | null;
  pausedUntil: Date | null;
  pauseReason: string | null;
  quotaLimit: number | null;
  quotaLeft: number | null;
  quotaAt: Date | null;
  lastError: string | null;
  lastErrorAt: Date | null;
  alarms: { alarm: Alarm; detail: string; times: number; raised_at: string }[];
}

/**
 * The accounts' status. Message ids are ordered by time and led by the account, so that the last
 * callback is one step in the primary key.
 */
export async function listAccountStatus(
  db: Queryable,
  accounts: readonly string[],
): Promise<AccountStatusRow[]> {
  return db.query<AccountStatusRow>(
    `select a.account, t.fetched_at as "tokenFetchedAt", t.expires_at as "tokenExpiresAt",
       (select m.received_at from messages m where m.account = a.account order by m.id desc limit 1)
         as "lastCallbackAt",
       s.paused_until as "pausedUntil", s.pause_reason as "pauseReason",
       s.quota_limit as "quotaLimit", s.quota_left as "quotaLeft", s.quota_at as "quotaAt",
       s.last_error as "lastError", s.last_error_at as "lastErrorAt",
       coalesce((select json_agg(json_build_object('alarm', x.alarm, 'detail', x.detail,
           'times', x.times, 'raised_at', x.raised_at) order by x.alarm)
         from account_alarms x where x.account = a.account and x.cleared_at is null), '[]') as alarms
     from unnest($1::text[]) with ordinality as a(account, n)
     left join access_tokens t on t.account = a.account
     left join account_status s on s.account = a.account
     order by a.n`,
    [accounts],
  );
}
