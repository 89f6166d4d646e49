/** A case as its citizen sees it on their page. Who reads it has shown a link, a code or who they are. */
import type { Queryable } from '../../database/database';
import { listCaseAnswers, type SignedAnswer } from '../case-record';
import { presentCaseState, type CaseState } from '../case-state';
import type { Rating } from '../life-cycle/actions';
import type { Outcome } from '../life-cycle/case-row';
import { readConsents, type Consents } from './consents';

/** Instants in time; `unit` is a unit's code. */
export interface CaseProgress {
  id: string;
  number: string;
  account: string;
  /** Null for a case that was entered by hand. */
  citizenId: string | null;
  unit: string;
  state: CaseState;
  /** Nothing of it is shown before its citizen has shown that they are. */
  restricted: boolean;
  round: number;
  outcome: Outcome | null;
  openedAt: Date;
  acceptedAt: Date | null;
  /** Until when somebody has to take it up. */
  acceptDueAt: Date | null;
  /** What was promised at 受理. */
  answerDueAt: Date | null;
  /** Reckoned beyond the known years of the calendar. */
  provisional: boolean;
  answeredAt: Date | null;
  closedAt: Date | null;
  /** Of this round. */
  rating: Rating | null;
  /** Number and id of the case that it was merged into. */
  main: { id: string; number: string; round: number } | null;
  /** What the unit has asked for, while it waits for it. */
  missing: readonly string[];
  /** The citizen's words, masked, oldest first, at most 30; null: a picture, a voice, a place. */
  messages: { text: string | null; at: Date }[];
  /** Oldest round first. */
  answers: SignedAnswer[];
  consents: Consents;
}

const SHOWN_MESSAGES = 20;
const SHOWN_SIGNS = 200;

type Row = Omit<CaseProgress, 'main' | 'missing' | 'messages' | 'answers' | 'consents'> & {
  main_id: string | null;
  main_number: string | null;
  main_round: number | null;
};

/** @returns null where there is no such case */
export async function findProgress(db: Queryable, caseId: string): Promise<CaseProgress | null> {
  const [row] = await db.query<Row>(
    `select c.id, c.number, c.account, c.citizen_id as "citizenId", c.owner_unit as unit, c.state,
       c.restricted, c.round, c.outcome, c.opened_at as "openedAt", c.accepted_at as "acceptedAt",
       c.accept_due_at as "acceptDueAt", c.answer_due_at as "answerDueAt", c.provisional,
       c.answered_at as "answeredAt", c.closed_at as "closedAt", c.rating,
       m.id as main_id, m.number as main_number, m.round as main_round
     from cases c left join cases m on m.id = c.merged_into where c.id = $1`,
    [caseId],
  );
  if (!row) return null;
  const { main_id: id, main_number: number, main_round: round, ...rest } = row;
  return {
    ...rest,
    main: id === null ? null : { id, number: number!, round: round! },
    missing: row.state === 'awaiting_supplement' ? await readMissing(db, caseId) : [],
    messages: await readWords(db, caseId),
    answers: await listCaseAnswers(db, caseId),
    consents: await readConsents(db, caseId),
  };
}

async function readMissing(db: Queryable, caseId: string): Promise<string[]> {
  const [asked] = await db.query<{ missing: string[] }>(
    `select data -> 'missing' as missing from case_events
     where case_id = $1 and kind = 'ask_supplement' order by seq desc limit 1`,
    [caseId],
  );
  return asked?.missing ?? [];
}

/** The newest, in the order in which they were said, each shortened: the page must stay light. */
async function readWords(db: Queryable, caseId: string): Promise<CaseProgress['messages']> {
  return db.query(
    `select case when length(said) > $2 then left(said, $2) || '…' else said end as text, at
     from (
       select text as said, sent_at as at from messages where case_id = $1
       union all select statement, opened_at from cases where id = $1 and statement is not null
       order by at desc limit $3) newest
     order by at`,
    [caseId, SHOWN_SIGNS, SHOWN_MESSAGES],
  );
}

/** What reads otherwise to a citizen: who has to sign is no matter of theirs. */
const FOR_CITIZENS: Readonly<Record<string, string>> = {
  awaiting_supplement: '待您补充',
  awaiting_review: '办理中',
  awaiting_signature: '办理中',
};

/** What a citizen reads of a state. */
export function presentStateForCitizen(state: string): string {
  return FOR_CITIZENS[state] ?? presentCaseState(state);
}
