import type { Queryable } from '../../database/database';
import type { Transactions } from '../../database/join-transaction';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { maskPersonalData } from '../../privacy/mask';
import type { CaseActor } from '../life-cycle/actions';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { reachCase, recordWork, wantCase, type WorkPorts } from './reach-case';

/** 内部备注: for staff alone. */
export interface CaseNote {
  id: string;
  at: Date;
  /** Staff id. */
  author: string;
  text: string;
  /** Ids of staff who are named in it (@). */
  mentions: string[];
}

/**
 * Adds a note; numbers in it are masked. Notes are never changed.
 * @throws AppError as `reachCase`; bad_request for an empty one
 */
export async function addNote(
  db: Transactions,
  ports: WorkPorts,
  scope: Scope,
  actor: CaseActor,
  note: { number: string; text: string; mentions: readonly string[] },
): Promise<CaseNote> {
  const text = maskPersonalData(note.text.trim()).masked;
  if (text === '') throw new AppError('bad_request', '请写备注内容。');
  const at = ports.clock.now();
  const mentions = [...new Set(note.mentions)];
  return db.transaction(async (tx) => {
    const row = await reachCase(tx, scope, actor, note.number);
    const id = createId(at);
    await tx.query(
      `insert into case_notes (case_id, id, at, author, text, mentions) values ($1, $2, $3, $4, $5, $6)`,
      [row.id, id, at, actor.id, text, mentions],
    );
    await recordWork(tx, ports, row, actor, 'add_note', { note: id, mentions });
    return { id, at, author: actor.id, text, mentions };
  });
}

/**
 * The notes of a case within the scope, oldest first.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function listNotes(db: Queryable, scope: Scope, number: string): Promise<CaseNote[]> {
  await wantCase(db, scope, number);
  return db.query<CaseNote>(
    `select n.id, n.at, n.author, n.text, n.mentions
     from case_notes n join cases c on c.id = n.case_id
     where c.number = $1 and ${scopeCondition(2)} order by n.at, n.id`,
    [number, ...scopeParameters(scope)],
  );
}

/** A note in which somebody is named, and its case. */
export type Mention = CaseNote & { number: string };

const MOST_MENTIONS = 50;
/** Of somebody's latest mentions, how many are looked through for those that may still be read. */
const MOST_LOOKED_AT = 500;

/** The latest notes of others that name a person, in cases within the scope. */
export async function listMentions(
  db: Queryable,
  scope: Scope,
  staffId: string,
): Promise<Mention[]> {
  return db.query<Mention>(
    `select n.id, n.at, n.author, n.text, n.mentions, c.number
     from find_mentions($1, ${MOST_LOOKED_AT}) found
     join case_notes n on n.case_id = found.case_id and n.id = found.id
     join cases c on c.id = n.case_id where ${scopeCondition(2)}
     order by n.at desc, n.id desc limit ${MOST_MENTIONS}`,
    [staffId, ...scopeParameters(scope)],
  );
}
