/** The composition root: the only place that builds the parts of a serving process and joins them. */
import { createCallbackRoutes } from './callback/callback-routes';
import { createHandler } from './callback/handler';
import { createPipeline } from './callback/pipeline';
import type { AccountConfig, Config } from './content/config';
import type { Fault } from './content/fault';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { poolFigures } from './database/pool-figures';
import { callbackCases, caseJobs, composeCases } from './compose-cases';
import { composeAdmin } from './compose-admin';
import { caseListJobs } from './compose-case-lists';
import { clockJobs } from './compose-clocks';
import { composeConsole } from './compose-console';
import { composeDelivery } from './compose-delivery';
import { composeLive } from './compose-live';
import { composeMedia, type Media } from './compose-media';
import { composeMenus } from './compose-menus';
import { composePages } from './compose-pages';
import { composeQueries, type Queries } from './compose-queries';
import { createCredentials } from './create-credentials';
import { composeServers } from './compose-servers';
import { composeStaff } from './compose-staff';
import { createLiveFiles } from './live-content';
import { recordContacts, windowOpenedBy } from './delivery/ledger';
import { markOfferedAccepted, offerAnswers } from './delivery/offered-answers';
import { enqueueReplies } from './delivery/outbox-store';
import { recordMisses } from './items/miss-store';
import { startSchedule } from './jobs/schedule';
import { recordMedia } from './media/record-media';
import { countUnhandled } from './messages/message-store';
import { createHealthRoutes } from './operations/health-routes';
import { createMetrics } from './operations/metrics';
import { checkReadiness } from './operations/readiness';
import { reportReply } from './operations/report-reply';
import { warnWithoutBackup } from './operations/warn-without-backup';
import { createProgressLinks } from './pages/progress/progress-links';
import type { Clock } from './platform/clock';
import { systemTimer } from './platform/deadline';
import type { Logger } from './platform/logger';
import { createBlindIndex } from './privacy/blind-index';
import { createSealer } from './privacy/sealer';
import type { Query } from './queries/schema';

/** Below WeChat's 5 seconds, with room for the way back. */
const DEADLINE_MS = 4500;
const POLL_MS = 100;

export interface Parts {
  config: Config;
  secretKey: string;
  accounts: readonly AccountConfig[];
  /** Origin of WeChat's API, or of the simulator; without a trailing slash. */
  apiBase: string;
  content: ContentSet;
  database: Database;
  /** False: the process owns its tables, the second wall between units is off. */
  secondWall: boolean;
  clock: Clock;
  logger: Logger;
  lastBackupAt(): Promise<Date | null>;
}

export interface App {
  /** Ports that were taken. */
  start(): Promise<{ port: number; consolePort: number | null }>;
  /** Files changed and passed their checks. */
  useContent(content: ContentSet): void;
  refuseContent(faults: readonly Fault[]): void;
  /** No new callbacks; the running ones finish. The database is closed by its owner afterwards. */
  stop(): Promise<void>;
}

/** Builds a serving process from its parts. Nothing runs before `start`. */
export function composeApp(parts: Parts): App {
  const { config, database, clock, logger } = parts;
  const isOffered = (query: Query): boolean => queries.isOffered(query);
  const live = createLiveFiles({ ...parts, isOffered });
  const metrics = createMetrics({
    pool: () => poolFigures(database),
    unhandled: () => countUnhandled(database),
    backupAgeSeconds: async () => {
      const at = await parts.lastBackupAt();
      return at && Math.round((clock.now().getTime() - at.getTime()) / 1000);
    },
  });
  const { registry } = metrics;
  const delivery = composeDelivery({
    ...parts,
    registry,
    units: () => live.units,
    pictures: {
      getMediaId: (...picture) => media.send.getMediaId(...picture),
      forgetMediaId: (...picture) => media.send.forgetMediaId(...picture),
    },
  });
  const { joinFollowUp } = delivery;
  const media: Media = composeMedia({
    ...parts,
    dataDir: config.dataDir,
    apis: delivery.apis,
    registry,
    retention: () => live.retention,
  });
  const menus = composeMenus({
    ...parts,
    apis: delivery.apis,
    registry,
    content: () => live.content,
  });
  const queries: Queries = composeQueries({ ...parts, registry, live: () => live });
  const sealer = createSealer(parts.secretKey);
  const progress = createProgressLinks(parts.secretKey, config.publicUrl);
  const cases = composeCases({ clock, sealer, progress, content: () => live.content });
  const policy = () => live.content.staff;
  const staff = composeStaff({ ...parts, policy, trial: config.trial });
  const listJobs = caseListJobs({ database, logger, registry });
  const pipeline = createPipeline({
    database,
    clock,
    logger,
    ports: {
      cases: callbackCases(cases),
      delivery: { joinFollowUp, windowOpenedBy, recordContacts, enqueueReplies, offerAnswers },
      items: { recordMisses },
      media: { recordMedia },
      pages: { ...queries.pages, progressUrl: (...link) => progress.url(...link) },
      sealer,
    },
    routing: () => live.now(),
    onWritten(written) {
      const { planned, caseNumber } = written;
      const { job, decision } = planned;
      const { responder } = decision.explanation;
      const { duty } = decision.effects;
      reportReply({ account: job.account, responder, duty, caseNumber }, metrics, logger);
      menus.count(written);
    },
  });
  const handler = createHandler({
    pipeline,
    database,
    clock,
    timer: systemTimer,
    logger,
    units: () => live.units,
    sealer,
    answerDeferred: queries.answerDeferred,
    deadlineMs: DEADLINE_MS,
    pollMs: POLL_MS,
  });
  const callbacks = createCallbackRoutes({
    accounts: createCredentials(parts.accounts, parts.content.routing.units),
    handler,
    clock,
    logger,
    windowMs: config.callbackWindowMs,
    digest: createBlindIndex(parts.secretKey),
    onAnswersWritten: (account, messageId) => {
      markOfferedAccepted(database, account, messageId, clock.now()).catch((error: unknown) => {
        logger.error({ err: error, account, messageId }, 'a given answer could not be marked');
      });
    },
    onReport: (report) => {
      metrics.countCallback(report);
      logger.info(report, 'callback');
    },
  });
  const health = createHealthRoutes({
    readiness: () => checkReadiness({ ...parts, contentVersion: live.version }),
    registry,
  });

  const admin = composeAdmin({ ...parts, ...{ live, queries, staff, apis: delivery.apis } });
  const openPages = composeLive({ ...parts, content: () => live.content });
  const forStaff = composeConsole({
    ...parts,
    ...openPages.forConsole,
    ...{ staff, cases, media, admin, apis: delivery.apis, publicUrl: config.publicUrl },
    content: () => live.content,
  });
  const { recordAudit } = staff;
  const pages = composePages({
    ...{ ...parts, live, cases, progress, recordAudit, media, delivery },
  });
  const forCitizens = [callbacks, queries.routes, ...pages.routes];
  const behind = [...forStaff.routes, health];
  const servers = composeServers({ ...parts, forCitizens, behind });
  let schedule: { stop(): Promise<void> } | undefined;
  return {
    async start() {
      await queries.refresh();
      await live.refreshSwitches();
      const ports = await servers.start();
      schedule = startSchedule(
        {
          sweepMessages: () => handler.sweep(),
          flushClicks: () => pages.flushClicks(),
          fetchMedia: () => media.fetch(),
          eraseCitizens: () => media.erase({ dryRun: false }),
          sweepMediaFiles: () => media.sweepFiles(),
          checkBackup: () => warnWithoutBackup(parts),
          refreshQueries: () => queries.refresh(),
          refreshSwitches: () => live.refreshSwitches(),
          remindForms: () => queries.remind(),
          tidyQueries: () => queries.tidy(),
          ...caseJobs(database, cases),
          ...staff.jobs,
          ...listJobs,
          ...forStaff.jobs,
          ...openPages.jobs,
          ...clockJobs({ ...parts, live: () => live, notices: openPages.escalations }),
          refreshCapabilities: () => delivery.refresh(),
          probeAccounts: () => delivery.probe(),
          countMenuTaps: () => menus.flush(),
          watchMenus: () => menus.watch(),
        },
        logger,
        admin.jobLog,
      );
      openPages.start();
      await delivery.start();
      return ports;
    },
    useContent(content) {
      live.use(content);
      metrics.countReload('live');
      logger.info({ version: content.version }, 'changed files are live');
    },
    refuseContent(faults) {
      live.refuse(faults);
      metrics.countReload('refused');
    },
    async stop() {
      await openPages.stop();
      await servers.close();
      await schedule?.stop();
      await queries.close();
      await handler.drain();
      await pipeline.drain();
      await menus.stop();
      await media.stop();
      await delivery.stop();
      await pages.flushClicks();
    },
  };
}
