import type { Tx } from '../database/database';
import type { Inbound } from '../wechat/inbound';
import type { MediaKind } from './media-kind';

/** A message that was stored just now. */
export interface StoredMessage {
  account: string;
  message_id: string;
  inbound: Inbound;
  /** When it came: WeChat's three days run from here. */
  at: Date;
}

/**
 * Notes in the message's own transaction that its file has to be fetched, so that no crash can lose
 * it. Messages without a file are passed over. Only the media id is taken: the address of a picture
 * that a push carries is never fetched.
 */
export async function recordMedia(tx: Tx, messages: readonly StoredMessage[]): Promise<void> {
  const rows = messages.flatMap(({ account, message_id, inbound, at }) => {
    const medium = mediumOf(inbound);
    if (!medium) return [];
    return [
      {
        ...medium,
        account,
        message_id,
        received_at: at,
        state: 'waiting',
        attempts: 0,
        next_at: at,
      },
    ];
  });
  if (rows.length === 0) return;
  await tx.query(
    `insert into media (account, message_id, kind, format, media_id, received_at, state, attempts, next_at)
     select account, message_id, kind, format, media_id, received_at, state, attempts, next_at
     from json_populate_recordset(null::media, $1::json)
     on conflict on constraint media_pkey do nothing`,
    [JSON.stringify(rows)],
    'media.record',
  );
}

function mediumOf(
  inbound: Inbound,
): { kind: MediaKind; media_id: string; format: string | null } | null {
  switch (inbound.kind) {
    case 'image':
      return { kind: 'image', media_id: inbound.mediaId, format: null };
    case 'voice':
      return { kind: 'voice', media_id: inbound.mediaId, format: inbound.format.toLowerCase() };
    case 'video':
    case 'shortvideo':
      return { kind: 'video', media_id: inbound.mediaId, format: null };
    default:
      return null;
  }
}
