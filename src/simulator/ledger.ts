import type { Ledger } from './model';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What opens an account's right to send: 发送客服消息 (api_sendcustommessage), quotas since 2023. */
export type Trigger = 'message' | 'event';

export const closedLedger: Ledger = { message: null, event: null };

/**
 * A message opens five sends for 48 hours; a click, scan, follow or msgmenu tap three for one minute.
 * A trigger sets its own window anew; nothing is added up.
 */
export function openWindow(ledger: Ledger, trigger: Trigger, now: number): Ledger {
  return trigger === 'message'
    ? { ...ledger, message: { remaining: 5, expiresAt: now + 48 * HOUR_MS } }
    : { ...ledger, event: { remaining: 3, expiresAt: now + MINUTE_MS } };
}

export type Spending = { kind: 'spent'; ledger: Ledger } | { kind: 'closed' } | { kind: 'used_up' };

/** Takes one send. It counts against both windows, so two open windows never give more than the larger one. */
export function spendOne(ledger: Ledger, now: number): Spending {
  const open = [ledger.message, ledger.event].filter(
    (window) => window !== null && window.expiresAt > now,
  );
  if (open.length === 0) return { kind: 'closed' };
  if (open.every((window) => window!.remaining === 0)) return { kind: 'used_up' };
  const less = (window: Ledger['message']): Ledger['message'] =>
    window && { ...window, remaining: Math.max(0, window.remaining - 1) };
  return { kind: 'spent', ledger: { message: less(ledger.message), event: less(ledger.event) } };
}
