/** The sources of queries with all that they stand on: for the serving process and for the shell. */
import type { HolidayCalendar } from './cases/calendar/holiday-calendar';
import { listProgress } from './cases/list-progress';
import type { Config } from './content/config';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';
import { systemTimer } from './platform/deadline';
import type { Logger } from './platform/logger';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import { createSources, type Sources, type SourcesParts } from './queries/sources/create-sources';
import type { Unit } from './units/schema';

export interface QuerySourcesParts {
  config: Pick<Config, 'trial' | 'outboundPrivateAllow' | 'querySecrets'>;
  secretKey: string;
  /** Origin of WeChat's API, or of the simulator; without a trailing slash. */
  apiBase: string;
  database: Database;
  clock: Clock;
  logger: Logger;
  units: () => ReadonlyMap<string, Unit>;
  holidays: () => HolidayCalendar;
}

/** Builds the sources; nothing is asked or connected to before a query is. @param report told of each question */
export function composeQuerySources(
  { config, secretKey, apiBase, database, clock, logger, units, holidays }: QuerySourcesParts,
  report: SourcesParts['report'],
): Sources {
  return createSources({
    database,
    sealer: createSealer(secretKey),
    blindIndex: createBlindIndex(secretKey),
    clock,
    timer: systemTimer,
    secrets: config.querySecrets,
    privateAllowances: config.outboundPrivateAllow,
    trialOrigin: config.trial ? new URL(apiBase).origin : null,
    listProgress: async (account, citizenId) => {
      const cases = await listProgress(database, account, citizenId);
      return cases.map((each) => ({
        ...each,
        unit: units().get(each.unit)?.shortName ?? each.unit,
      }));
    },
    kindOfDay(date) {
      const calendar = holidays();
      return calendar.covers(date) ? calendar.kindOf(date) : null;
    },
    report,
    onError: (error, place) => logger.error({ err: error, ...place }, 'a source of a query failed'),
  });
}
