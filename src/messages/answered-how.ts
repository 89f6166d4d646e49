import type { Queryable } from '../database/database';
import { firstIdAt } from '../platform/ids';

/** Longer ones are stories and no source of keywords; characters. */
const LONGEST = 40;
const TOP = 50;
const MOST_RULES = 500;

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
    `select btrim(said.text) as text, said.kind, said.item, count(*)::int as count,
       max(said.received_at) as "lastAt"
     from (
       select m.text, 'queue' as kind, null as item, m.received_at, m.case_id from messages m
       where m.account = $1 and m.id >= $2 and m.kind = 'text' and m.responder = 'queue'
       union all
       select asked.text, 'wrong', x.item, asked.received_at, asked.case_id
       from misses x join messages m on m.account = x.account and m.id = x.message_id
       cross join lateral (
         select p.text, p.received_at, p.case_id from messages p
         where p.account = m.account and p.citizen_id = m.citizen_id and p.id < m.id
           and p.item = x.item and p.kind in ('text', 'voice')
         order by p.id desc limit 1) asked
       where x.account = $1 and x.id >= $2
     ) said
     left join cases c on c.id = said.case_id
     where length(btrim(said.text)) between 1 and ${LONGEST} and not coalesce(c.restricted, false)
     group by 1, 2, 3 order by count(*) desc, max(said.received_at) desc, 1 limit ${TOP}`,
    [account, firstIdAt(since)],
  );
}
