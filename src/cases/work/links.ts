import type { Tx } from '../../database/database';
import type { Transactions } from '../../database/join-transaction';
import { AppError } from '../../platform/errors';
import type { CaseActor } from '../life-cycle/actions';
import { getCase } from '../life-cycle/case-row';
import type { Scope } from '../scope';
import { reachCase, recordWork, type WorkPorts } from './reach-case';
import { insertLink, removeLink } from './link-store';

/**
 * 关联: two cases within the scope belong together and stay two; for the same matter of different
 * citizens, who each get an answer of their own. With `on` false they no longer do.
 * @throws AppError as `reachCase`, for either; bad_request for a case and itself
 */
export async function linkCases(
  db: Transactions,
  ports: WorkPorts,
  scope: Scope,
  actor: CaseActor,
  link: { number: string; other: string; kind: 'related' | 'duplicate'; on?: boolean },
): Promise<void> {
  if (link.number === link.other) throw new AppError('bad_request', '一件不能关联自己。');
  await db.transaction(async (tx: Tx) => {
    const row = await reachCase(tx, scope, actor, link.number);
    const other = await getCase(tx, scope, link.other, { lock: false });
    const { kind } = link;
    const at = ports.clock.now();
    if (link.on === false) {
      await removeLink(tx, row.id, other.id);
      await recordWork(tx, ports, row, actor, 'unlink', { other: other.number });
      return;
    }
    await insertLink(tx, { caseId: row.id, otherId: other.id, kind, by: actor.id, at });
    await recordWork(tx, ports, row, actor, 'link', { other: other.number, kind });
  });
}
