import type { Client } from 'pg';
import { drawn, idOf, NUMBERED } from './seed-sql';

/** The citizens of the cases of some numbers; each stands once, with when they wrote last. */
export async function insertCitizens(
  owner: Client,
  { cases, until }: { cases: number; until: Date },
  from: number,
  to: number,
): Promise<void> {
  const seeded = `from (${NUMBERED}) numbered join cases c on c.id = ${idOf('numbered.at', `'c' || n`)}`;
  await owner.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at,
       last_item_candidates)
     select c.account, c.citizen_id, 'oSeed' || c.account || n, 1, c.opened_at, c.opened_at, '{}'
     ${seeded}`,
    [from, to, until, cases],
  );
}

/** The text that waits before a gate; before the cases, which point to it. Of other cases none is made. */
export async function insertApprovals(
  owner: Client,
  { cases, openPercent, until }: { cases: number; openPercent: number; until: Date },
  from: number,
  to: number,
): Promise<void> {
  const firstOpen = cases - Math.floor((cases * openPercent) / 100) + 1;
  await owner.query(
    `insert into approvals (id, text, text_hash, gates, drafters, drafted_at, state)
     select ${idOf('at', `'a' || n`)}, '您好，第' || n || '号来信收悉。', sha256(convert_to(n::text, 'UTF8')),
       '{review}', '{}', at, 'open'
     from (${NUMBERED}) numbered where n >= $5::int`,
    [from, to, until, cases, firstOpen],
  );
}

/** What was done with the cases of some numbers, as reports and the page of a case read it: events and answers. */
export async function insertHandling(
  owner: Client,
  { cases, until }: { cases: number; until: Date },
  from: number,
  to: number,
): Promise<void> {
  const values = [from, to, until, cases];
  const seeded = `from (${NUMBERED}) numbered join cases c on c.id = ${idOf('numbered.at', `'c' || n`)}`;
  await owner.query(
    `insert into case_events (case_id, seq, kind, at, actor, data, state, unit, handler, round)
     select c.id, e.seq, e.kind, c.opened_at + e.after, e.actor, '{}', e.state, c.owner_unit, c.handler, 1
     ${seeded} cross join lateral (values
       (1, 'opened', interval '0', 'system', 'awaiting_acceptance', true),
       (2, 'accept', interval '4 hours', c.handler, 'in_progress', c.handler is not null),
       (3, 'submit', interval '3 days', c.handler, 'awaiting_review', c.answered_at is not null),
       (4, 'sign', interval '4 days', 'chief', 'answered', c.answered_at is not null)
     ) as e(seq, kind, after, actor, state, happened) where e.happened`,
    values,
  );
  await owner.query(
    `insert into case_answers (case_id, round, kind, unit, text, drafted_by, signed_by, signed_at, due_at)
     select c.id, 1, 'answer', c.owner_unit, '您好，来信收悉。经核实，第' || ${drawn(`'a' || n`, 997)}
       || '号事项已经办好，请留意短信。', c.handler, 'chief', c.answered_at, c.answer_due_at
     ${seeded} where c.answered_at is not null and c.handler is not null`,
    values,
  );
}
