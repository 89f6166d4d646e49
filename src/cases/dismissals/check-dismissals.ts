/** 无需办理 is looked at again: one in twenty, always the same ones, by 统筹. */
import type { Queryable, Tx } from '../../database/database';
import { AppError } from '../../platform/errors';
import type { CaseActor } from '../life-cycle/actions';
import { getCase } from '../life-cycle/case-row';
import { executeIn } from '../life-cycle/execute-action';
import type { LifeCyclePorts } from '../life-cycle/ports';
import { scopeCondition, scopeParameters, type Scope } from '../scope';
import { recordWork } from '../work/reach-case';

/** A case that was closed as 无需办理 and is to be looked at. */
export interface SampledCase {
  id: string;
  number: string;
  closedAt: Date;
  /** Staff id. */
  closedBy: string;
  /** A key of `dismissalCauses`. */
  cause: string;
  verdict: 'right' | 'wrong' | null;
}

/** 13 of 256: an id's last two digits are random, so that nobody can tell beforehand which case is drawn. */
const DRAWN = `right(c.id::text, 2) < '0d'`;
/** As long as 无需办理 can be undone. */
const DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;
const MOST = 200;

/** The cases that are drawn of the last thirty days, within a scope, those without a verdict first; at most 200. */
export async function listSampled(db: Queryable, scope: Scope, now: Date): Promise<SampledCase[]> {
  return db.query<SampledCase>(
    `select c.id, c.number, c.closed_at as "closedAt", e.actor as "closedBy",
       e.data ->> 'cause' as cause, k.verdict
     from cases c
     join lateral (
       select v.actor, v.data from case_events v where v.case_id = c.id and v.kind = 'dismiss'
       order by v.seq desc limit 1) e on true
     left join lateral (
       select d.verdict from dismissal_checks d
       where d.case_id = c.id and d.checked_at >= c.closed_at
       order by d.checked_at desc limit 1) k on true
     where c.outcome = 'unneeded' and c.closed_at >= $1 and ${DRAWN} and ${scopeCondition(2)}
     order by (k.verdict is not null), c.closed_at desc, c.id desc limit ${MOST}`,
    [new Date(now.getTime() - DAYS * DAY_MS), ...scopeParameters(scope)],
  );
}

/**
 * Writes down what was found; a case that should have been handled is taken up again.
 * @throws AppError not_found for a case that is absent, out of scope or not drawn; bad_request for
 *   `wrong` without a note of five characters; as `executeIn` where it cannot be taken up any more
 */
export async function checkDismissal(
  tx: Tx,
  ports: LifeCyclePorts,
  scope: Scope,
  actor: CaseActor,
  given: { number: string; verdict: 'right' | 'wrong'; note: string | null },
): Promise<void> {
  const { number, verdict } = given;
  const note = given.note?.trim() || null;
  const row = await getCase(tx, scope, number);
  const [drawn] = await tx.query(
    `select from cases c where c.id = $1 and c.outcome = 'unneeded' and ${DRAWN}`,
    [row.id],
  );
  if (!drawn) throw new AppError('not_found', '这件不在抽查的名单里。');
  const at = ports.clock.now();
  await tx.query(
    `insert into dismissal_checks (case_id, verdict, note, checked_by, checked_at)
     values ($1, $2, $3, $4, $5)`,
    [row.id, verdict, note, actor.id, at],
  );
  await recordWork(tx, ports, row, actor, 'check_dismissal', { verdict, note });
  if (verdict === 'right') return;
  const restore = { action: 'restore', number, version: row.version, input: {} } as const;
  await executeIn(tx, ports, scope, actor, { ...restore, reason: note ?? '' });
}
