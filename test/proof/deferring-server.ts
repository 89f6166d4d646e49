/**
 * A serving process whose routing defers: `查…` asks a source that takes its time and sometimes fails.
 * Everything else of the callback is the product's own. Started by the crash proof.
 */
import Koa from 'koa';
import { createCallbackRoutes, respondToError } from '../../src/callback/callback-routes';
import type { AnswerDeferred } from '../../src/callback/handler';
import { loadConfig } from '../../src/content/load-config';
import { openDatabase } from '../../src/database/open-database';
import { systemClock } from '../../src/platform/clock';
import { systemTimer } from '../../src/platform/deadline';
import { startHttpServer } from '../../src/platform/http-server';
import { createLogger } from '../../src/platform/logger';
import { createBlindIndex } from '../../src/privacy/blind-index';
import type { Decision, RoutedMessage } from '../../src/routing/decision';
import { parseAesKey } from '../../src/wechat/message-crypto';
import { anAnswer, aUnit } from '../support/builders';
import { createCallback } from '../support/callback';

/** Two units must not number their cases alike. */
const LETTERS = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF', 'GG'];
const SLOWEST_SOURCE_MS = 1500;
const SWEEP_EVERY_MS = 1000;

function route({ inbound }: RoutedMessage): Decision {
  const explanation = { responder: 'question' } as const;
  if (inbound.kind === 'text' && inbound.content.startsWith('查')) {
    return { kind: 'deferred', work: { asked: inbound.content }, effects: {}, explanation };
  }
  return anAnswer('好的', {}, explanation);
}

const answerDeferred: AnswerDeferred = async (work) => {
  await systemTimer.wait(Math.random() * SLOWEST_SOURCE_MS);
  if (Math.random() < 0.1) throw new Error('the source is out of order');
  return () => anAnswer(`查到了:${JSON.stringify(work)}`);
};

async function serve(): Promise<void> {
  const { config, faults } = loadConfig(process.env);
  if (!config) throw new Error(JSON.stringify(faults));
  const logger = createLogger(config.logLevel);
  const opened = await openDatabase({ ...config, logger, mode: 'serve' });
  const { database } = opened;
  const units = new Map(
    config.accounts.map(({ unit }, n) => [unit, aUnit({ code: unit, letters: LETTERS[n]! })]),
  );
  const { pipeline, handler } = createCallback({
    database,
    clock: systemClock,
    route,
    answerDeferred,
    units,
    pollMs: 100,
  });
  const callbacks = createCallbackRoutes({
    handler,
    clock: systemClock,
    logger,
    accounts: new Map(
      config.accounts.map(({ unit, appId, token, aesKey }) => [
        unit,
        { appId, token, aesKeys: [parseAesKey(aesKey!)], originalId: null },
      ]),
    ),
    windowMs: config.callbackWindowMs,
    digest: createBlindIndex(config.secretKey!),
    onAnswersWritten: () => undefined,
    onReport: () => undefined,
  });
  const app = new Koa();
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      respondToError(ctx, error);
    }
  });
  app.use(callbacks.routes());
  const handle = app.callback();
  const server = await startHttpServer((request, response) => {
    void handle(request, response);
  }, config);
  const sweeping = setInterval(() => void handler.sweep().catch(() => undefined), SWEEP_EVERY_MS);
  process.once('SIGTERM', () => {
    clearInterval(sweeping);
    void server
      .close()
      .then(() => handler.drain())
      .then(() => pipeline.drain())
      .then(() => opened.close())
      .then(() => process.exit());
  });
  process.stdout.write(`指尖已启动:http://127.0.0.1:${server.port}\n`);
}

void serve();
