/** Asks the source of a query: counts the try, asks, and writes down that it was asked. */
import type { Clock } from '../platform/clock';
import type { Lookup } from './identity/lookup-store';
import { personOf } from './identity/person';
import type { Query } from './schema';
import type { Source, SourceResult } from './source';

/** For whom a query is asked, and by which way. */
export interface Asker {
  account: string;
  citizenId: string;
  channel: Lookup['channel'];
  /** Somebody else fills it in: 代办. */
  onBehalf: boolean;
}

/** What a source said, or that the day's tries are used up. */
export type QueryResult = SourceResult | { kind: 'too_many_tries' };

export interface QueryEngine {
  /**
   * Asks once. A look-up of anything personal counts as a try before it is made, and is recorded
   * before its result is given to anybody.
   * @throws what the database throws when the look-up cannot be counted or recorded
   */
  ask(query: Query, fields: Readonly<Record<string, string>>, asker: Asker): Promise<QueryResult>;
}

export interface QueryEngineParts {
  /** Null where the query has no source, or one that is not configured here. */
  sourceOf: (query: Query) => Source | null;
  /** Counts one try of each subject; false where one of them is over the limit. */
  countTry: (subjects: readonly string[], limit: number, now: Date) => Promise<boolean>;
  recordLookup: (lookup: Lookup) => Promise<void>;
  /** Keyed digest: names a person without their number. */
  blindIndex: (context: string, value: string) => string;
  clock: Clock;
}

/** Tries a day, by one citizen and of one person. Four digits of a telephone could be guessed otherwise. */
const TRIES_A_DAY = { sensitive: 5, personal: 20 } as const;
/** Longer than any source may take: a last resort, sources have their own times. */
const LAST_RESORT_MS = 45_000;

export function createQueryEngine(parts: QueryEngineParts): QueryEngine {
  return {
    async ask(query, fields, asker) {
      const { privacy } = query;
      if (privacy === 'public') return askSource(parts, query, fields, asker);
      const subjects = subjectsOf(parts, query, fields, asker);
      const allowed = await parts.countTry(subjects, TRIES_A_DAY[privacy], parts.clock.now());
      const result: QueryResult = allowed
        ? await askSource(parts, query, fields, asker)
        : { kind: 'too_many_tries' };
      const { unit, id } = query;
      const at = parts.clock.now();
      await parts.recordLookup({ ...asker, unit, query: id, outcome: result.kind, at });
      return result;
    },
  };
}

async function askSource(
  { sourceOf, clock }: QueryEngineParts,
  query: Query,
  fields: Readonly<Record<string, string>>,
  { account, citizenId }: Asker,
): Promise<SourceResult> {
  const source = sourceOf(query);
  if (!source) return { kind: 'unavailable', reason: 'bad_answer' };
  const signal = AbortSignal.timeout(LAST_RESORT_MS);
  const { unit, id } = query;
  return source.ask({ unit, query: id, account, citizenId, fields, signal, now: clock.now() });
}

function subjectsOf(
  { blindIndex }: QueryEngineParts,
  query: Query,
  fields: Readonly<Record<string, string>>,
  { account, citizenId }: Asker,
): string[] {
  const { ref, unit, privacy } = query;
  return [
    blindIndex('query tries citizen', JSON.stringify([privacy, account, citizenId])),
    blindIndex('query tries person', JSON.stringify([ref, unit, personOf(query, fields)])),
  ];
}
