/** Builds what sends to WeChat: one API client an account, the worker, and what is known of the accounts. */
import type { Registry } from 'prom-client';
import type { AccountConfig } from './content/config';
import type { Database } from './database/database';
import { listen } from './database/listen';
import { createAccessTokenStore } from './delivery/access-token-store';
import { createCapabilityCache, type CapabilityCache } from './delivery/capability-cache';
import { countDeliveries, readAccountFigures } from './delivery/figures';
import { OUTBOX_CHANNEL } from './delivery/outbox-store';
import type { PicturePort } from './delivery/picture-port';
import { probeAccount } from './delivery/probe-account';
import { joinFollowUp } from './delivery/split-text';
import { createTokenAlarms } from './delivery/token-alarms';
import { createAccountApi } from './delivery/wechat-account-api';
import { createDeliveryWorker } from './delivery/worker';
import { registerDeliveryMetrics } from './operations/delivery-metrics';
import type { Clock } from './platform/clock';
import { systemTimer } from './platform/deadline';
import type { Logger } from './platform/logger';
import { createSealer } from './privacy/sealer';
import type { Unit } from './units/schema';
import type { Reply } from './wechat/reply';
import { createWechatApi, type WechatApi } from './wechat/api/wechat-api';

export interface DeliveryParts {
  accounts: readonly AccountConfig[];
  /** Origin of WeChat's API, or of the simulator; without a trailing slash. */
  apiBase: string;
  secretKey: string;
  database: Database;
  clock: Clock;
  logger: Logger;
  units(): ReadonlyMap<string, Unit>;
  /** Pictures of answers; asked when one is sent. */
  pictures: PicturePort;
  registry: Registry;
}

export interface Delivery {
  /** The API client of each account; one per process, so that a token is asked for once. */
  apis: ReadonlyMap<string, WechatApi>;
  /** Null where the account can send the second reply by itself, or there is no room for it. */
  joinFollowUp: (account: string, preface: string, followUp: Reply) => string | null;
  /** Whether an account may use a group of calls; true while nothing is known. */
  may: CapabilityCache['may'];
  /** Finds out what the accounts may do. */
  probe(): Promise<void>;
  /** Reads what other processes found out. */
  refresh(): Promise<void>;
  start(): Promise<void>;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Nothing runs before `start`. */
export function composeDelivery(parts: DeliveryParts): Delivery {
  const { database, clock, logger } = parts;
  const apis = createApis(parts);
  const accounts = new Map([...apis].map(([code, api]) => [code, createAccountApi(api)]));
  const capabilities = createCapabilityCache(database);
  const { countDelivery } = registerDeliveryMetrics(parts.registry, {
    deliveries: () => countDeliveries(database, clock.now()),
    accounts: () => readAccountFigures(database, [...accounts.keys()], clock.now()),
  });
  const worker = createDeliveryWorker({
    database,
    accounts,
    notices: () => noticesOf(parts.units()),
    pictures: parts.pictures,
    clock,
    timer: systemTimer,
    random: Math.random,
    logger,
    listen: (onNotify) => listen(database, OUTBOX_CHANNEL, onNotify, logger),
    onDelivered: ({ account }, { state, reason }) => countDelivery(account, state, reason),
    onSwept: (swept) => {
      for (const { account, state } of swept) countDelivery(account, state, 'interrupted');
    },
  });

  async function probe(): Promise<void> {
    for (const [account, api] of accounts) {
      const unit = parts.units().get(account);
      if (unit) await probeAccount(parts, { account, ...unit }, api);
    }
    await capabilities.refresh();
  }

  return {
    apis,
    joinFollowUp: (account, preface, followUp) =>
      capabilities.may(account, 'custom_message') ? null : joinFollowUp(preface, followUp),
    may: (...asked) => capabilities.may(...asked),
    probe,
    refresh: () => capabilities.refresh(),
    async start() {
      await capabilities.refresh();
      worker.start();
      probe().catch((error: unknown) => {
        logger.warn({ err: error }, 'what the accounts may do could not be found out');
      });
    },
    async stop() {
      await worker.stop();
      await Promise.all([...apis.values()].map((api) => api.close()));
    },
  };
}

function createApis(parts: DeliveryParts): ReadonlyMap<string, WechatApi> {
  const tokens = createAccessTokenStore(parts.database, createSealer(parts.secretKey));
  const alarms = createTokenAlarms(parts.database);
  return new Map(
    parts.accounts.map(({ unit, appId, appSecret }) => [
      unit,
      createWechatApi({ ...parts, account: unit, appId, appSecret, tokens, alarms }),
    ]),
  );
}

function noticesOf(units: ReadonlyMap<string, Unit>) {
  return new Map(
    [...units].flatMap(([code, { answerNotice }]) =>
      answerNotice ? [[code, { ...answerNotice, url: null }] as const] : [],
    ),
  );
}
