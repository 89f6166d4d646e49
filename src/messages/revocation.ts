/** A citizen takes back at WeChat what they had allowed: from then on their data is on its way out. */
import type { Tx } from '../database/database';
import type { Fields, Inbound } from '../wechat/inbound';

/** 授权用户信息变更: taken back, and the WeChat account closed. Their sender is a system account. */
const REVOKING: ReadonlySet<string> = new Set([
  'user_authorization_revoke',
  'user_authorization_cancellation',
]);
const OPENID_NAMES = ['OpenID', 'OpenId'] as const;
/** Elements of events that name a citizen other than the sender. */
const CITIZEN_NAMES: ReadonlySet<string> = new Set([
  ...OPENID_NAMES,
  'UnionID',
  'UnionId',
  'FriendUserName',
]);

/** The openid whose owner takes their permission back with this push, or null. */
export function revokedOpenidOf(inbound: Inbound): string | null {
  if (inbound.kind !== 'other_event' || !REVOKING.has(inbound.event)) return null;
  const openid = OPENID_NAMES.map((name) => inbound.fields[name]).find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof openid === 'string' ? openid : null;
}

/** An event's fields as they are kept: an openid stands in its citizen's row and nowhere else. */
export function withoutCitizens(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !CITIZEN_NAMES.has(name)));
}

export interface Revocation {
  account: string;
  openid: string;
  at: Date;
}

/** Notes revocations with their citizens; nothing is there to be erased of somebody who never came. */
export async function recordRevocations(tx: Tx, rows: readonly Revocation[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update citizens c set revoked_at = r.at
     from unnest($1::text[], $2::text[], $3::timestamptz[]) as r(account, openid, at)
     where c.account = r.account and c.openid = r.openid`,
    [
      rows.map(({ account }) => account),
      rows.map(({ openid }) => openid),
      rows.map(({ at }) => at),
    ],
  );
}
