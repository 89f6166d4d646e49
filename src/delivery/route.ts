import { allowanceOf, spareFor, type Windows } from './ledger';
import type { DeliveryReason } from './states';

/** What is known before a message is handed to WeChat. */
export interface RouteFacts {
  kind: string;
  /** Null: the citizen's data has been erased. */
  openid: string | null;
  unfollowed: boolean;
  /** The account may use 发送客服消息 (api_sendcustommessage). */
  maySend: boolean;
  windows: Windows | null;
}

export type Route =
  /** `sends`: how many messages may go. */
  | { kind: 'send'; sends: number }
  | { kind: 'hold'; reason: DeliveryReason }
  | { kind: 'fail'; reason: DeliveryReason };

/** Whether a message goes now, waits for the citizen's next contact, or can never go. */
export function chooseRoute(facts: RouteFacts, now: Date): Route {
  if (facts.openid === null) return { kind: 'fail', reason: 'erased' };
  if (facts.unfollowed) return { kind: 'hold', reason: 'not_following' };
  if (!facts.maySend) return { kind: 'hold', reason: 'no_permission' };
  const allowance = allowanceOf(facts.windows, spareFor(facts.kind), now);
  if (allowance.kind === 'open') return { kind: 'send', sends: allowance.sends };
  return { kind: 'hold', reason: allowance.reason === 'closed' ? 'window_closed' : 'quota_used' };
}
