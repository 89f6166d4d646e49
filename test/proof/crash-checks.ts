import type { Queryable } from '../../src/database/database';
import type { Crowd } from './crowd';

/** Each finds what a crash has spoilt; `$1` are the dedupe keys of messages that were answered with 200. */
const CHECKS: Readonly<Record<string, string>> = {
  'an answered message has not exactly one row': `
    select k from unnest($1::text[]) k left join messages m on m.dedupe_key = k
    group by k having count(m.id) <> 1`,
  'a row has no reply': `
    select id from messages where $1::text[] is not null and (reply is null or answered_via is null)`,
  'a row is still being handled': `
    select id from messages where $1::text[] is not null and state <> 'handled'`,
  'a message for people does not stand in one case, once': `
    select m.id from messages m
    left join case_events e on e.data ->> 'message' = m.id::text and e.kind in ('opened', 'message_added')
    where $1::text[] is not null and m.responder in ('queue', 'apology')
    group by m.account, m.id having count(e.case_id) <> 1 or m.case_id is null or m.case_id <> min(e.case_id::text)::uuid`,
  'a case has no message': `
    select c.id from cases c where $1::text[] is not null
      and not exists (select from messages m where m.case_id = c.id)`,
  'a citizen has two cases within minutes': `
    select citizen_id from cases where $1::text[] is not null
    group by account, citizen_id having count(*) > 1`,
  'a late reply is not in the outbox once': `
    select m.id from messages m
    left join outbox o on o.account = m.account and o.message_id = m.id
    where $1::text[] is not null and m.answered_via = 'outbox' and m.reply ->> 'kind' <> 'none'
    group by m.account, m.id having count(o.id) <> 1`,
};

/** @returns sentences with counts; none where all is well */
export async function findSpoilt(database: Queryable, crowd: Crowd): Promise<string[]> {
  const answered = crowd.messages.filter(({ reply }) => reply !== undefined);
  const keys = answered.flatMap(({ pushed }) => (pushed.msgId ? [`m:${pushed.msgId}`] : []));
  const found: string[] = [...crowd.faults];
  for (const [sentence, sql] of Object.entries(CHECKS)) {
    const rows = await database.query(sql, [keys]);
    if (rows.length > 0) found.push(`${sentence}: ${rows.length} times`);
  }
  const [count] = await database.query<{ rows: number }>(
    'select count(*)::int as rows from messages',
  );
  if (answered.length < crowd.messages.length) {
    found.push(`never answered: ${crowd.messages.length - answered.length}`);
  } else if (count!.rows !== answered.length) {
    found.push(`${count!.rows} rows for ${answered.length} messages`);
  }
  return found;
}
