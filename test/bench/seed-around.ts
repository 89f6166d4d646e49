import type { Client } from 'pg';
import { clerkOf, drawn, idOf, NUMBERED } from './seed-sql';

interface Span {
  cases: number;
  until: Date;
}

/** What is left out of cases whose answer nobody worries about any more. */
const OLD = `interval '180 days'`;

/**
 * What years leave around the cases of some numbers: answers on their way, ratings, notes, tags, contacts,
 * reminders, cards that were wrong, and the record of who did what.
 */
export async function insertAround(
  owner: Client,
  { cases, until }: Span,
  from: number,
  to: number,
): Promise<void> {
  const values = [from, to, until, cases];
  for (const statement of [...ANSWERS, ...WORK, ...RECORD]) await owner.query(statement, values);
}

const SEEDED = `(${NUMBERED}) numbered join cases c on c.id = ${idOf('numbered.at', `'c' || n`)}`;
const idAt = (kind: string, at: string): string => idOf(at, `'${kind}' || n`);

/** Of a thousand answers 30 wait for the citizen, 20 did not leave, 10 nobody knows of; old ones were told by telephone. */
const ANSWERS = [
  `insert into outbox (id, account, citizen_id, case_id, kind, state, reason, body, created_at, next_at,
     attempts, accepted_at, told_by_phone_at, told_by_phone_by)
   select ${idAt('o', 'c.answered_at')}, c.account, c.citizen_id, c.id, 'answer', delivered.state,
     case delivered.state when 'failed' then 'blocked' when 'held' then 'window_closed' end,
     '{"kind": "text", "text": "您好，来信收悉。"}', c.answered_at, c.answered_at, 1,
     case when delivered.state = 'accepted' then c.answered_at end,
     case when delivered.state <> 'accepted' and c.answered_at < $3 - ${OLD} then c.answered_at + interval '3 days' end,
     case when delivered.state <> 'accepted' and c.answered_at < $3 - ${OLD} then c.handler end
   from ${SEEDED} cross join lateral (
     select case when d < 940 then 'accepted' when d < 970 then 'held' when d < 990 then 'failed'
       else 'uncertain' end as state from (select ${drawn(`'d' || n`, 1000)} as d) drawn) delivered
   where c.answered_at is not null`,
  `insert into outbox_parts (account, outbox_id, part, body, state, accepted_at)
   select c.account, ${idAt('o', 'c.answered_at')}, 1, '{"kind": "text", "text": "您好，来信收悉。"}',
     'accepted', c.answered_at
   from ${SEEDED} where c.answered_at is not null`,
  `insert into outbox_attempts (account, id, outbox_id, part, route, started_at, ended_at, outcome)
   select c.account, ${idAt('t', 'c.answered_at')}, ${idAt('o', 'c.answered_at')}, 1, 'customer_service',
     c.answered_at, c.answered_at, 'accepted'
   from ${SEEDED} where c.answered_at is not null`,
  `insert into case_ratings (case_id, round, rating, tags, named, at)
   select c.id, 1, c.rating, '{}', n % 4 = 0, c.closed_at from ${SEEDED} where c.rating is not null`,
];

const WORK = [
  `insert into case_notes (case_id, id, at, author, text, mentions)
   select c.id, ${idAt('n', 'c.opened_at')}, c.opened_at + interval '1 day', c.handler, '已经电话核实。',
     case when n % 30 = 0 then array[${clerkOf(drawn(`'m' || n`, 8))}] else '{}' end
   from ${SEEDED} where n % 3 = 0 and c.handler is not null`,
  `insert into case_tags (case_id, tag, tagged_by, at)
   select c.id, '标签' || ${drawn(`'l' || n`, 60)}, c.handler, c.opened_at
   from ${SEEDED} where n % 5 = 0 and c.handler is not null`,
  `insert into case_contacts (case_id, id, round, at, method, reached, result, recorded_by, recorded_at)
   select c.id, ${idAt('k', 'c.opened_at')}, 1, c.opened_at + interval '2 days', 'telephone', true,
     '已经说明', c.handler, c.opened_at + interval '2 days'
   from ${SEEDED} where n % 10 = 0 and c.handler is not null`,
  `insert into case_links (case_id, other_id, kind, linked_by, at)
   select c.id, o.id, 'related', 'chief', c.opened_at
   from ${SEEDED} join cases o on o.number = 'SE' || (n - 7) || '00' where n % 40 = 20 and n > 7`,
  `insert into case_escalations (case_id, clock, due_at, step, told_at)
   select c.id, 'answer', c.answer_due_at, '-1wd', c.answer_due_at - interval '1 day'
   from ${SEEDED} where n % 8 = 0 and c.answer_due_at is not null`,
  `insert into misses (id, account, message_id, item, at)
   select ${idAt('x', 'c.opened_at')}, c.account, ${idOf(`c.opened_at + interval '5 hours'`, `'m' || n || ' 5'`)},
     c.item, c.opened_at from ${SEEDED} where n % 4 = 0`,
  `insert into rating_requests (case_id, round, at, sent)
   select c.id, 1, c.answered_at, true from ${SEEDED} where c.answered_at is not null`,
  `insert into item_reports (id, unit, item, text, at, closed_at, closed_by, outcome)
   select ${idAt('i', 'c.opened_at')}, c.owner_unit, c.item, '电话打不通。', c.opened_at, c.opened_at,
     'chief', '已经改正' from ${SEEDED} where n % 500 = 0`,
  `insert into citizen_blocks (id, account, citizen_id, reason, blocked_by, blocked_at, until_at,
     lifted_by, lifted_at, lift_reason)
   select ${idAt('b', 'c.opened_at')}, c.account, c.citizen_id, '反复辱骂', 'chief', c.opened_at,
     c.opened_at + interval '30 days', 'chief', c.opened_at + interval '9 days', '已经道歉'
   from ${SEEDED} where n % 1000 = 0`,
];

const RECORD = [
  `insert into audit_entries (id, xact, at, actor_kind, actor_id, actor_name, unit, restricted, action,
     outcome, subject_kind, subject_id)
   select ${idOf('e.at', `'e' || n || e.action`)}, pg_current_xact_id()::text::bigint, e.at, 'staff',
     c.handler, '某经办', c.owner_unit, c.restricted, e.action, 'done', 'case', c.id
   from ${SEEDED} cross join lateral (values
     ('case.accept', c.opened_at + interval '4 hours'), ('case.submit', c.opened_at + interval '3 days')
   ) as e(action, at) where c.handler is not null`,
  `insert into staff_notices (id, staff_id, at, kind, case_id, number, text, about, read_at)
   select ${idAt('w', 'c.opened_at')}, c.handler::uuid, c.opened_at, 'to_person', c.id, c.number,
     '有一件办件交给您办理。', 'handler ' || n, case when n % 20 > 0 then c.opened_at end
   from ${SEEDED} where n % 20 = 0 and c.handler is not null`,
];

/** Puts all of the record into the chain: without a key, so that only its length is like a real one's. */
export async function insertSeals(owner: Client): Promise<void> {
  await owner.query(
    `insert into audit_seals (seq, entry_id, method, hash, sealed_at)
     select row_number() over (order by xact, id), id, 'seeded', sha256(id::text::bytea), at
     from audit_entries`,
  );
}
