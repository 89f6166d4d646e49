/** The ledger: how many customer-service messages an account may still send a citizen, and until when. */
import type { Tx } from '../database/database';
import type { Inbound } from '../wechat/inbound';

/** WeChat's allowances (客服消息 "下发条数限制"): they refresh and do not add up. */
export const MESSAGE_WINDOW = { sends: 5, ms: 48 * 60 * 60 * 1000 } as const;
export const EVENT_WINDOW = { sends: 3, ms: 60 * 1000 } as const;
/** Sends of the message window that only a rating request may use. */
export const SPARE_SENDS = 1;

/** One citizen's two windows. */
export interface Windows {
  messageWindowEndsAt: Date | null;
  messageSendsLeft: number;
  eventWindowEndsAt: Date | null;
  eventSendsLeft: number;
}

/** Whether a message may leave now: `none` says why it may not. A window is shut from its last instant on. */
export type Allowance =
  { kind: 'open'; sends: number } | { kind: 'none'; reason: 'closed' | 'used_up' };

/**
 * What the ledger allows at `now`. The windows are not added up: it is the larger of the two.
 * @param spare sends of the message window to leave alone
 */
export function allowanceOf(windows: Windows | null, spare: number, now: Date): Allowance {
  if (!windows) return { kind: 'none', reason: 'closed' };
  const message = isOpen(windows.messageWindowEndsAt, now);
  const event = isOpen(windows.eventWindowEndsAt, now);
  if (!message && !event) return { kind: 'none', reason: 'closed' };
  const sends = Math.max(
    message ? windows.messageSendsLeft - spare : 0,
    event ? windows.eventSendsLeft : 0,
  );
  return sends > 0 ? { kind: 'open', sends } : { kind: 'none', reason: 'used_up' };
}

function isOpen(endsAt: Date | null, now: Date): boolean {
  return endsAt !== null && endsAt > now;
}

/** How many sends of the message window a kind of delivery leaves alone. */
export function spareFor(kind: string): number {
  return kind === 'rating_request' ? 0 : SPARE_SENDS;
}

/** Which allowance a push opens; a tap on a msgmenu item counts as a menu tap, not as a message. */
export function windowOpenedBy(inbound: Inbound): 'message' | 'event' | null {
  switch (inbound.kind) {
    case 'text':
      return inbound.menuItemId === undefined ? 'message' : 'event';
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
    case 'unknown_message':
      return 'message';
    case 'click':
    case 'scancode_push':
    case 'scancode_waitmsg':
    case 'subscribe':
    case 'scan':
      return 'event';
    default:
      return null;
  }
}

export interface Contact {
  account: string;
  citizen_id: string;
  window: 'message' | 'event';
  /** WeChat's time of the push. */
  at: Date;
}

/** Opens windows, one row a citizen, in the order of their keys. */
export async function recordContacts(tx: Tx, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  const rows = contacts.map(({ account, citizen_id, window, at }) => ({
    account,
    citizen_id,
    message_window_ends_at:
      window === 'message' ? new Date(at.getTime() + MESSAGE_WINDOW.ms) : null,
    message_sends_left: window === 'message' ? MESSAGE_WINDOW.sends : 0,
    event_window_ends_at: window === 'event' ? new Date(at.getTime() + EVENT_WINDOW.ms) : null,
    event_sends_left: window === 'event' ? EVENT_WINDOW.sends : 0,
  }));
  await tx.query(
    `insert into ledgers (account, citizen_id, message_window_ends_at, message_sends_left,
       event_window_ends_at, event_sends_left)
     select account, citizen_id, message_window_ends_at, message_sends_left, event_window_ends_at,
       event_sends_left
     from json_populate_recordset(null::ledgers, $1::json)
     order by account, citizen_id
     on conflict on constraint ledgers_pkey do update set
       message_window_ends_at = coalesce(excluded.message_window_ends_at, ledgers.message_window_ends_at),
       message_sends_left = case when excluded.message_window_ends_at is null
         then ledgers.message_sends_left else excluded.message_sends_left end,
       event_window_ends_at = coalesce(excluded.event_window_ends_at, ledgers.event_window_ends_at),
       event_sends_left = case when excluded.event_window_ends_at is null
         then ledgers.event_sends_left else excluded.event_sends_left end`,
    [JSON.stringify(rows)],
    'ledgers.record',
  );
}
