import { AppError } from '../../platform/errors';
import type { Transactions } from '../../database/join-transaction';
import type { CaseActor } from '../life-cycle/actions';
import type { CaseSealer } from '../life-cycle/register-case';
import type { Scope } from '../scope';
import { reachCase, recordWork, type WorkPorts } from './reach-case';

/** A mobile, or a fixed line with or without its area code. */
const TELEPHONE = /^(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?)$/;

/**
 * Keeps the citizen's telephone number for a case, sealed, in the place of an earlier one.
 * @throws AppError as `reachCase`; bad_request for what is no telephone number
 */
export async function setTelephone(
  db: Transactions,
  ports: WorkPorts & { sealer: CaseSealer },
  scope: Scope,
  actor: CaseActor,
  { number, telephone }: { number: string; telephone: string },
): Promise<void> {
  const plain = telephone.normalize('NFKC').replace(/\s/g, '');
  if (!TELEPHONE.test(plain)) {
    throw new AppError('bad_request', '请填写手机号，或者带区号的固定电话。');
  }
  await db.transaction(async (tx) => {
    const row = await reachCase(tx, scope, actor, number);
    const sealed = ports.sealer.seal(plain, `case-contact:${row.id}`);
    await tx.query('update cases set contact_sealed = $2 where id = $1', [row.id, sealed]);
    await recordWork(tx, ports, row, actor, 'set_telephone', {});
  });
}
