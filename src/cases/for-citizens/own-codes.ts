import type { Database } from '../../database/database';
import { AppError } from '../../platform/errors';
import { getCase } from '../life-cycle/case-row';
import { CITIZEN_ACTOR } from '../life-cycle/execute-action';
import type { LifeCyclePorts } from '../life-cycle/ports';
import { issueQueryCode, type DigestCode } from '../query-code';

/**
 * A new query code for a case of the citizen's own; the one before is good for nothing any more. That it
 * was given is on record, the code is kept nowhere.
 * @returns null where they have no such case
 */
export async function issueOwnCode(
  db: Database,
  ports: Pick<LifeCyclePorts, 'clock' | 'audit'>,
  digest: DigestCode,
  citizen: { account: string; id: string },
  number: string,
): Promise<string | null> {
  try {
    return await db.transaction(async (tx) => {
      const row = await getCase(tx, { citizen }, number);
      const code = await issueQueryCode(tx, digest, row.id);
      const { kind, id, name, ip } = CITIZEN_ACTOR;
      await ports.audit.record(tx, [
        {
          ...{ at: ports.clock.now(), actor: { kind, id, name, ip } },
          ...{ action: 'case.issue_query_code', unit: row.owner_unit, restricted: row.restricted },
          ...{ subject: { kind: 'case', id: row.id }, reason: null, before: {}, after: {} },
        },
      ]);
      return code;
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
