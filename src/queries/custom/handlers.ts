import type { Source } from '../source';
import { countDays } from './count-days';

/**
 * Sources written in TypeScript, by the name that `queries.yaml` calls them by. A handler gets checked fields and
 * answers in any of the ways of `SourceResult`; time limit, circuit breaker and errors are taken care of.
 */
export const handlers: ReadonlyMap<string, Source['ask']> = new Map([['count-days', countDays]]);
