/**
 * How far somebody has come in the line of live events: which transactions they have seen, as
 * PostgreSQL writes a snapshot. Transactions commit in another order than they begin, so that no single
 * number could say it; and whoever waited for the slowest would wait for strangers' long ones.
 */
export interface LivePlace {
  /** All transactions below are seen. Numbers are decimal text: over 2^53 in a long life. */
  xmin: string;
  /** None from here on is seen. */
  xmax: string;
  /** Between the two, those that are not seen. */
  running: readonly string[];
}

const SNAPSHOT = /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/;
const MOST_SIGNS = 2_000;

/** The place of a snapshot, `pg_current_snapshot()::text`; null for what is none. */
export function parsePlace(text: string): LivePlace | null {
  const [, xmin, xmax, running = ''] = SNAPSHOT.exec(text.slice(0, MOST_SIGNS + 1)) ?? [];
  if (xmin === undefined || xmax === undefined || text.length > MOST_SIGNS) return null;
  return { xmin, xmax, running: running === '' ? [] : running.split(',') };
}

/** As the stream's `id` line has it. */
export function presentPlace({ xmin, xmax, running }: LivePlace): string {
  return `${xmin}:${xmax}:${running.join(',')}`;
}
