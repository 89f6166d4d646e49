import type { Queryable, Tx } from '../../database/database';

/** What a citizen can agree to for a case. `call`: 电话回访; `publish`: question and answer are shown, without the person. */
export const consentKinds = ['call', 'publish'] as const;
export type ConsentKind = (typeof consentKinds)[number];
export type Consents = Readonly<Record<ConsentKind, boolean>>;

/** What the citizen of a case agrees to now; nothing that they have not said. */
export async function readConsents(db: Queryable, caseId: string): Promise<Consents> {
  const rows = await db.query<{ kind: ConsentKind; given: boolean }>(
    `select distinct on (kind) kind, given from case_consents where case_id = $1
     order by kind, at desc`,
    [caseId],
  );
  const given = new Set(rows.filter((row) => row.given).map(({ kind }) => kind));
  return { call: given.has('call'), publish: given.has('publish') };
}

/** Writes down what has changed; what was said before stays on record. The caller holds the case's lock. */
export async function setConsents(
  tx: Tx,
  caseId: string,
  wanted: Consents,
  at: Date,
): Promise<void> {
  const before = await readConsents(tx, caseId);
  const changed = consentKinds.filter((kind) => wanted[kind] !== before[kind]);
  await tx.query(
    `insert into case_consents (case_id, kind, at, given)
     select $1, kind, $2, given from unnest($3::text[], $4::boolean[]) as r(kind, given)
     on conflict on constraint case_consents_pkey do nothing`,
    [caseId, at, changed, changed.map((kind) => wanted[kind])],
  );
}
