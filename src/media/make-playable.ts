import type { Database } from '../database/database';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { holdFile, removeIfUnused } from './file-lock';
import { markPlayable, postponeVoice, type ClaimedVoice } from './media-rows';
import { StoreError, type MediaStore } from './media-store';
import { TranscodeError, type Transcoder } from './transcoder';

const MAX_PLAYABLE_BYTES = 5 * 1024 * 1024;
/** Where the disk or the database stood in the way and not the voice itself. */
const PAUSE_MS = 5 * 60_000;
const LAST_ATTEMPT = 3;

export interface MakePlayableOptions {
  database: Database;
  store: MediaStore;
  transcoder: Transcoder;
  clock: Clock;
  logger: Logger;
}

/** Makes an MP3 beside a kept voice, whose original stays. A voice that no program can read is `failed` for good. */
export async function makePlayable(
  options: MakePlayableOptions,
  claimed: ClaimedVoice,
): Promise<void> {
  const { database, store, transcoder, clock, logger } = options;
  const { account, messageId, attempt } = claimed;
  try {
    const original = await store.open(claimed.sha256);
    try {
      const voice = transcoder.toMp3(claimed.contentType, original);
      const made = await store.put(voice, { maxBytes: MAX_PLAYABLE_BYTES });
      const isMarked = await database.transaction(async (tx) => {
        await holdFile(tx, store, made.sha256);
        return markPlayable(tx, claimed, made);
      });
      if (!isMarked) await removeIfUnused(database, store, made.sha256);
    } finally {
      original.destroy();
    }
  } catch (error) {
    logger.warn({ account, messageId, attempt, err: error }, 'a voice could not be made playable');
    if (isVoicesFault(error) || attempt >= LAST_ATTEMPT) {
      await markPlayable(database, claimed, null);
      return;
    }
    await postponeVoice(database, claimed, new Date(clock.now().getTime() + PAUSE_MS));
  }
}

/** No sound came out, or the program refused it. */
function isVoicesFault(error: unknown): boolean {
  return (
    error instanceof TranscodeError || (error instanceof StoreError && error.fault === 'empty')
  );
}
