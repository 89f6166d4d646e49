import type { Database } from '../database/database';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { ALARM_AFTER_MS, failureOf, planNextStep } from './fetch-outcome';
import { holdFile, removeIfUnused } from './file-lock';
import { citizensRule, keepFile, type KeptFile } from './keep-file';
import { makePlayable } from './make-playable';
import type { Playable } from './media-kind';
import {
  claimMedia,
  claimVoice,
  markAlarmed,
  markFailed,
  markKept,
  releaseClaim,
  releaseExpired,
  type ClaimedMedia,
} from './media-rows';
import type { MediaStore } from './media-store';
import type { Transcoder } from './transcoder';
import type { WechatMedia } from './wechat-media';

/** Longer than a fetch may take. */
const LEASE_MS = 5 * 60_000;
const FETCH_LIMIT_MS = 4 * 60_000;
/** Files of one process that are fetched at once: one slow video does not hold up the pictures. */
const LANES = 4;

export interface MediaWorkerOptions {
  database: Database;
  store: MediaStore;
  wechat: Pick<WechatMedia, 'open'>;
  transcoder: Transcoder;
  clock: Clock;
  logger: Logger;
  /** In [0, 1): spreads retries. */
  random(): number;
  /** Files that are missing after 48 hours, told once each: one day is left to get them. */
  onLate(account: string, files: number): void;
}

export interface MediaWorker {
  /** Fetches and converts whatever is due, by several processes at once. @returns how many files were tried */
  run(): Promise<number>;
  /** Cuts running fetches, which count as not tried; resolves when they have ended. */
  stop(): Promise<void>;
}

/** Brings citizens' files from WeChat into the store and makes voices playable. */
export function createMediaWorker(options: MediaWorkerOptions): MediaWorker {
  const { database, clock, logger } = options;
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  const times = () => {
    const now = clock.now();
    return { now, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  };

  const claim = async () => (stopping.signal.aborted ? null : claimMedia(database, times()));

  async function lane(first: ClaimedMedia | null): Promise<number> {
    let tried = 0;
    for (let claimed = first ?? (await claim()); claimed; claimed = await claim()) {
      await fetchOne(claimed);
      tried += 1;
    }
    return tried;
  }

  async function fetchOne(claimed: ClaimedMedia): Promise<void> {
    const { account, messageId, kind, mediaId, attempt } = claimed;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(FETCH_LIMIT_MS)]);
    try {
      const rule = citizensRule(kind, claimed.format);
      const limit = { maxBytes: rule.maxBytes, signal };
      const source = await options.wechat.open(account, mediaId, limit);
      await keep(claimed, await keepFile(options.store, rule, source));
    } catch (error) {
      if (stopping.signal.aborted) return releaseClaim(database, claimed, clock.now());
      const failure = failureOf(error);
      const now = clock.now();
      const next = planNextStep(failure, attempt, claimed.receivedAt, now, options.random());
      await markFailed(database, claimed, failure, next);
      const told = { account, messageId, kind, attempt, reason: failure.reason, err: error };
      if (next.state === 'waiting') logger.warn(told, 'a file could not be fetched yet');
      else logger.error({ ...told, state: next.state }, 'a file was given up');
    }
  }

  /** A row that was erased meanwhile, or is somebody else's now, leaves no file behind. */
  async function keep(claimed: ClaimedMedia, file: KeptFile): Promise<void> {
    const playable = playableOf(file, options.transcoder);
    const isKept = await database.transaction(async (tx) => {
      await holdFile(tx, options.store, file.sha256);
      return markKept(tx, claimed, file, playable, clock.now());
    });
    if (!isKept) await removeIfUnused(database, options.store, file.sha256);
  }

  async function convertVoices(): Promise<void> {
    if (!(await options.transcoder.isAvailable())) return;
    while (!stopping.signal.aborted) {
      const claimed = await claimVoice(database, times());
      if (!claimed) return;
      await makePlayable(options, claimed);
    }
  }

  async function run(): Promise<number> {
    const now = clock.now();
    await releaseExpired(database, now);
    const late = await markAlarmed(database, new Date(now.getTime() - ALARM_AFTER_MS), now);
    for (const { account, files } of late) options.onLate(account, files);
    const first = await claim();
    const others = Array.from({ length: first ? LANES - 1 : 0 }, () => null);
    const tried = first ? await Promise.all([first, ...others].map(lane)) : [];
    await convertVoices();
    return tried.reduce((sum, each) => sum + each, 0);
  }

  return {
    run() {
      const current = run();
      running = current.catch(() => undefined);
      return current;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function playableOf({ type }: KeptFile, transcoder: Transcoder): Playable {
  if (type.kind !== 'voice' || type.shown) return 'not_needed';
  return transcoder.canPlay(type.contentType) ? 'waiting' : 'failed';
}
