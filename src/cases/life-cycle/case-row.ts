import type { Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { CaseState } from '../case-state';
import type { CaseType } from '../case-type';
import { scopeCondition, scopeParameters, type Scope } from '../scope';

/** Which cases a citizen reaches: their own. */
export interface CitizenScope {
  readonly citizen: { readonly account: string; readonly id: string };
}

/** Null: the system's own, every case. */
export type Reach = Scope | CitizenScope | null;

export type AnswerKind = 'answer' | 'refusal' | 'referral';
export type Outcome =
  'answered' | 'refused' | 'referred' | 'unneeded' | 'unsupplemented' | 'merged' | 'withdrawn';

/** A case as the life cycle sees it; column names are the table's. */
export interface CaseRow {
  id: string;
  number: string;
  account: string;
  citizen_id: string | null;
  source: string;
  version: number;
  state: CaseState;
  owner_unit: string;
  type: CaseType | null;
  item: string | null;
  round: number;
  handler: string | null;
  claimed_until: Date | null;
  urgent: boolean;
  restricted: boolean;
  opinion_risk: boolean;
  duplicate: boolean;
  out_of_remit: boolean;
  needs_judgement: boolean;
  supervised: boolean;
  supervision_due_at: Date | null;
  opened_at: Date;
  last_message_at: Date;
  assigned_at: Date | null;
  designated: boolean;
  hops: number;
  accept_due_at: Date | null;
  accepted_at: Date | null;
  counts_from_at: Date | null;
  answer_due_at: Date | null;
  provisional: boolean;
  gate_due_at: Date | null;
  contact_due_at: Date | null;
  paused_at: Date | null;
  paused_remaining_ms: number | null;
  remind_at: Date | null;
  auto_close_at: Date | null;
  supplements: number;
  extension: 'asked' | 'approved' | 'refused' | null;
  extension_days: number | null;
  extension_asked_by: string | null;
  approval_id: string | null;
  answer_kind: AnswerKind | null;
  send_backs: number;
  merged_into: string | null;
  first_human_answer_at: Date | null;
  answered_at: Date | null;
  closed_at: Date | null;
  outcome: Outcome | null;
  rating: number | null;
  latest_rating: number | null;
}

/** What an action changes of a case. */
export type CasePatch = Partial<
  Omit<CaseRow, 'id' | 'number' | 'account' | 'citizen_id' | 'source' | 'version'>
>;

const COLUMNS = `c.id, c.number, c.account, c.citizen_id, c.source, c.version, c.state, c.owner_unit,
  c.type, c.item, c.round, c.handler, c.claimed_until, c.urgent, c.restricted, c.opinion_risk,
  c.duplicate, c.out_of_remit, c.needs_judgement, c.supervised, c.supervision_due_at, c.opened_at,
  c.last_message_at, c.assigned_at, c.designated, c.hops, c.accept_due_at, c.accepted_at,
  c.counts_from_at, c.answer_due_at, c.provisional, c.gate_due_at, c.contact_due_at, c.paused_at,
  c.paused_remaining_ms::double precision, c.remind_at, c.auto_close_at, c.supplements, c.extension,
  c.extension_days, c.extension_asked_by, c.approval_id, c.answer_kind, c.send_backs, c.merged_into,
  c.first_human_answer_at, c.answered_at, c.closed_at, c.outcome, c.rating,
  c.latest_rating`;

/**
 * A case within reach, locked until the transaction ends unless `lock` is false.
 * @throws AppError not_found for a case that is absent or out of reach, by the same statement
 */
export async function getCase(
  tx: Tx,
  reach: Reach,
  number: string,
  { lock = true } = {},
): Promise<CaseRow> {
  const forUpdate = lock ? 'for no key update of c' : '';
  const [row] =
    reach && 'citizen' in reach
      ? await tx.query<CaseRow>(
          `select ${COLUMNS} from cases c
           where c.number = $1 and c.account = $2 and c.citizen_id = $3 ${forUpdate}`,
          [number, reach.citizen.account, reach.citizen.id],
        )
      : await tx.query<CaseRow>(
          `select ${COLUMNS} from cases c where c.number = $1 and ${scopeCondition(2)} ${forUpdate}`,
          [number, ...scopeParameters(reach)],
        );
  if (!row) throw caseNotFound(number);
  return row;
}

/** What is said of a case that is absent, and of one that is somebody else's. */
export function caseNotFound(number: string): AppError {
  return new AppError('not_found', `没有编号为 ${number} 的办件。`);
}

/** Writes a change to a case that the caller has locked, raising its version by one. */
export async function updateCase(tx: Tx, id: string, patch: CasePatch): Promise<void> {
  const entries = Object.entries(patch);
  const columns = entries.map(([column], index) => `${column} = $${index + 2}`);
  await tx.query(
    `update cases set ${[...columns, 'version = version + 1'].join(', ')} where id = $1`,
    [id, ...entries.map(([, value]) => value)],
  );
}
