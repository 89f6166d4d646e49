import type { Clock } from '../platform/clock';
import type { FinishedQuery } from '../routing/query-answer';
import { queryWorkSchema, type QueryWork } from '../routing/query-work';
import type { QueryRouter } from '../routing/router';
import type { Unit } from '../units/schema';
import { buildApology } from './decide';
import type { AnswerDeferred } from './handler';

export interface AnswerQueryParts {
  /**
   * Asks the source of a query for a citizen.
   * @throws AppError not_found when the files no longer have the query
   */
  ask: (
    work: QueryWork,
    citizen: { account: string; citizenId: string },
  ) => Promise<FinishedQuery['result']>;
  /** What the files say now: they may have changed since the message was stored. */
  live: () => { router: QueryRouter; units: ReadonlyMap<string, Unit> };
  clock: Clock;
}

/** Asks the source that a deferred message waits for; its words are found on the citizen as they are then. */
export function createQueryAnswerer({ ask, live, clock }: AnswerQueryParts): AnswerDeferred {
  return async (kept, { account, id, citizenId }) => {
    const work = queryWorkSchema.parse(kept);
    const result = await ask(work, { account, citizenId });
    return (snapshot) => {
      const { router, units } = live();
      const finished = { work, result, message: { id, account } };
      return (
        router.finish(finished, snapshot, clock.now()) ??
        buildApology(account, units.get(account), snapshot, clock.now())
      );
    };
  };
}
