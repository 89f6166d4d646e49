import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type Koa from 'koa';
import type { z } from 'zod';
import { Agent } from 'undici';
import { systemClock, type Clock } from '../platform/clock';
import { loadAccounts, type SimulatedAccount, type SimulatedUnit } from './accounts';
import { addComment, putCitizen, type CitizenInput, type CommentInput } from './api/control-routes';
import { PlatformApi } from './api/dispatch';
import { ApiFaults, type ApiFaultInput } from './api/faults';
import { SendLog, type SendRecord } from './api/send-log';
import { createApp } from './app';
import { Exchanges } from './exchanges';
import { createSaver, readJsonFile } from './json-file';
import { Live } from './live';
import { MediaStore } from './media-store';
import { noFaults, stateSchema, websiteSchema, type Faults } from './model';
import { PhoneDesk } from './phone/desk';
import { Pusher, type PusherOptions } from './pusher';
import { restoreState, World } from './world';

/** Where the simulator says what went wrong with itself; pino fits. */
export interface SimulatorLogger {
  error(fields: Record<string, unknown>, message: string): void;
}

export interface SimulatorOptions {
  /** 0: any free one. */
  port: number;
  host: string;
  /** The product's data folder; the simulator keeps to `simulator/` in it. */
  dataDir: string;
  units: readonly SimulatedUnit[];
  /** Origin of the product: pushes go to `{callbackBase}/wechat/<unit>`. */
  callbackBase: string;
  logger: SimulatorLogger;
  clock?: Clock;
  /** From the start of one try to the start of the next; WeChat's 5 s. */
  retryDelayMs?: number;
  /** How long a reply may take; WeChat's 5 s. */
  replyTimeoutMs?: number;
}

export interface Simulator {
  /** Where a person opens the phone. */
  url: string;
  /** What the product takes for `https://api.weixin.qq.com`. */
  apiBase: string;
  accounts: SimulatedAccount[];
  /** Replaces the API's fault switches of an account. */
  setApiFaults(unit: string, faults: ApiFaultInput): void;
  /** The sends of an account as the platform saw them, taken or not, oldest first. */
  sends(unit: string, openid?: string): SendRecord[];
  /** Makes a citizen without a phone known to an account. */
  putCitizen(unit: string, openid: string, citizen: CitizenInput): void;
  /** What the account's people set up on mp.weixin.qq.com: a menu, its switch, automatic replies. */
  setWebsite(unit: string, website: z.input<typeof websiteSchema>): void;
  /** How often a call was made with the account's token today, refused or not. */
  countCalls(unit: string, path: string): number;
  /** A citizen writes below a published article. Throws AppError where there is none. */
  addComment(unit: string, comment: CommentInput): void;
  /** Ends pushes under way, saves, and frees the port. */
  close(): Promise<void>;
}

/**
 * A stand-in for the WeChat platform, for trial, tests and training: its API with its limits and return
 * codes, its pushes, and phones to chat on. Rejects with EADDRINUSE when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const folder = path.join(options.dataDir, 'simulator');
  const onError = (error: unknown): void => {
    options.logger.error({ err: error }, 'the simulator failed');
  };
  const accounts = await loadAccounts(path.join(folder, 'accounts.json'), options.units);
  const stateFile = path.join(folder, 'state.json');
  const state = restoreState(await readJsonFile(stateFile, stateSchema));
  const saver = createSaver(stateFile, () => state, onError);
  const world = new World(accounts, state, options.clock ?? systemClock, new Live(), saver.changed);
  const closing = new AbortController();
  const dispatcher = new Agent();
  const wire = {
    dispatcher,
    closing: closing.signal,
    replyTimeoutMs: options.replyTimeoutMs ?? 5000,
    retryDelayMs: options.retryDelayMs ?? 5000,
    callbackBase: options.callbackBase.replace(/\/$/, ''),
  };
  let url = '';
  const media = new MediaStore(world, path.join(folder, 'media'));
  const { app, api, pusher, apiFaults, sends } = assemble({
    world,
    media,
    wire,
    baseUrl: () => url,
    onError,
  });
  const listener = app.callback();
  const server = http.createServer((request, response) => void listener(request, response));
  await listen(server, options.port, options.host);
  url = originOf(server, options.host);
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    closing.abort();
    await pusher.idle();
    await closeServer(server);
    await dispatcher.close();
    await saver.flush();
  };
  return {
    url,
    apiBase: url,
    accounts,
    setApiFaults: (unit, faults) => apiFaults.set(unit, faults),
    sends: (unit, openid) => sends.list(unit, openid === undefined ? {} : { openid }),
    putCitizen: (unit, openid, citizen) => putCitizen(world, unit, openid, citizen),
    setWebsite: (unit, website) => world.setWebsite(unit, websiteSchema.parse(website)),
    countCalls: (unit, path) => api.usedToday(unit, path),
    addComment: (unit, comment) => addComment(world, unit, comment),
    close: () => (closed ??= close()),
  };
}

/** Joins the parts that share the platform's state. */
function assemble(parts: {
  world: World;
  media: MediaStore;
  wire: Omit<PusherOptions, 'hasMedia' | 'faultsOf'>;
  baseUrl: () => string;
  onError: (error: unknown) => void;
}): { app: Koa; api: PlatformApi; pusher: Pusher; apiFaults: ApiFaults; sends: SendLog } {
  const { world, media, wire, baseUrl, onError } = parts;
  const exchanges = new Exchanges(world.live);
  const faults = new Map<string, Faults>();
  const apiFaults = new ApiFaults();
  const sends = new SendLog();
  const { closing } = wire;
  const pusher = new Pusher(world, exchanges, {
    ...wire,
    hasMedia: (unit, mediaId) => media.belongsTo(unit, mediaId),
    faultsOf: (phone) => faults.get(phone) ?? noFaults,
  });
  const api = new PlatformApi({ world, media, faults: apiFaults, sends, baseUrl, closing });
  const app = createApp({
    world,
    media,
    exchanges,
    faults,
    apiFaults,
    sends,
    closing,
    api,
    desk: new PhoneDesk(world, media, pusher, baseUrl),
    onError,
  });
  return { app, api, pusher, apiFaults, sends };
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function originOf(server: http.Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
