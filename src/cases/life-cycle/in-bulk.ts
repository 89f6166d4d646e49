/** One press for many cases; each is a transaction of its own and says how it went. */
import type { Database } from '../../database/database';
import type { Transactions } from '../../database/join-transaction';
import { AppError } from '../../platform/errors';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import type { CaseActor, Command } from './actions';
import { executeAction, executeIn, type Executed } from './execute-action';
import type { LifeCyclePorts } from './ports';

/** How one case of many went. */
export type BulkOutcome =
  | { number: string; kind: 'done' }
  /** `message`: why, for the person who pressed. */
  | { number: string; kind: 'refused'; message: string };

/** Matters of which a list may be passed without opening each. */
const BATCH_TYPES = ['consultation', 'suggestion'];

/**
 * 批量审核: lists of 咨询 and 建议. The hash of each text is the one that stood in the list.
 * @returns how each went, in the order given
 */
export async function passInBatch(
  db: Database,
  ports: LifeCyclePorts,
  scope: Scope,
  actor: CaseActor,
  items: readonly { number: string; version: number; hash: string }[],
): Promise<BulkOutcome[]> {
  const listed = await db.query<{ number: string; type: string | null }>(
    `select c.number, c.type from cases c where c.number = any($1) and ${scopeCondition(2)}`,
    [items.map(({ number }) => number), ...scopeParameters(scope)],
  );
  const types = new Map(listed.map(({ number, type }) => [number, type]));
  const outcomes: BulkOutcome[] = [];
  for (const { number, version, hash } of items) {
    const type = types.get(number);
    outcomes.push(
      type && !BATCH_TYPES.includes(type)
        ? { number, kind: 'refused', message: '只有咨询、建议可以批量审核。' }
        : await tryEach(db, ports, scope, actor, {
            action: 'review',
            number,
            version,
            input: { hash, opinion: null },
          }),
    );
  }
  return outcomes;
}

/**
 * 认领下一件: the case of a unit that is due first and that nobody has; several clerks at once get one
 * each, without waiting for one another.
 * @returns null where the queue is empty
 */
export async function claimNextCase(
  db: Transactions,
  ports: LifeCyclePorts,
  scope: Scope,
  actor: CaseActor,
  unit: string,
): Promise<Executed | null> {
  return db.transaction(async (tx) => {
    const [next] = await tx.query<{ number: string; version: number }>(
      `select c.number, c.version from cases c
       where c.owner_unit = $1 and c.state = 'awaiting_acceptance'
         and (c.handler is null or c.claimed_until <= $2) and ${scopeCondition(3)}
       order by c.accept_due_at, c.id limit 1 for no key update of c skip locked`,
      [unit, ports.clock.now(), ...scopeParameters(scope)],
    );
    if (!next) return null;
    return executeIn(tx, ports, scope, actor, { action: 'claim', ...next, input: {} });
  });
}

/**
 * 批量: the same thing for many cases, such as 分派 or 转办. The version guards each of them, so that a
 * press that is repeated does nothing twice.
 * @returns how each went, in the order given
 */
export async function actInBulk(
  db: Database,
  ports: LifeCyclePorts,
  scope: Scope,
  actor: CaseActor,
  items: readonly { number: string; version: number }[],
  act: (item: { number: string; version: number }) => Command,
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const item of items) {
    outcomes.push(await tryEach(db, ports, scope, actor, act(item)));
  }
  return outcomes;
}

async function tryEach(
  db: Database,
  ports: LifeCyclePorts,
  scope: Scope,
  actor: CaseActor,
  command: Command,
): Promise<BulkOutcome> {
  const { number } = command;
  try {
    await executeAction(db, ports, scope, actor, command);
    return { number, kind: 'done' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { number, kind: 'refused', message: error.message };
  }
}
