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
/** Another process may have raised an alarm: even a well account is looked after so often. */
const WELL_MS = 60_000;

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
  /** Until when accounts are taken to be well; the others are looked after at their next success. */
  const wellUntil = new Map<string, number>();
  /** Troubles so far, by account: a success that began before the last one proves nothing. */
  const troubles = new Map<string, number>();
  const troublesOf = (account: string): number => troubles.get(account) ?? 0;

  function noteTrouble(account: string): void {
    wellUntil.delete(account);
    troubles.set(account, troublesOf(account) + 1);
  }

  async function learn(
    account: string,
    outcome: Outcome,
    until: Date,
    detail: string,
  ): Promise<void> {
    const at = clock.now();
    if (outcome.kind === 'accepted') {
      if ((wellUntil.get(account) ?? 0) > at.getTime()) return;
      const before = troublesOf(account);
      await grant(account, true, at);
      const isWell = await clearAlarms(database, account, at);
      if (isWell && troublesOf(account) === before) wellUntil.set(account, at.getTime() + WELL_MS);
      return;
    }
    if (outcome.kind === 'held' && outcome.reason === 'no_permission') {
      noteTrouble(account);
      await grant(account, false, at);
      await raise(account, 'no_permission', detail, at);
    }
    if (outcome.kind === 'later' && outcome.pauses) {
      noteTrouble(account);
      await pauseAccount(database, { account, until, reason: outcome.reason, detail, at });
      if (outcome.reason !== 'too_frequent') await raise(account, alarmOf(outcome), detail, at);
    }
    if (outcome.kind === 'uncertain' && silences.get(account) === SILENCES) {
      noteTrouble(account);
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
