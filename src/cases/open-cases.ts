/** Opening cases and adding messages to them, for the callback: arrays in, one statement each. */
import type { Tx } from '../database/database';
import { buildCaseNumber } from './case-number';
import { countMoves } from './lists/count-moves';

export interface NumberRequest {
  unit: string;
  /** Capital letters that lead the unit's numbers. */
  letters: string;
  /** The day in China. */
  day: string;
}

/**
 * Takes one number for each request, raising each (unit, day) counter once. The counter rows stay
 * locked until the transaction ends, so numbers have no gaps but those of failed transactions.
 * @returns numbers in the order of the requests
 */
export async function allocateCaseNumbers(
  tx: Tx,
  requests: readonly NumberRequest[],
): Promise<string[]> {
  if (requests.length === 0) return [];
  const wanted = new Map<string, { unit: string; day: string; last: number }>();
  for (const { unit, day } of requests) {
    const key = `${unit} ${day}`;
    const counter = wanted.get(key);
    if (counter) counter.last += 1;
    else wanted.set(key, { unit, day, last: 1 });
  }
  const raised = await tx.query<{ unit: string; day: string; last: number }>(
    `insert into case_counters (unit, day, last)
     select unit, day, last from json_populate_recordset(null::case_counters, $1::json)
     order by unit, day
     on conflict on constraint case_counters_pkey do update set last = case_counters.last + excluded.last
     returning unit, day::text, last`,
    [JSON.stringify([...wanted.values()])],
    'cases.numbers',
  );
  const next = new Map<string, number>();
  for (const { unit, day, last } of raised) {
    const key = `${unit} ${day}`;
    next.set(key, last - wanted.get(key)!.last + 1);
  }
  return requests.map(({ unit, letters, day }) => {
    const key = `${unit} ${day}`;
    const count = next.get(key)!;
    next.set(key, count + 1);
    return buildCaseNumber(letters, day, count);
  });
}

export interface NewCase {
  id: string;
  number: string;
  account: string;
  citizen_id: string;
  owner_unit: string;
  urgent: boolean;
  restricted: boolean;
  opened_at: Date;
  last_message_at: Date;
  /** 受理 limit, reckoned by the caller. */
  accept_due_at: Date;
  /** Kept with the event 生成办件: which message, and what the duty officer must know. */
  data: Record<string, unknown>;
}

/** Opens cases in state 待受理 with their first event. */
export async function openCases(tx: Tx, rows: readonly NewCase[]): Promise<void> {
  if (rows.length === 0) return;
  const places = rows.map(({ owner_unit, restricted }) => ({
    ...{ owner_unit, restricted, handler: null, state: 'awaiting_acceptance' },
  }));
  const counted = countMoves(
    tx,
    places.map((to) => ({ from: null, to })),
  );
  const opened = tx.query(
    `with given as (
       select * from json_to_recordset($1::json) as r(id uuid, number text, account text, citizen_id uuid,
         owner_unit text, urgent boolean, restricted boolean, opened_at timestamptz,
         last_message_at timestamptz, accept_due_at timestamptz, data jsonb)),
     opened as (
       insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
         needs_judgement, round, version, opened_at, last_message_at, accept_due_at)
       select id, number, account, citizen_id, owner_unit, 'wechat', 'awaiting_acceptance', urgent,
         restricted, false, 1, 1, opened_at, last_message_at, accept_due_at
       from given returning id)
     insert into case_events (case_id, seq, kind, at, actor, data, state, unit, round)
     select g.id, 1, 'opened', g.opened_at, 'system', g.data, 'awaiting_acceptance', g.owner_unit, 1
     from given g`,
    [JSON.stringify(rows)],
    'cases.open',
  );
  await Promise.all([opened, counted]);
}

/** What a further message changes of a case. */
export interface CaseChange {
  id: string;
  kind: 'message_added' | 'message_moved_away' | 'judged_by_citizen';
  at: Date;
  urgent: boolean;
  /** Null leaves the flag 请判断 as it is. */
  needs_judgement: boolean | null;
  data: Record<string, unknown>;
}

/** A case that a change fell on; after 合并 the main one. */
export interface ChangedCase {
  number: string;
  state: string;
  kind: CaseChange['kind'];
}

/**
 * Records changes of cases, each with its event; one row a case, in the order of ids. What belongs to a
 * merged case goes to its main case, and what comes to one that has ended is for somebody to judge.
 * Without a name, so that it is planned for the table as it is now and not for the empty one of a
 * server's first minute.
 */
export async function changeCases(tx: Tx, rows: readonly CaseChange[]): Promise<ChangedCase[]> {
  if (rows.length === 0) return [];
  return tx.query<ChangedCase>(
    `with given as (
       select coalesce(o.merged_into, r.id) as id, r.kind, r.at, r.urgent, r.needs_judgement, r.data
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[], $5::boolean[],
         $6::jsonb[]) as r(id, kind, at, urgent, needs_judgement, data)
       join cases o on o.id = r.id),
     locked as (
       select c.id from cases c join given g using (id) order by c.id for no key update of c),
     changed as (
       update cases c set
         version = c.version + 1,
         urgent = c.urgent or g.urgent,
         needs_judgement = case
           when g.kind = 'message_added' and c.state in ('answered', 'closed', 'withdrawn') then true
           else coalesce(g.needs_judgement, c.needs_judgement) end,
         last_message_at = case when g.kind = 'message_added' then greatest(c.last_message_at, g.at)
           else c.last_message_at end
       from given g join locked l using (id)
       where c.id = g.id
       returning c.id, c.number, c.version, c.state, c.owner_unit, c.handler, c.round),
     noted as (
       insert into case_events (case_id, seq, kind, at, actor, data, state, unit, handler, round)
       select g.id, changed.version, g.kind, g.at, 'citizen', g.data, changed.state,
         changed.owner_unit, changed.handler, changed.round
       from given g join changed using (id))
     select changed.number, changed.state, g.kind from changed join given g using (id)`,
    [
      rows.map(({ id }) => id),
      rows.map(({ kind }) => kind),
      rows.map(({ at }) => at),
      rows.map(({ urgent }) => urgent),
      rows.map((row) => row.needs_judgement),
      rows.map(({ data }) => JSON.stringify(data)),
    ],
  );
}
