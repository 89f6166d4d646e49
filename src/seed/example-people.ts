import type { CaseActor } from '../cases/life-cycle/actions';
import type { Reach } from '../cases/life-cycle/case-row';
import { SYSTEM_ACTOR } from '../cases/life-cycle/execute-action';
import type { Queryable } from '../database/database';
import { AppError } from '../platform/errors';
import { findAccount } from '../staff/person-store';
import { openidOf } from './example-push';
import type { PlannedCase, SeedRole } from './planned-case';

/**
 * The people of trial mode by role.
 * @throws AppError bad_configuration where one of them has no account
 */
export async function findPeople(
  database: Queryable,
  unit: string,
): Promise<(role: SeedRole) => CaseActor> {
  const names = { clerk: `${unit}.jb`, reviewer: `${unit}.sh`, signer: `${unit}.qf` };
  const found = new Map<SeedRole, CaseActor>([['system', SYSTEM_ACTOR]]);
  for (const [role, username] of Object.entries({ ...names, coordinator: 'tongchou' })) {
    const account = await findAccount(database, { username });
    if (!account) {
      throw new AppError('bad_configuration', `没有工作人员账号 ${username}，不能生成示例办件。`);
    }
    const { id, name, roles } = account;
    found.set(role as SeedRole, { kind: 'staff', id, name, ip: null, roles, onBehalfOf: null });
  }
  return (role) => found.get(role)!;
}

/** The citizen of a planned case, who reaches their own cases only. */
export async function actorOfCitizen(
  database: Queryable,
  plan: PlannedCase,
): Promise<{ reach: Reach; actor: CaseActor }> {
  const [row] = await database.query<{ id: string }>(
    'select id from citizens where account = $1 and openid = $2',
    [plan.unit, openidOf(plan)],
  );
  const { id } = row!;
  const roles = [{ role: 'citizen', unit: null }] as const;
  return {
    reach: { citizen: { account: plan.unit, id } },
    actor: { kind: 'citizen', id, name: null, ip: null, roles, onBehalfOf: null },
  };
}
