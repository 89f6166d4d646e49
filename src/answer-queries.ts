/** Joins the callback, routing and queries where a message waits for a source. */
import type { AnswerDeferred } from './callback/handler';
import { buildApology } from './callback/decide';
import type { Clock } from './platform/clock';
import { AppError } from './platform/errors';
import type { QueryEngine } from './queries/query-engine';
import type { QueryRouter } from './routing/router';
import { queryWorkSchema } from './routing/query-work';
import type { Unit } from './units/schema';

export interface AnswerQueriesParts {
  engine: QueryEngine;
  /** The files may have changed since the message was stored. */
  live: () => { router: QueryRouter; units: ReadonlyMap<string, Unit> };
  clock: Clock;
}

/** Asks the source that a deferred message waits for; its words are found on the citizen as they are then. */
export function createQueryAnswerer({ engine, live, clock }: AnswerQueriesParts): AnswerDeferred {
  return async (kept, { account, id, citizenId }) => {
    const work = queryWorkSchema.parse(kept);
    const query = live().router.findQuery(work.query);
    if (!query) throw new AppError('not_found', '查询已经不在文件里', { query: work.query });
    const asker = { account, citizenId, channel: 'chat' as const, onBehalf: false };
    const result = await engine.ask(query, work.fields, asker);
    return (snapshot) => {
      const { router, units } = live();
      const message = { id, account };
      const finished = { work, result, message };
      return (
        router.finish(finished, snapshot, clock.now()) ?? buildApology(account, units.get(account))
      );
    };
  };
}
