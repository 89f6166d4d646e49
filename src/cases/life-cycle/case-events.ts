import type { Queryable, Tx } from '../../database/database';
import type { CaseRow } from './case-row';
import type { CaseActor } from './actions';
import type { CaseEventKind } from './event-kinds';

/** Something that happened to a case; `after` is the case as it is then. */
export interface NewCaseEvent {
  after: CaseRow;
  kind: CaseEventKind;
  at: Date;
  actor: CaseActor;
  reason: string | null;
  data: Record<string, unknown>;
}

/** Adds an event; its place in the case's line is the version that the change made. */
export async function insertCaseEvent(tx: Tx, event: NewCaseEvent): Promise<void> {
  const { after, actor } = event;
  await tx.query(
    `insert into case_events (case_id, seq, kind, at, actor, data, state, unit, handler, round, reason,
       on_behalf_of)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[
        after.id,
        after.version,
        event.kind,
        event.at,
        actorOf(actor),
        JSON.stringify(event.data),
      ],
      ...[after.state, after.owner_unit, after.handler, after.round, event.reason],
      actor.onBehalfOf,
    ],
  );
}

/** How a line of events names who acted: staff by id, citizens and the system by kind alone. */
function actorOf({ kind, id }: CaseActor): string {
  return kind === 'staff' || kind === 'operator' ? id : kind;
}

/** The last change of a case. */
export interface LastChange {
  kind: CaseEventKind;
  actor: string;
  at: Date;
}

/** Who changed a case last, and how. */
export async function findLastChange(db: Queryable, caseId: string): Promise<LastChange | null> {
  const [row] = await db.query<LastChange>(
    `select kind, actor, at from case_events where case_id = $1 order by seq desc limit 1`,
    [caseId],
  );
  return row ?? null;
}
