import { createHash } from 'node:crypto';
import type { Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { GatedText } from './plan-pass';

/** A text before its gates. */
export interface GatedApproval extends GatedText {
  id: string;
  text: string;
  /** Names of the pictures that go with it, in their order. */
  pictures: string[];
  /** Who is asked to pass its first gate; null: whoever may. */
  asked: string | null;
  draftedAt: Date;
}

/**
 * SHA-256 in hex of a text and the pictures that go with it: what a gate agrees to. No text holds the
 * sign that stands between them.
 */
export function hashText(text: string, pictures: readonly string[] = []): string {
  return createHash('sha256')
    .update([text, ...pictures].join('\0'), 'utf8')
    .digest('hex');
}

/** Freezes a text and puts it before its gates. @returns the approval's id */
export async function openApproval(
  tx: Tx,
  draft: {
    text: string;
    pictures?: readonly string[];
    gates: readonly string[];
    drafters: readonly string[];
    asked?: string | null;
    at: Date;
  },
): Promise<string> {
  const id = createId(draft.at);
  const { text, pictures = [], asked = null } = draft;
  await tx.query(
    `insert into approvals (id, text, pictures, text_hash, gates, drafters, asked, drafted_at, state,
       ended_at)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, 'open', null)`,
    [id, text, pictures, hashText(text, pictures), draft.gates, draft.drafters, asked, draft.at],
  );
  return id;
}

/**
 * An open approval, locked until the transaction ends. Its hash is reckoned anew from the text, so a
 * text that was changed behind its back fits no agreement.
 * @returns null where it is not open
 */
export async function findOpenApproval(tx: Tx, id: string): Promise<GatedApproval | null> {
  const [row] = await tx.query<{
    id: string;
    text: string;
    pictures: string[];
    asked: string | null;
    gates: string[];
    drafters: string[];
    drafted_at: Date;
    passed: string[];
  }>(
    `select a.id, a.text, a.pictures, a.asked, a.gates, a.drafters, a.drafted_at,
       array(select p.gate from approval_passes p where p.approval_id = a.id) as passed
     from approvals a where a.id = $1 and a.state = 'open' for no key update of a`,
    [id],
  );
  if (!row) return null;
  const { drafted_at: draftedAt, ...rest } = row;
  return { ...rest, draftedAt, hash: hashText(row.text, row.pictures) };
}

/** Writes down that gates were passed; the last one ends the approval as passed. */
export async function recordPasses(
  tx: Tx,
  id: string,
  pass: {
    gates: readonly string[];
    by: string;
    onBehalfOf: string | null;
    opinion: string | null;
    isLast: boolean;
    at: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into approval_passes (approval_id, gate, passed_by, on_behalf_of, at, opinion)
     select $1, gate, $3, $4, $5, $6 from unnest($2::text[]) as gate`,
    [id, pass.gates, pass.by, pass.onBehalfOf, pass.at, pass.opinion],
  );
  if (pass.isLast) await endApproval(tx, id, 'passed', pass.at);
}

/** Ends an approval: its gates were passed, a gate sent it back, or an edit or another end dropped it. */
export async function endApproval(
  tx: Tx,
  id: string,
  state: 'passed' | 'returned' | 'dropped',
  at: Date,
): Promise<void> {
  await tx.query(
    `update approvals set state = $2, ended_at = $3 where id = $1 and state = 'open'`,
    [id, state, at],
  );
}
