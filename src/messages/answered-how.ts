import type { Queryable } from '../database/database';
import { firstIdAt } from '../platform/ids';

/** Longer ones are stories and no source of keywords; characters. */
const LONGEST = 40;
const TOP = 50;
const MOST_RULES = 500;
/** Said most often, of which restricted cases' words are then taken away. */
const CANDIDATES = 300;

/** How often a word or pattern of the unit's keywords has answered, the most used first. */
export async function countRuleHits(
  db: Queryable,
  account: string,
  since: Date,
): Promise<{ rule: string; count: number }[]> {
  return db.query<{ rule: string; count: number }>(
    `select rule, count(*)::int as count from messages
     where account = $1 and id >= $2 and responder in ('keyword', 'rule') and rule is not null
     group by rule order by count(*) desc, rule limit ${MOST_RULES}`,
    [account, firstIdAt(since)],
  );
}

/** What was said and not answered, or answered with the wrong card. */
export interface Missed {
  /** With personal data masked, as it is kept. */
  text: string;
  kind: 'queue' | 'wrong';
  /** Ref of the card that was wrong. */
  item: string | null;
  count: number;
  lastAt: Date;
}

/**
 * What was said most often to an account and went to people, or brought a card of which the citizen then
 * said that it was the wrong one. Restricted cases' words are left out.
 */
export async function listMissed(db: Queryable, account: string, since: Date): Promise<Missed[]> {
  return db.query<Missed & Record<string, unknown>>(
    `with said as materialized (
       select btrim(m.text) as text, 'queue' as kind, null as item, m.received_at, m.case_id
       from messages m
       where m.account = $1 and m.id >= $2 and m.kind = 'text' and m.responder = 'queue'
         and length(btrim(m.text)) between 1 and ${LONGEST}
       union all
       select btrim(asked.text), 'wrong', x.item, asked.received_at, asked.case_id
       from misses x join messages m on m.account = x.account and m.id = x.message_id
       cross join lateral (
         select p.text, p.received_at, p.case_id from messages p
         where p.account = m.account and p.citizen_id = m.citizen_id and p.id < m.id
           and p.item = x.item and p.kind in ('text', 'voice')
         order by p.id desc limit 1) asked
       where x.account = $1 and x.id >= $2 and length(btrim(asked.text)) between 1 and ${LONGEST}),
     candidates as (
       select text, kind, item from said group by text, kind, item
       order by count(*) desc, max(received_at) desc, text limit ${CANDIDATES})
     select s.text, s.kind, s.item, count(*)::int as count, max(s.received_at) as "lastAt"
     from said s
     join candidates k on k.text = s.text and k.kind = s.kind and k.item is not distinct from s.item
     left join cases c on c.id = s.case_id
     where not coalesce(c.restricted, false)
     group by s.text, s.kind, s.item
     order by count(*) desc, max(s.received_at) desc, s.text limit ${TOP}`,
    [account, firstIdAt(since)],
  );
}
