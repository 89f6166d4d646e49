/** Builds what brings citizens' files here, what sends those of staff, and what erases who has left. */
import path from 'node:path';
import type { Registry } from 'prom-client';
import { destroyDataKeys } from './audit/data-keys';
import { eraseCases } from './cases/erase-cases';
import { listOpenCases } from './cases/list-open-cases';
import type { Database } from './database/database';
import { eraseDelivery } from './delivery/erase-delivery';
import { eraseAttachments } from './media/attachments';
import { eraseMedia, removeFiles, sweepFiles } from './media/erase-media';
import { ALARM_AFTER_MS } from './media/fetch-outcome';
import { createFileMediaStore } from './media/file-media-store';
import { countUnfetched } from './media/media-rows';
import type { MediaStore } from './media/media-store';
import { createMediaWorker } from './media/media-worker';
import { createSendMedia, type SendMedia } from './media/send-media';
import { createTranscoder, type Transcoder } from './media/transcoder';
import { createWechatMedia } from './media/wechat-media';
import { eraseCitizens, type ErasureReport } from './messages/erasure/erase-citizens';
import type { ErasurePorts } from './messages/erasure/ports';
import type { Retention } from './messages/schema';
import { registerMediaMetrics } from './operations/media-metrics';
import type { Clock } from './platform/clock';
import type { Logger } from './platform/logger';
import { eraseQueries } from './queries/identity/erase-queries';
import type { WechatApi } from './wechat/api/wechat-api';

export interface MediaParts {
  dataDir: string;
  /** The API client of each account. */
  apis: ReadonlyMap<string, WechatApi>;
  database: Database;
  clock: Clock;
  logger: Logger;
  registry: Registry;
  retention(): Retention;
}

export interface Media {
  /** For the routes that serve files: they are mounted with the sign-in that guards them. */
  store: MediaStore;
  /** Whether voices can be made playable on this machine is told beside each of them. */
  transcoder: Transcoder;
  send: SendMedia;
  /** Fetches what is due. */
  fetch(): Promise<unknown>;
  /** Removes files that a crash left without a row. */
  sweepFiles(): Promise<unknown>;
  /** Erases citizens who left long enough ago. */
  erase(options: { dryRun: boolean }): Promise<ErasureReport>;
  stop(): Promise<void>;
}

/** Nothing runs before its jobs are called. */
export function composeMedia(parts: MediaParts): Media {
  const { database, clock, logger } = parts;
  const store = createMediaStoreIn(parts.dataDir);
  const wechat = createWechatMedia((account) => parts.apis.get(account));
  const transcoder = createTranscoder();
  const worker = createMediaWorker({
    database,
    store,
    wechat,
    transcoder,
    clock,
    logger,
    random: Math.random,
    onLate: (account, files) =>
      logger.error(
        { account, files },
        `有 ${files} 个群众发来的文件 48 小时还没有取到，再过一天微信就不保存了`,
      ),
  });
  registerMediaMetrics(parts.registry, () =>
    countUnfetched(database, new Date(clock.now().getTime() - ALARM_AFTER_MS)),
  );
  return {
    store,
    transcoder,
    send: createSendMedia({ database, store, wechat, clock }),
    fetch: () => worker.run(),
    sweepFiles: () => sweepFiles(database, store, clock.now()),
    erase: ({ dryRun }) => eraseIn({ ...parts, store, retention: parts.retention(), dryRun }),
    stop: () => worker.stop(),
  };
}

/** Where files lie below the data folder; the backup takes this folder too. */
export function createMediaStoreIn(dataDir: string): MediaStore {
  return createFileMediaStore({ folder: path.join(dataDir, 'media') });
}

/** Erasure with the rooms that it reaches into: for the job and for the shell. */
export function eraseIn(
  parts: Pick<MediaParts, 'database' | 'clock' | 'logger'> & {
    store: MediaStore;
    retention: Retention;
    dryRun: boolean;
  },
): Promise<ErasureReport> {
  const { database, clock, logger, store, dryRun } = parts;
  const afterDays = parts.retention.afterUnfollowDays;
  const ports = erasurePorts(database, store);
  return eraseCitizens({ database, clock, logger, afterDays, dryRun, ports });
}

/** What erasure asks of the rooms that it reaches into. */
export function erasurePorts(database: Database, store: MediaStore): ErasurePorts {
  return {
    ...{ listOpenCases, eraseDelivery, eraseMedia, eraseQueries, destroyDataKeys },
    async eraseCases(tx, account, ids, open) {
      const keeping = await eraseCases(tx, account, ids, open);
      return [...keeping, ...(await eraseAttachments(tx, account, ids, open))];
    },
    removeFiles: (files) => removeFiles(database, store, files),
  };
}
