import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import {
  clearAlarms,
  pauseAccount,
  raiseAlarm,
  saveCapabilities,
  type Alarm,
} from './account-store';
import type { Outcome } from './outcome';

/** So many answers without an echo in a row, and the account rests: each one is a person's phone call. */
const SILENCES = 5;
const REST_MS = 30_000;

/** Learns from every outcome how an account is doing; pauses it, raises and clears alarms. */
export interface AccountWatch {
  /** @param until where the outcome pauses the account; never rejects */
  note(account: string, outcome: Outcome, until: Date, detail: string | null): Promise<void>;
}

/** @param options `database`, of which failures are only logged: what is lost here is learnt again */
export function createAccountWatch(options: {
  database: Queryable;
  clock: Clock;
  logger: Logger;
}): AccountWatch {
  const { database, clock, logger } = options;
  const silences = new Map<string, number>();
  /** Accounts that are known to be well; the others are looked after at their next success. */
  const well = new Set<string>();

  async function learn(
    account: string,
    outcome: Outcome,
    until: Date,
    detail: string,
  ): Promise<void> {
    const at = clock.now();
    if (outcome.kind === 'accepted') {
      if (well.has(account)) return;
      await grant(account, true, at);
      if (await clearAlarms(database, account, at)) well.add(account);
      return;
    }
    if (outcome.kind === 'held' && outcome.reason === 'no_permission') {
      well.delete(account);
      await grant(account, false, at);
      await raise(account, 'no_permission', detail, at);
    }
    if (outcome.kind === 'later' && outcome.pauses) {
      well.delete(account);
      await pauseAccount(database, { account, until, reason: outcome.reason, detail, at });
      if (outcome.reason !== 'too_frequent') await raise(account, alarmOf(outcome), detail, at);
    }
    if (outcome.kind === 'uncertain' && silences.get(account) === SILENCES) {
      well.delete(account);
      silences.set(account, 0);
      const rest = new Date(at.getTime() + REST_MS);
      await pauseAccount(database, { account, until: rest, reason: 'unreachable', detail, at });
      await raise(account, 'unreachable', detail, at);
    }
  }

  function grant(account: string, granted: boolean, at: Date): Promise<void> {
    const reason = granted ? 'used' : 'refused';
    return saveCapabilities(database, [
      { account, capability: 'custom_message', granted, reason, at },
    ]);
  }

  async function raise(account: string, alarm: Alarm, detail: string, at: Date): Promise<void> {
    const isNew = await raiseAlarm(database, { account, alarm, detail, at });
    if (isNew) logger.error({ account, alarm, detail }, '公众号需要处理');
  }

  return {
    async note(account, outcome, until, detail) {
      const silent = outcome.kind === 'uncertain';
      silences.set(account, silent ? (silences.get(account) ?? 0) + 1 : 0);
      try {
        await learn(account, outcome, until, detail ?? '');
      } catch (error) {
        logger.warn({ err: error, account }, 'the state of an account could not be noted');
      }
    },
  };
}

function alarmOf(outcome: Extract<Outcome, { kind: 'later' }>): Alarm {
  return outcome.reason === 'api_quota_used' ? 'api_quota_used' : 'account_fault';
}
