/** What a case's page tells of it beside the case itself; the caller has checked that the person may see it. */
import type { Queryable } from '../database/database';
import type { AnswerKind } from './life-cycle/case-row';
import type { CaseEventKind } from './life-cycle/event-kinds';

/** Something that happened to a case. */
export interface RecordedEvent {
  seq: number;
  kind: CaseEventKind;
  at: Date;
  /** Staff id, an operator's name, `citizen` or `system`. */
  actor: string;
  /** 受…委托: whose right was used. */
  onBehalfOf: string | null;
  reason: string | null;
  /** What it came with, by kind; numbers in it are masked. */
  data: unknown;
  state: string;
  unit: string;
  handler: string | null;
}

/** The line of events of a case, from the beginning. */
export async function listCaseEvents(db: Queryable, caseId: string): Promise<RecordedEvent[]> {
  return db.query<RecordedEvent>(
    `select seq, kind, at, actor, on_behalf_of as "onBehalfOf", reason, data, state, unit, handler
     from case_events where case_id = $1 order by seq`,
    [caseId],
  );
}

/** What a unit has signed. */
export interface SignedAnswer {
  round: number;
  kind: AnswerKind;
  unit: string;
  text: string;
  /** In their order, by their names in the media store. */
  pictures: string[];
  /** Staff ids. */
  draftedBy: string;
  signedBy: string;
  signedAt: Date;
}

/** The answers of a case, one a round, the first round first. */
export async function listCaseAnswers(db: Queryable, caseId: string): Promise<SignedAnswer[]> {
  return db.query<SignedAnswer>(
    `select round, kind, unit, text, pictures, drafted_by as "draftedBy", signed_by as "signedBy",
       signed_at as "signedAt"
     from case_answers where case_id = $1 order by round`,
    [caseId],
  );
}

/** Where a case comes from that did not come from the chat; null for one that did. */
export interface Registration {
  place: string | null;
  externalNo: string | null;
}

/** Where a case comes from, as it was entered. @param caseId of a case that there is */
export async function getRegistration(db: Queryable, caseId: string): Promise<Registration> {
  const [row] = await db.query<Registration>(
    `select place, external_no as "externalNo" from cases where id = $1`,
    [caseId],
  );
  return row!;
}
