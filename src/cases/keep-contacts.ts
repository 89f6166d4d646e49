import type { Tx } from '../database/database';

/** A telephone number that a citizen left for a case of theirs. */
export interface LeftContact {
  case_id: string;
  account: string;
  citizen_id: string;
  /** Sealed in the context `case-contact:<case id>`. */
  sealed: Buffer;
}

/** Keeps the numbers as their cases' contacts, in place of earlier ones; of another citizen's case nothing is changed. */
export async function keepContacts(tx: Tx, rows: readonly LeftContact[]): Promise<void> {
  await tx.query(
    `update cases c set contact_sealed = r.sealed
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[])
       as r(case_id, account, citizen_id, sealed)
     where c.id = r.case_id and c.account = r.account and c.citizen_id = r.citizen_id`,
    [
      rows.map((row) => row.case_id),
      rows.map(({ account }) => account),
      rows.map((row) => row.citizen_id),
      rows.map(({ sealed }) => sealed),
    ],
  );
}
