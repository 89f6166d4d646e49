import type { Queryable } from '../database/database';
import { findReason, presentDeliveryState, type DeliveryState } from './states';

/** One try to hand a part to WeChat, or to tell the citizen that an answer waits. */
export interface AttemptView {
  part: number;
  route: 'customer_service' | 'template' | 'subscription';
  startedAt: Date;
  endedAt: Date | null;
  /** Null while it is under way. */
  outcome: 'accepted' | 'refused' | 'not_sent' | 'no_answer' | 'lost' | null;
  /** WeChat's errcode and request id, and what the operator reads. */
  code: number | null;
  rid: string | null;
  detail: string | null;
}

/** What staff see of an answer on its way: the state, and the facts that stand beside it. */
export interface DeliveryView {
  account: string;
  id: string;
  caseId: string;
  kind: 'answer' | 'late_reply' | 'apology' | 'rating_request' | 'reminder' | 'notice';
  state: DeliveryState;
  /** `待群众再来消息时送出（超过 48 小时）` */
  words: string;
  /** What it means and what to do; null where the words say all. */
  sentence: string | null;
  mayResend: boolean;
  createdAt: Date;
  acceptedAt: Date | null;
  /** When a waiting one is tried next; null in every other state. */
  nextAt: Date | null;
  /** 群众已在网页查看. */
  viewedAt: Date | null;
  /** 已电话告知, and by whom. */
  toldByPhoneAt: Date | null;
  toldByPhoneBy: string | null;
  /** A notice told the citizen that an answer waits. */
  noticedAt: Date | null;
  /** Texts and pictures, in the order in which they leave. */
  parts: { kind: 'text' | 'picture'; words: string }[];
  /** Oldest first. */
  attempts: AttemptView[];
}

type Row = Omit<DeliveryView, 'words' | 'sentence' | 'mayResend' | 'parts' | 'attempts'> & {
  reason: string | null;
  parts: { kind: string; state: DeliveryState; reason: string | null }[];
  attempts: (Omit<AttemptView, 'startedAt' | 'endedAt'> & {
    startedAt: string;
    endedAt: string | null;
  })[];
};

/**
 * The deliveries of cases, oldest first, with their parts and attempts. The caller has checked that the
 * person may see these cases.
 */
export async function listDeliveries(
  db: Queryable,
  caseIds: readonly string[],
): Promise<DeliveryView[]> {
  if (caseIds.length === 0) return [];
  const rows = await db.query<Row>(LIST, [caseIds]);
  return rows.map(presentDelivery);
}

const LIST = `
select o.account, o.id, o.case_id as "caseId", o.kind, o.state, o.reason, o.created_at as "createdAt",
  o.accepted_at as "acceptedAt", case when o.state = 'waiting' then o.next_at end as "nextAt",
  o.viewed_at as "viewedAt", o.told_by_phone_at as "toldByPhoneAt",
  o.told_by_phone_by as "toldByPhoneBy", o.noticed_at as "noticedAt", p.parts,
  coalesce(a.attempts, '[]') as attempts
from outbox o
left join lateral (
  select json_agg(json_build_object('kind', q.body ->> 'kind', 'state', q.state, 'reason', q.reason)
    order by q.part) as parts
  from outbox_parts q where q.account = o.account and q.outbox_id = o.id) p on true
left join lateral (
  select json_agg(json_build_object('part', t.part, 'route', t.route, 'startedAt', t.started_at,
      'endedAt', t.ended_at, 'outcome', t.outcome, 'code', t.code, 'rid', t.rid,
      'detail', t.detail) order by t.started_at, t.id) as attempts
  from outbox_attempts t where t.account = o.account and t.outbox_id = o.id) a on true
where o.case_id = any($1::uuid[])
order by o.created_at, o.id`;

function presentDelivery({ reason, ...row }: Row): DeliveryView {
  const known = findReason(reason);
  return {
    ...row,
    words: presentDeliveryState(row.state, reason),
    sentence: known?.sentence ?? null,
    mayResend:
      (row.state === 'failed' || row.state === 'uncertain') && (known?.resendable ?? false),
    parts: row.parts.map((part) => ({
      kind: part.kind === 'picture' ? 'picture' : 'text',
      words: presentDeliveryState(part.state, part.reason),
    })),
    attempts: row.attempts.map(({ startedAt, endedAt, ...attempt }) => ({
      ...attempt,
      startedAt: new Date(startedAt),
      endedAt: endedAt === null ? null : new Date(endedAt),
    })),
  };
}
