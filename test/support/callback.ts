import { createHandler, type AnswerDeferred, type Handler } from '../../src/callback/handler';
import { createPipeline, type Pipeline } from '../../src/callback/pipeline';
import type { CasesPort, PagesPort } from '../../src/callback/ports';
import type { Written } from '../../src/callback/write';
import { keepContacts } from '../../src/cases/keep-contacts';
import { allocateCaseNumbers, changeCases, openCases } from '../../src/cases/open-cases';
import { recordContacts, windowOpenedBy } from '../../src/delivery/ledger';
import { offerAnswers } from '../../src/delivery/offered-answers';
import { enqueueReplies } from '../../src/delivery/outbox-store';
import { joinFollowUp } from '../../src/delivery/split-text';
import type { Database } from '../../src/database/database';
import { recordMisses } from '../../src/items/miss-store';
import { recordMedia } from '../../src/media/record-media';
import type { Clock } from '../../src/platform/clock';
import { systemTimer, type Timer } from '../../src/platform/deadline';
import { createLogger } from '../../src/platform/logger';
import { createSealer } from '../../src/privacy/sealer';
import type { Router } from '../../src/routing/router';
import type { Unit } from '../../src/units/schema';
import { aUnit } from './builders';

export const SECRET_KEY = 'a secret key of the tests, long enough';

export interface CallbackUnderTest {
  pipeline: Pipeline;
  handler: Handler;
}

const twoUnits: ReadonlyMap<string, Unit> = new Map([
  ['renshe', aUnit()],
  ['yibao', aUnit({ code: 'yibao', letters: 'YB', shortName: '区医保局' })],
]);

/** The callback on a real database, with a router and deferred work of the test's own. */
export function createCallback(options: {
  database: Database;
  clock: Clock;
  route: Router['route'];
  answerDeferred?: AnswerDeferred;
  timer?: Timer;
  deadlineMs?: number;
  pollMs?: number;
  /** False: the account may not send by itself. */
  maySend?: boolean;
  units?: ReadonlyMap<string, Unit>;
  pages?: Partial<PagesPort>;
  /** Told after the commit of each job that was written. */
  onWritten?: (written: Written) => void;
  /** In place of what only records changes of cases. */
  changeCases?: CasesPort['changeCases'];
  /** In place of what rates nothing. */
  rateCases?: CasesPort['rateCases'];
}): CallbackUnderTest {
  const { database, clock } = options;
  const logger = createLogger('silent');
  const sealer = createSealer(SECRET_KEY);
  const units = options.units ?? twoUnits;
  const pipeline = createPipeline({
    database,
    clock,
    logger,
    ports: {
      cases: {
        acceptDueAt: (_unit, at) => new Date(at.getTime() + 24 * 60 * 60 * 1000),
        allocateCaseNumbers,
        openCases,
        keepContacts,
        rateCases: options.rateCases ?? (async () => undefined),
        changeCases:
          options.changeCases ?? (async (tx, rows) => void (await changeCases(tx, rows))),
      },
      delivery: {
        joinFollowUp: (_account, preface, followUp) =>
          options.maySend === false ? joinFollowUp(preface, followUp) : null,
        windowOpenedBy,
        recordContacts,
        enqueueReplies,
        offerAnswers,
      },
      items: { recordMisses },
      media: { recordMedia },
      pages: {
        pageLink: ({ kind }) => `https://pages.example/${kind}`,
        progressUrl: ({ caseId, round }) => `https://pages.example/${caseId}/${round}`,
        ...options.pages,
      },
      sealer,
    },
    routing: () => ({ router: { route: options.route }, version: 'v1', units }),
    ...(options.onWritten && { onWritten: options.onWritten }),
  });
  const handler = createHandler({
    pipeline,
    database,
    clock,
    logger,
    timer: options.timer ?? systemTimer,
    units: () => units,
    sealer,
    answerDeferred: options.answerDeferred ?? (() => Promise.reject(new Error('no source'))),
    deadlineMs: options.deadlineMs ?? 4500,
    pollMs: options.pollMs ?? 5,
  });
  return { pipeline, handler };
}
