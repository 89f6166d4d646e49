/** The simulated platform, a media store and a worker that sends through its API. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/database/database';
import type { NoticeTemplate } from '../../src/delivery/aftercare';
import { createAccountApi } from '../../src/delivery/wechat-account-api';
import type { DeliveryWorker } from '../../src/delivery/worker';
import { createFileMediaStore } from '../../src/media/file-media-store';
import type { MediaStore } from '../../src/media/media-store';
import { createSendMedia, type SendMedia } from '../../src/media/send-media';
import { createWechatMedia, type WechatMedia } from '../../src/media/wechat-media';
import { createLogger } from '../../src/platform/logger';
import { createWechatApi } from '../../src/wechat/api/wechat-api';
import { fixedClock, type FixedClock } from '../support/clock';
import { aWorker } from '../support/delivery';
import { startRunning, type Running } from '../simulator/running';
import { MemoryTokenStore } from '../wechat/api/fake-wechat';

export interface SimulatedPlatform {
  running: Running;
  /** Ours; the simulator has its own. */
  clock: FixedClock;
  store: MediaStore;
  send: SendMedia;
  worker: DeliveryWorker;
  /** Kinds of files that WeChat was given. */
  uploads: string[];
  /** What the next uploads answer in WeChat's place; undefined: WeChat's own answer. */
  answerUploads(mediaId: string | undefined): void;
  close(): Promise<void>;
}

export async function startSimulatedPlatform(
  database: Database,
  notices: ReadonlyMap<string, NoticeTemplate> = new Map(),
): Promise<SimulatedPlatform> {
  const running = await startRunning();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zhijian-platform-'));
  const clock = fixedClock();
  const { appId, appSecret } = running.simulator.accounts.find(({ unit }) => unit === 'renshe')!;
  const api = createWechatApi({
    account: 'renshe',
    apiBase: running.simulator.apiBase,
    appId,
    appSecret,
    tokens: new MemoryTokenStore(),
    clock,
    logger: createLogger('silent'),
  });
  const wechat = createWechatMedia(() => api);
  const uploads: string[] = [];
  let instead: string | undefined;
  const upload: WechatMedia['upload'] = async (account, kind, file) => {
    uploads.push(kind);
    return instead ?? wechat.upload(account, kind, file);
  };
  const store = createFileMediaStore({ folder, reserveBytes: 0 });
  const send = createSendMedia({ database, store, wechat: { upload }, clock });
  return {
    running,
    clock,
    store,
    send,
    worker: aWorker({ database, clock, api: createAccountApi(api), pictures: send, notices }),
    uploads,
    answerUploads: (mediaId) => void (instead = mediaId),
    async close() {
      await api.close();
      await running.stop();
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}
