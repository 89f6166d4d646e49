import type { Queryable } from '../database/database';
import type { Sealer } from '../privacy/sealer';
import { scopeCondition, scopeParameters, type Scope } from './scope';

/** The form of a query that a person is to answer, as its citizen filled it in. */
export interface FilledForm {
  /** `yibao.claim` */
  query: string;
  name: string;
  filledAt: Date;
  /** In full: whoever shows them masks them. */
  lines: readonly { label: string; value: string }[];
}

interface FormRow {
  caseId: string;
  filledAt: Date;
  form: { query: string; name: string; sealed: string };
}

/**
 * The forms that hang on a case and on those merged into it, in the order in which they came; none for a
 * case outside the scope.
 * @throws AppError bad_configuration when the key that sealed them is gone
 */
export async function listFilledForms(
  db: Queryable,
  scope: Scope,
  number: string,
  sealer: Sealer,
): Promise<FilledForm[]> {
  const rows = await db.query<FormRow>(
    `select e.case_id as "caseId", e.at as "filledAt", e.data -> 'form' as form
     from cases c
     join cases part on part.id = c.id or part.merged_into = c.id
     join case_events e on e.case_id = part.id
     where c.number = $1 and ${scopeCondition(2)} and e.data ? 'form'
     order by e.at, e.seq`,
    [number, ...scopeParameters(scope)],
  );
  return rows.map(({ caseId, filledAt, form: { query, name, sealed } }) => {
    const lines = sealer.open(Buffer.from(sealed, 'base64'), `case-form:${caseId}`);
    return { query, name, filledAt, lines: JSON.parse(lines) as FilledForm['lines'] };
  });
}
