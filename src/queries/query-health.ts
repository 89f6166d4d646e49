/** How the queries of units do, for those who keep them running. Holds nothing of a citizen. */
import { isStale } from './answer';
import type { RecentCalls } from './query-calls';
import type { Query } from './schema';
import type { SourceDeclaration } from './source-schema';
import type { LiveTable } from './sources/table/live-tables';

/** What a query's table holds now. */
export interface TableHealth {
  id: string;
  rows: number;
  fileName: string;
  /** Made-up people. */
  sample: boolean;
  /** The day that the data is of. */
  asOf: Date | null;
  /** Older than the unit's file allows. */
  stale: boolean;
  importedAt: Date;
}

export interface QueryHealth extends RecentCalls {
  /** `yibao.claim` */
  ref: string;
  unit: string;
  name: string;
  /** Null: it only shows the official way in. */
  source: SourceDeclaration['kind'] | null;
  /** Whether citizens can ask it now. */
  offered: boolean;
  /** The system that is asked over HTTP, and how long it is waited for; null for other sources. */
  http: { host: string; timeoutMs: number } | null;
  /** Null where there is no table, or none was brought in. */
  table: TableHealth | null;
}

export interface QueryHealthParts {
  queries: readonly Query[];
  isOffered: (query: Query) => boolean;
  tables: readonly LiveTable[];
  callsOf: (ref: string) => RecentCalls;
  now: Date;
}

/** The health of the queries of some units, in the order of their files. @param units codes that may be seen */
export function listQueryHealth(
  units: ReadonlySet<string>,
  { queries, isOffered, tables, callsOf, now }: QueryHealthParts,
): QueryHealth[] {
  return queries
    .filter(({ unit }) => units.has(unit))
    .map((query) => {
      const { ref, unit, name, source } = query;
      return {
        ...{ ref, unit, name, ...callsOf(ref) },
        source: source?.kind ?? null,
        offered: isOffered(query),
        http:
          source?.kind === 'http'
            ? { host: hostOf(source.url), timeoutMs: source.timeoutMs }
            : null,
        table: tableHealth(query, tables, now),
      };
    });
}

function tableHealth(query: Query, tables: readonly LiveTable[], now: Date): TableHealth | null {
  const { unit, source } = query;
  const id = source && 'table' in source ? source.table : null;
  const live = tables.find((each) => each.unit === unit && each.table === id);
  if (!live) return null;
  const { rowCount: rows, fileName, sample, asOf, liveAt: importedAt } = live;
  const stale = asOf !== null && isStale(query, asOf, now);
  return { id: live.table, rows, fileName, sample, asOf, stale, importedAt };
}

/** The address may hold a key of the unit's: its host alone is shown. */
function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
}
