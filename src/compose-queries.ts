/** Builds what answers queries: their sources, the engine that asks them, their pages and their jobs. */
import type Router from '@koa/router';
import type { Registry } from 'prom-client';
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import { createQueryAnswerer } from './callback/answer-query';
import type { AnswerDeferred } from './callback/handler';
import type { PagesPort } from './callback/ports';
import { remindForms } from './callback/remind-forms';
import { composeQuerySources } from './compose-query-sources';
import { issueOwnCode } from './cases/for-citizens/own-codes';
import { listProgress } from './cases/list-progress';
import { createCodeDigest } from './cases/query-code';
import type { WorkSchedules } from './cases/calendar/work-schedules';
import type { Config } from './content/config';
import type { Database } from './database/database';
import { enqueueReminder } from './delivery/enqueue-reminder';
import { removeExpiredQuestions } from './messages/question-store';
import { registerQueryMetrics } from './operations/query-metrics';
import { createQueryRoutes } from './pages/query/query-routes';
import type { Clock } from './platform/clock';
import { AppError } from './platform/errors';
import type { Logger } from './platform/logger';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import { removeExpiredLinks } from './queries/identity/link-store';
import { recordLookup } from './queries/identity/lookup-store';
import { buildPagePath } from './queries/identity/page-links';
import { pruneQueryRecords } from './queries/identity/prune-records';
import { createPageQueries } from './queries/identity/page-query';
import { createPageVisits } from './queries/identity/page-visits';
import { countTry, removeOldTries } from './queries/identity/tries-store';
import { remindForm } from './queries/form-words';
import { createOfferedQueries, type OfferedQueries } from './queries/offered-queries';
import { QueryCalls } from './queries/query-calls';
import { createQueryEngine, type QueryEngine } from './queries/query-engine';
import { listQueryHealth, type QueryHealth } from './queries/query-health';
import type { Query } from './queries/schema';
import type { TableDeclaration } from './queries/source-schema';
import { removeRetired, retireSilent } from './queries/sources/table/retired-imports';
import type { QueryRouter } from './routing/router';
import type { Unit } from './units/schema';

export interface QueriesParts {
  config: Pick<Config, 'trial' | 'publicUrl' | 'outboundPrivateAllow' | 'querySecrets'>;
  secretKey: string;
  /** Origin of WeChat's API, or of the simulator; without a trailing slash. */
  apiBase: string;
  database: Database;
  clock: Clock;
  logger: Logger;
  registry: Registry;
  live: () => LiveQueries;
}

/** What the files say now. */
export interface LiveQueries {
  router: QueryRouter;
  units: ReadonlyMap<string, Unit>;
  tables: ReadonlyMap<string, readonly TableDeclaration[]>;
  schedules: Pick<WorkSchedules, 'holidays'>;
}

export interface Queries {
  engine: QueryEngine;
  isOffered: (query: Query) => boolean;
  answerDeferred: AnswerDeferred;
  pages: Pick<PagesPort, 'pageLink'>;
  routes: Router;
  /** How the queries of some units do in this process; without personal data. */
  health(units: ReadonlySet<string>): QueryHealth[];
  /** Reads anew which queries have data. */
  refresh(): Promise<void>;
  /** Reminds those who fell silent. */
  remind(): Promise<void>;
  /** Removes what has had its time: questions, links, tries, old records, tables that were replaced. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

type AskInChat = Parameters<typeof createQueryAnswerer>[0]['ask'];

/** Nothing runs before its jobs are called. */
export function composeQueries(parts: QueriesParts): Queries {
  const { config, database, clock, logger, live } = parts;
  const sealer = createSealer(parts.secretKey);
  const blindIndex = createBlindIndex(parts.secretKey);
  const offered = createOfferedQueries({
    database,
    tables: () => live().tables,
    samplesAllowed: config.trial,
  });
  const metrics = registerQueryMetrics(parts.registry, () => tableAges(offered, clock.now()));
  const calls = new QueryCalls();
  const holidays = () => live().schedules.holidays;
  const sources = composeQuerySources(
    { ...parts, units: () => live().units, holidays },
    (sample) => {
      metrics.countQuery(sample);
      calls.note(sample, clock.now());
    },
  );
  const engine = createQueryEngine({
    sourceOf: (query) => sources.sourceOf(query, live().tables.get(query.unit) ?? []),
    countTry: (subjects, limit, now) => countTry(database, subjects, limit, now),
    recordLookup: (lookup) => recordLookup(database, lookup),
    blindIndex,
    clock,
  });
  const digestCode = createCodeDigest(blindIndex);
  const codePorts = { clock, audit: { record: createRecordAudit(createDataKeys(sealer)) } };
  const findQuery = (ref: string) => live().router.findQuery(ref);
  const askInChat: AskInChat = async ({ query: ref, fields }, citizen) => {
    const query = findQuery(ref);
    if (!query) throw new AppError('not_found', '查询已经不在文件里', { query: ref });
    return engine.ask(query, fields, { ...citizen, channel: 'chat', onBehalf: false });
  };
  return {
    engine,
    isOffered: offered.has,
    answerDeferred: createQueryAnswerer({ ask: askInChat, live, clock }),
    pages: {
      pageLink: (target, { account, citizenId, messageId }, now) =>
        config.publicUrl +
        buildPagePath({ account, citizenId, id: messageId, target }, sealer, now),
    },
    routes: createQueryRoutes({
      codes: {
        list: async ({ account, citizenId }) => listProgress(database, account, citizenId),
        issue: ({ account, citizenId }, number) =>
          issueOwnCode(database, codePorts, digestCode, { account, id: citizenId }, number),
      },
      visits: createPageVisits({ database, sealer, clock }),
      queries: createPageQueries({ database, sealer, blindIndex, engine, clock }),
      findQuery,
      isOffered: offered.has,
      units: () => live().units,
      secureCookies: config.publicUrl.startsWith('https:'),
      onError: (error) => logger.error({ err: error }, 'a page of a query failed'),
    }),
    health: (units) =>
      listQueryHealth(units, {
        queries: live().router.listQueries(),
        isOffered: offered.has,
        tables: offered.tables(),
        callsOf: (ref) => calls.of(ref),
        now: clock.now(),
      }),
    refresh: () => offered.refresh(),
    remind: () =>
      remindForms({
        ...{ database, sealer, clock, enqueueReminder },
        wordsFor(state, minutesLeft) {
          const query = findQuery(state.query);
          return query ? remindForm(query, state, minutesLeft) : null;
        },
        onReminded: metrics.countReminder,
      }),
    async tidy() {
      const now = clock.now();
      await removeExpiredQuestions(database, now);
      await removeExpiredLinks(database, now);
      await removeOldTries(database, now);
      await pruneQueryRecords(database);
      await retireSilent(database, now, null);
      await removeRetired(database);
    },
    close: () => sources.close(),
  };
}

function tableAges({ tables }: OfferedQueries, now: Date) {
  return tables().map(({ unit, table, asOf, liveAt }) => ({
    ...{ unit, table },
    seconds: Math.round((now.getTime() - (asOf ?? liveAt).getTime()) / 1000),
  }));
}
