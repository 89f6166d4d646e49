/** What a citizen does with their case on its page; who they are was shown before. */
import type { Database } from '../../database/database';
import { getCase } from '../life-cycle/case-row';
import type { ActionInputs } from '../life-cycle/actions';
import { CITIZEN_ACTOR, executeAction, executeIn } from '../life-cycle/execute-action';
import type { LifeCyclePorts } from '../life-cycle/ports';
import { AppError } from '../../platform/errors';
import { setConsents, type Consents } from './consents';

/** What may be ticked beside a rating; the first ones for who is satisfied, the second for who is not. */
export const ratingTags = {
  good: ['答复清楚', '办得快', '态度好', '问题解决了'],
  bad: ['没答到点上', '办得慢', '态度不好', '问题没解决'],
} as const;

const MAX_RATING_TEXT = 500;
const ALL_TAGS: readonly string[] = [...ratingTags.good, ...ratingTags.bad];

/**
 * 评价 of the answer of one round.
 * @throws AppError conflict where it was rated before, its time is over, or the case has gone on
 */
export async function rateCase(
  db: Database,
  ports: LifeCyclePorts,
  number: string,
  round: number,
  input: ActionInputs['rate'],
): Promise<void> {
  const tags = input.tags.filter((tag) => ALL_TAGS.includes(tag));
  const text = input.text?.slice(0, MAX_RATING_TEXT) ?? null;
  await db.transaction(async (tx) => {
    const row = await getCase(tx, null, number);
    if (row.round !== round) throw new AppError('conflict', '这件已经重新办理，等新的答复。');
    await executeIn(tx, ports, null, CITIZEN_ACTOR, {
      ...{ action: 'rate', number, version: null },
      input: { ...input, tags: [...new Set(tags)], text },
    });
  });
}

/** 撤回, which the citizen has confirmed. @throws AppError conflict where the case has been answered */
export async function withdrawCase(
  db: Database,
  ports: LifeCyclePorts,
  number: string,
): Promise<void> {
  await executeAction(db, ports, null, CITIZEN_ACTOR, {
    ...{ action: 'withdraw', number, version: null },
    input: { confirmed: true },
  });
}

/** What the citizen agrees to from now on. */
export async function changeConsents(
  db: Database,
  ports: Pick<LifeCyclePorts, 'clock'>,
  number: string,
  wanted: Consents,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { id } = await getCase(tx, null, number);
    await setConsents(tx, id, wanted, ports.clock.now());
  });
}
