/** Pictures, voices and videos that staff send: kept here, given to WeChat when they are sent. */
import { buffer } from 'node:stream/consumers';
import type { Database, Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { WrongTypeError } from './fetch-outcome';
import { holdFile } from './file-lock';
import { keepFile, type FileRule, type KeptFile } from './keep-file';
import type { MediaKind } from './media-kind';
import { StoreError, type MediaStore } from './media-store';
import { findType } from './sniff-type';
import type { WechatMedia } from './wechat-media';

const MB = 1024 * 1024;
/** 新增临时素材 (api_uploadtempmedia): what WeChat takes, and the same in words. */
const ACCEPTED: Readonly<
  Record<MediaKind, { types: readonly string[]; bytes: number; words: string }>
> = {
  image: {
    types: ['image/jpeg', 'image/png', 'image/gif'],
    bytes: 10 * MB,
    words: 'JPG、PNG 或 GIF，不超过 10 MB',
  },
  voice: {
    types: ['audio/amr', 'audio/mpeg'],
    bytes: 2 * MB,
    words: 'MP3 或 AMR，不超过 2 MB、60 秒',
  },
  video: { types: ['video/mp4'], bytes: 10 * MB, words: 'MP4，不超过 10 MB' },
};
/** WeChat keeps an uploaded file for three days; one that is about to end is given anew. */
const REUSED_FOR_MS = 60 * 3600_000;
/** An id that is refused so soon was not refused for its age. */
const JUST_GIVEN_MS = 60_000;

export interface SendMediaOptions {
  database: Database;
  store: MediaStore;
  wechat: Pick<WechatMedia, 'upload'>;
  clock: Clock;
}

export interface SendMedia {
  /**
   * Keeps a file that staff attached, for an account.
   * @throws AppError bad_request with a sentence for what WeChat would not take; unavailable where the disk is full
   */
  keep(account: string, kind: MediaKind, source: AsyncIterable<Uint8Array>): Promise<KeptFile>;
  /**
   * WeChat's media id of a kept file, for a message that is sent now: uploaded once in two and a half days.
   * @returns null where the file is not kept for this account, or gone from the store
   * @throws WechatRefusedError, WechatUnreachableError; StoreError where the store is broken
   */
  getMediaId(account: string, sha256: string): Promise<string | null>;
  /**
   * Forgets a media id that WeChat does not take (40007), so that the file is uploaded anew.
   * @returns false where WeChat had given it just now: another would fare no better
   */
  forgetMediaId(account: string, sha256: string, mediaId: string): Promise<boolean>;
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
    async getMediaId(account, sha256) {
      const now = clock.now();
      const upload = await findUpload(database, account, sha256);
      if (!upload) return null;
      if (upload.mediaId && upload.uploadedAt!.getTime() > now.getTime() - REUSED_FOR_MS) {
        return upload.mediaId;
      }
      const bytes = await readFile(store, sha256);
      if (!bytes) return null;
      const mediaId = await options.wechat.upload(account, upload.kind, {
        fileName: `${upload.kind}.${findType(upload.contentType)?.extension ?? 'bin'}`,
        contentType: upload.contentType,
        bytes,
      });
      await database.query(
        `update media_uploads set media_id = $3, uploaded_at = $4 where account = $1 and sha256 = $2`,
        [account, sha256, mediaId, now],
      );
      return mediaId;
    },
    async forgetMediaId(account, sha256, mediaId) {
      const [forgotten] = await database.query<{ uploadedAt: Date }>(
        `with known as (
           select account, sha256, uploaded_at from media_uploads
           where account = $1 and sha256 = $2 and media_id = $3 for update)
         update media_uploads m set media_id = null, uploaded_at = null
         from known k where m.account = k.account and m.sha256 = k.sha256
         returning k.uploaded_at as "uploadedAt"`,
        [account, sha256, mediaId],
      );
      const justGiven = clock.now().getTime() - JUST_GIVEN_MS;
      return !forgotten || forgotten.uploadedAt.getTime() < justGiven;
    },
  };
}

interface UploadRow {
  kind: MediaKind;
  contentType: string;
  mediaId: string | null;
  uploadedAt: Date | null;
}

async function findUpload(
  db: Queryable,
  account: string,
  sha256: string,
): Promise<UploadRow | undefined> {
  const [row] = await db.query<UploadRow>(
    `select kind, content_type as "contentType", media_id as "mediaId", uploaded_at as "uploadedAt"
     from media_uploads where account = $1 and sha256 = $2`,
    [account, sha256],
  );
  return row;
}

/** @returns null where there is no such file */
async function readFile(store: MediaStore, sha256: string): Promise<Buffer | null> {
  try {
    return await buffer(await store.open(sha256));
  } catch (error) {
    if (error instanceof StoreError && error.fault === 'missing') return null;
    throw error;
  }
}

function staffRule(kind: MediaKind): FileRule {
  const { types, bytes } = ACCEPTED[kind];
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
  return new AppError('bad_request', `微信只收 ${ACCEPTED[kind].words}。`, {}, { cause });
}
