import type { Queryable } from '../../database/database';
import type { Scope } from '../scope';
import { findContacts, type ContactSummary, type NewContact } from './contacts';
import { wantCase } from './reach-case';

export type CaseContact = Omit<NewContact, 'caseId'> & { id: string };

/** The contacts of a case, oldest first, and what they amount to in its round. */
export interface CaseContacts extends ContactSummary {
  contacts: CaseContact[];
  /** Whether a telephone number is kept. */
  hasTelephone: boolean;
}

/** @throws AppError not_found for a case that is absent or out of scope */
export async function listContacts(
  db: Queryable,
  scope: Scope,
  number: string,
): Promise<CaseContacts> {
  const { id, round } = await wantCase(db, scope, number);
  const contacts = await db.query<CaseContact>(
    `select id, round, at, method, reached, result, recorded_by as "recordedBy",
       recorded_at as "recordedAt"
     from case_contacts where case_id = $1 order by at, id`,
    [id],
  );
  const [row] = await db.query<{ has: boolean }>(
    'select contact_sealed is not null as has from cases where id = $1',
    [id],
  );
  return { contacts, hasTelephone: row!.has, ...(await findContacts(db, id, round)) };
}
