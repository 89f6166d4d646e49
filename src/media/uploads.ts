/** Files of staff as WeChat has them: uploaded when they are first sent, and anew when WeChat lets go of them. */
import { buffer } from 'node:stream/consumers';
import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import type { MediaKind } from './media-kind';
import { StoreError, type MediaStore } from './media-store';
import { findType } from './sniff-type';
import type { WechatMedia } from './wechat-media';

/** WeChat keeps an uploaded file for three days; one that is about to end is given anew. */
const REUSED_FOR_MS = 60 * 3600_000;
/** An id that is refused so soon was not refused for its age. */
const JUST_GIVEN_MS = 60_000;

export interface UploadsOptions {
  database: Queryable;
  store: MediaStore;
  wechat: Pick<WechatMedia, 'upload'>;
  clock: Clock;
}

export interface Uploads {
  /**
   * WeChat's media id of a kept file, for a message that is sent now: uploaded once in two and a half
   * days, however many ask for it at once.
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

/** 新增临时素材 (api_uploadtempmedia) when it is needed. */
export function createUploads(options: UploadsOptions): Uploads {
  const { database, clock } = options;
  const underWay = new Map<string, Promise<string | null>>();
  return {
    getMediaId(account, sha256) {
      const key = `${account} ${sha256}`;
      const work =
        underWay.get(key) ??
        findOrUpload(options, account, sha256).finally(() => underWay.delete(key));
      underWay.set(key, work);
      return work;
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

async function findOrUpload(
  { database, store, wechat, clock }: UploadsOptions,
  account: string,
  sha256: string,
): Promise<string | null> {
  const now = clock.now();
  const upload = await findUpload(database, account, sha256);
  if (!upload) return null;
  if (upload.mediaId && upload.uploadedAt!.getTime() > now.getTime() - REUSED_FOR_MS) {
    return upload.mediaId;
  }
  const bytes = await readFile(store, sha256);
  if (!bytes) return null;
  const mediaId = await wechat.upload(account, upload.kind, {
    fileName: `${upload.kind}.${findType(upload.contentType)?.extension ?? 'bin'}`,
    contentType: upload.contentType,
    bytes,
  });
  await database.query(
    `update media_uploads set media_id = $3, uploaded_at = $4 where account = $1 and sha256 = $2`,
    [account, sha256, mediaId, now],
  );
  return mediaId;
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
