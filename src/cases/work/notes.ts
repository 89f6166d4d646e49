import type { Database } from '../../database/database';
import { AppError } from '../../platform/errors';
import { createId } from '../../platform/ids';
import { maskPersonalData } from '../../privacy/mask';
import type { CaseActor } from '../life-cycle/actions';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { reachCase, recordWork, type WorkPorts } from './reach-case';

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
  db: Database,
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

/** The notes of a case within the scope, oldest first; none for a case out of reach. */
export async function listNotes(db: Database, scope: Scope, number: string): Promise<CaseNote[]> {
  return db.query<CaseNote>(
    `select n.id, n.at, n.author, n.text, n.mentions
     from case_notes n join cases c on c.id = n.case_id
     where c.number = $1 and ${scopeCondition(2)} order by n.at, n.id`,
    [number, ...scopeParameters(scope)],
  );
}
