/** 转写: what is said in citizens' voices, typed by staff; the caller has checked who may see the message. */
import type { Queryable, Tx } from '../database/database';
import { AppError } from '../platform/errors';
import { maskPersonalData } from '../privacy/mask';

export interface Transcript {
  messageId: string;
  text: string;
  /** Staff id. */
  writtenBy: string;
  writtenAt: Date;
}

const SPOKEN: readonly string[] = ['voice', 'video'];

/**
 * Writes down what is said in a voice or video, in the place of what was written before; numbers in it
 * are masked, an empty text takes it away.
 * @throws AppError bad_request for a message in which nobody speaks
 */
export async function saveTranscript(
  tx: Tx,
  account: string,
  { messageId, text, writtenBy, writtenAt }: Transcript,
): Promise<void> {
  const [file] = await tx.query<{ kind: string }>(
    `select kind from media where account = $1 and message_id = $2 for key share`,
    [account, messageId],
  );
  if (!file || !SPOKEN.includes(file.kind)) {
    throw new AppError('bad_request', '只有语音和视频可以转写。');
  }
  const masked = maskPersonalData(text.trim()).masked;
  if (masked === '') {
    await tx.query(`delete from media_transcripts where account = $1 and message_id = $2`, [
      account,
      messageId,
    ]);
    return;
  }
  await tx.query(
    `insert into media_transcripts (account, message_id, text, written_by, written_at)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint media_transcripts_pkey do update set
       text = excluded.text, written_by = excluded.written_by, written_at = excluded.written_at`,
    [account, messageId, masked, writtenBy, writtenAt],
  );
}

/** What was written down of messages, in no order. */
export async function listTranscripts(
  db: Queryable,
  account: string,
  messageIds: readonly string[],
): Promise<Transcript[]> {
  if (messageIds.length === 0) return [];
  return db.query<Transcript>(
    `select message_id as "messageId", text, written_by as "writtenBy", written_at as "writtenAt"
     from media_transcripts where account = $1 and message_id = any($2::uuid[])`,
    [account, messageIds],
  );
}
