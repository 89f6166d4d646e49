import type { Tx } from '../../database/database';
import { chinaDateOf } from '../../platform/china-time';
import { createId } from '../../platform/ids';
import { countMoves } from '../lists/count-moves';
import { allocateCaseNumbers } from '../open-cases';
import type { CaseActor } from './actions';
import { getUnit } from './effect';
import type { LifeCyclePorts } from './ports';

/** A case that people make: by hand, or of another one's messages. */
export interface MadeCase {
  account: string;
  citizenId: string | null;
  unit: string;
  source: string;
  restricted: boolean;
  urgent: boolean;
  /** Day zero. */
  receivedAt: Date;
  /** Where the answer is reckoned from an instant of its own. */
  countsFromAt?: Date;
  externalNo?: string | null;
  place?: string | null;
  statement?: string | null;
  statementSealed?: Buffer | null;
  contactSealed?: Buffer | null;
  at: Date;
  actor: CaseActor;
  /** What the first event is called. */
  kind: 'registered' | 'split_off';
  data: Record<string, unknown>;
  /** Given where sealed values are bound to it. */
  id?: string;
}

/** Makes a case in state 待受理 with its number and first event. */
export async function insertCase(
  tx: Tx,
  ports: LifeCyclePorts,
  made: MadeCase,
): Promise<{ id: string; number: string }> {
  const { letters } = getUnit(ports, made.unit);
  const day = chinaDateOf(made.at);
  const [number] = await allocateCaseNumbers(tx, [{ unit: made.unit, letters, day }]);
  const id = made.id ?? createId(made.at);
  const acceptFrom = made.kind === 'registered' ? made.receivedAt : made.at;
  const due = ports.clocks.dueAt(made.unit, { kind: 'accept' }, acceptFrom);
  await tx.query(
    `with made as (
       insert into cases (id, number, account, citizen_id, owner_unit, source, state, urgent, restricted,
         needs_judgement, round, version, opened_at, last_message_at, assigned_at, accept_due_at,
         provisional, counts_from_at, external_no, place, statement, statement_sealed, contact_sealed)
       values ($1, $2, $3, $4, $5, $6, 'awaiting_acceptance', $7, $8, false, 1, 1, $9, $9, $10, $11,
         $12, $13, $14, $15, $16, $17, $18)
       returning id, state, owner_unit, round)
     insert into case_events (case_id, seq, kind, at, actor, data, state, unit, round)
     select id, 1, $19, $10, $20, $21, state, owner_unit, round from made`,
    [
      ...[id, number, made.account, made.citizenId, made.unit, made.source, made.urgent],
      ...[made.restricted, made.receivedAt, made.at, due.at, due.provisional],
      ...[made.countsFromAt ?? null, made.externalNo ?? null, made.place ?? null],
      ...[made.statement ?? null, made.statementSealed ?? null, made.contactSealed ?? null],
      ...[made.kind, made.actor.id, JSON.stringify(made.data)],
    ],
  );
  const { unit: owner_unit, restricted } = made;
  const state = 'awaiting_acceptance';
  await countMoves(tx, [{ from: null, to: { owner_unit, state, handler: null, restricted } }]);
  return { id, number: number! };
}
