import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/database/database';
import { createFileMediaStore } from '../../src/media/file-media-store';
import { listMedia, type MediaView } from '../../src/media/media-rows';
import type { MediaStore } from '../../src/media/media-store';
import {
  createMediaWorker,
  type MediaWorker,
  type MediaWorkerOptions,
} from '../../src/media/media-worker';
import { recordMedia } from '../../src/media/record-media';
import { createTranscoder } from '../../src/media/transcoder';
import { createWechatMedia } from '../../src/media/wechat-media';
import { createId } from '../../src/platform/ids';
import { createLogger } from '../../src/platform/logger';
import { createWechatApi, type WechatApi } from '../../src/wechat/api/wechat-api';
import type { Inbound } from '../../src/wechat/inbound';
import { fixedClock, type FixedClock } from '../support/clock';
import { aTextMessage } from '../support/builders';
import { FakeWechat, MemoryTokenStore } from '../wechat/api/fake-wechat';

/** WeChat over HTTP, a store on disk and a worker, around a database of the test's. */
export interface MediaBench {
  wechat: FakeWechat;
  api: WechatApi;
  store: MediaStore;
  folder: string;
  clock: FixedClock;
  /** `account files` of each alarm. */
  alarms: string[];
  worker(overrides?: Partial<MediaWorkerOptions>): MediaWorker;
  /** Records a message's medium as the callback does. @returns the message's id */
  receive(inbound: Inbound): Promise<string>;
  look(messageId: string): Promise<MediaView>;
  /** Names of all files of the store. */
  files(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startMediaBench(database: Database): Promise<MediaBench> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-media-'));
  const store = createFileMediaStore({ folder, reserveBytes: 0 });
  const wechat = new FakeWechat();
  await wechat.start();
  wechat.giveTokens({ valid: 'T1' });
  const clock = fixedClock();
  const logger = createLogger('silent');
  const api = createWechatApi({
    account: 'renshe',
    apiBase: wechat.base,
    appId: 'wx1',
    appSecret: 's',
    tokens: new MemoryTokenStore(),
    clock,
    logger,
  });
  const alarms: string[] = [];
  const source = createWechatMedia((account) => (account === 'renshe' ? api : undefined));
  return {
    wechat,
    api,
    store,
    folder,
    clock,
    alarms,
    worker: (overrides = {}) =>
      createMediaWorker({
        database,
        store,
        wechat: source,
        transcoder: createTranscoder({ program: 'no-such-program' }),
        clock,
        logger,
        random: () => 0,
        onLate: (account, files) => void alarms.push(`${account} ${files}`),
        ...overrides,
      }),
    async receive(inbound) {
      const at = clock.now();
      const message_id = createId(at);
      await database.transaction((tx) =>
        recordMedia(tx, [{ account: 'renshe', message_id, inbound, at }]),
      );
      return message_id;
    },
    async look(messageId) {
      const [media] = await listMedia(database, 'renshe', [messageId]);
      if (!media) throw new Error('this message has no medium');
      return media;
    },
    async files() {
      const names = [];
      for await (const { sha256 } of store.list()) names.push(sha256);
      return names.sort();
    },
    async close() {
      await api.close();
      await wechat.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const { kind: _kind, content: _content, ...common } = aTextMessage();

export function anImage(mediaId: string, pictureUrl = 'http://127.0.0.1:9/picture.jpg'): Inbound {
  return { ...common, kind: 'image', mediaId, pictureUrl };
}
export function aVoice(mediaId: string, format = 'amr'): Inbound {
  return { ...common, kind: 'voice', mediaId, format };
}
export function aVideo(mediaId: string): Inbound {
  return { ...common, kind: 'shortvideo', mediaId, thumbMediaId: 'thumb' };
}
