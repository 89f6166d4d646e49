/** Where answers come from: builds the source of each declared query, with its guard. */
import type { Agent } from 'undici';
import type { Database } from '../../database/database';
import type { Sealer } from '../../privacy/sealer';
import { handlers } from '../custom/handlers';
import type { Query } from '../schema';
import type { Source } from '../source';
import type { TableDeclaration } from '../source-schema';
import { createCasesSource, type ListProgress } from './cases-source';
import { guardSource, type GuardOptions, type GuardParts } from './guard-source';
import { createGuardedDispatcher, systemResolve } from '../../platform/guarded-dispatcher';
import { createHttpSource } from './http/http-source';
import { createOutboundPolicy, type PrivateAllowance } from '../../platform/outbound-policy';
import { createNearestSource } from './nearest/nearest-source';
import type { KindOfDay } from './nearest/opening-hours';
import { createSmallTables } from './table/small-table';
import { createTableSource } from './table/table-source';

const RETRY_DELAY_MS = 200;
/** What asks our own database or hands over to a person. */
const LOCAL: GuardOptions = { timeoutMs: 3_000, cacheSeconds: 0 };
const CODE: GuardOptions = { timeoutMs: 10_000, cacheSeconds: 0 };

export interface SourcesParts extends GuardParts {
  database: Database;
  sealer: Sealer;
  /** `<UNIT>_QUERY_…` of the environment. */
  secrets: ReadonlyMap<string, string>;
  /** `OUTBOUND_PRIVATE_ALLOW` */
  privateAllowances: readonly PrivateAllowance[];
  /** The simulator's origin in trial mode; there sample data counts as data. Null otherwise. */
  trialOrigin: string | null;
  listProgress: ListProgress;
  kindOfDay: KindOfDay;
}

export interface Sources {
  /**
   * The source of a query; null for one that only shows the official way in.
   * @param tables those of the query's unit
   */
  sourceOf(query: Query, tables: readonly TableDeclaration[]): Source | null;
  /** Ends idle connections. */
  close(): Promise<void>;
}

/** Sources keep their circuits and caches over reloads of files, as long as their declaration is the same. */
export function createSources(parts: SourcesParts): Sources {
  const policy = createOutboundPolicy(parts.privateAllowances, parts.trialOrigin);
  const dispatcher = createGuardedDispatcher(policy, systemResolve);
  const samplesAllowed = parts.trialOrigin !== null;
  const shared = { ...parts, dispatcher, policy, samplesAllowed, retryDelayMs: RETRY_DELAY_MS };
  const smallTables = createSmallTables(shared);
  const built = new Map<string, { declared: string; source: Source | null }>();
  return {
    sourceOf(query, tables) {
      const declared = JSON.stringify([query.source, tables]);
      const known = built.get(query.ref);
      if (known?.declared === declared) return known.source;
      const source = buildSource({ ...shared, smallTables }, query, tables);
      built.set(query.ref, { declared, source });
      return source;
    },
    close: () => closeQuickly(dispatcher),
  };
}

type Shared = SourcesParts &
  Parameters<typeof createHttpSource>[0] &
  Parameters<typeof createTableSource>[0];

function buildSource(
  parts: Shared,
  { unit, source: declared }: Query,
  tables: readonly TableDeclaration[],
): Source | null {
  if (declared === null) return null;
  const guard = (source: Source, options: GuardOptions): Source =>
    guardSource(parts, source, options);
  switch (declared.kind) {
    case 'table':
    case 'nearest': {
      const table = tables.find(({ id }) => id === declared.table);
      if (!table) return null;
      const source =
        declared.kind === 'table'
          ? createTableSource(parts, unit, declared, table)
          : createNearestSource(parts, unit, declared, table);
      return guard(source, LOCAL);
    }
    case 'http':
      return guard(createHttpSource(parts, unit, declared), declared);
    case 'code': {
      const ask = handlers.get(declared.name);
      return ask ? guard({ ask }, CODE) : null;
    }
    case 'cases':
      return guard(createCasesSource(parts.listProgress), LOCAL);
    case 'staff':
      return { ask: () => Promise.resolve({ kind: 'person' }) };
    default:
      return declared satisfies never;
  }
}

/** Requests that still run are ended: their citizens are told by the next process. */
async function closeQuickly(dispatcher: Agent): Promise<void> {
  await dispatcher.destroy();
}
