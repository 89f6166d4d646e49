/** Pictures, voices and videos that staff send: kept here, given to WeChat when they are sent. */
import type { Database } from '../database/database';
import type { Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { acceptedByWechat } from './accepted-by-wechat';
import { WrongTypeError } from './fetch-outcome';
import { holdFile } from './file-lock';
import { keepFile, type FileRule, type KeptFile } from './keep-file';
import type { MediaKind } from './media-kind';
import { StoreError, type MediaStore } from './media-store';
import { createUploads, type Uploads } from './uploads';
import type { WechatMedia } from './wechat-media';

export interface SendMediaOptions {
  database: Database;
  store: MediaStore;
  wechat: Pick<WechatMedia, 'upload'>;
  clock: Clock;
}

export interface SendMedia extends Uploads {
  /**
   * Keeps a file that staff attached, for an account.
   * @throws AppError bad_request with a sentence for what WeChat would not take; unavailable where the disk is full
   */
  keep(account: string, kind: MediaKind, source: AsyncIterable<Uint8Array>): Promise<KeptFile>;
}

/** 新增临时素材 as two use cases: what staff attach, and what is then sent. */
export function createSendMedia(options: SendMediaOptions): SendMedia {
  const { database, store, clock } = options;
  return {
    async keep(account, kind, source) {
      const file = await keepFile(store, staffRule(kind), source).catch((error: unknown) => {
        throw explain(error, kind);
      });
      await database.transaction(async (tx) => {
        await holdFile(tx, store, file.sha256);
        await tx.query(
          `insert into media_uploads (account, sha256, kind, content_type, bytes, kept_at)
           values ($1, $2, $3, $4, $5, $6) on conflict (account, sha256) do nothing`,
          [account, file.sha256, kind, file.type.contentType, file.bytes, clock.now()],
        );
      });
      return file;
    },
    ...createUploads(options),
  };
}

function staffRule(kind: MediaKind): FileRule {
  const { types, bytes } = acceptedByWechat[kind];
  return {
    maxBytes: bytes,
    accepts: (type) => (type && types.includes(type.contentType) ? type : null),
  };
}

function explain(error: unknown, kind: MediaKind): unknown {
  if (error instanceof WrongTypeError) return refused(kind, error);
  if (!(error instanceof StoreError)) return error;
  if (error.fault === 'too_large' || error.fault === 'empty') return refused(kind, error);
  const sentence = '服务器磁盘空间不够或出了故障，文件没有保存，请联系系统管理员。';
  return new AppError('unavailable', sentence, {}, { cause: error });
}

function refused(kind: MediaKind, cause?: unknown): AppError {
  return new AppError('bad_request', `微信只收 ${acceptedByWechat[kind].words}。`, {}, { cause });
}
