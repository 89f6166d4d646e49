import type { Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { WrongTypeError } from './fetch-outcome';
import { holdFile } from './file-lock';
import { citizensRule, keepFile, type KeptFile } from './keep-file';
import { StoreError, type MediaStore } from './media-store';

/**
 * Keeps a picture that a citizen sent from a page: the same sizes and types as from the chat, told by its
 * first bytes.
 * @throws AppError bad_request with a sentence for what is no picture; unavailable where the disk is full
 */
export async function keepCitizensPicture(store: MediaStore, bytes: Uint8Array): Promise<KeptFile> {
  try {
    return await keepFile(store, citizensRule('image', null), once(bytes));
  } catch (error) {
    throw explain(error);
  }
}

/** Files a kept picture under the message that was made for it, in that message's transaction. */
export async function filePicture(
  tx: Tx,
  store: MediaStore,
  file: KeptFile,
  message: { account: string; id: string; at: Date },
): Promise<void> {
  await holdFile(tx, store, file.sha256);
  await tx.query(
    `insert into media (account, message_id, kind, media_id, received_at, state, attempts, next_at,
       kept_at, sha256, bytes, content_type, playable)
     values ($1, $2, 'image', '', $3, 'kept', 0, $3, $3, $4, $5, $6, 'not_needed')`,
    [message.account, message.id, message.at, file.sha256, file.bytes, file.type.contentType],
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function explain(error: unknown): unknown {
  if (error instanceof WrongTypeError) {
    const sentence = '只收图片：JPG、PNG、GIF、WEBP 或者 HEIC。';
    return new AppError('bad_request', sentence, {}, { cause: error });
  }
  if (!(error instanceof StoreError)) return error;
  if (error.fault === 'too_large') {
    return new AppError('bad_request', '图片太大，最大20MB。', {}, { cause: error });
  }
  return new AppError('unavailable', '图片现在保存不了，请过一会儿再发。', {}, { cause: error });
}
