import type { Queryable } from '../database/database';
import type { TokenAlarms } from '../wechat/api/token-alarms';
import { clearAlarms, raiseAlarm } from './account-store';

/** Keeps alarms about tokens with the other alarms of the account, for all processes and the shell. */
export function createTokenAlarms(db: Queryable): TokenAlarms {
  return {
    async raise({ account, sentence, raisedAt }) {
      await raiseAlarm(db, { account, alarm: 'account_fault', detail: sentence, at: raisedAt });
    },
    async settle(account, settledAt) {
      await clearAlarms(db, account, settledAt);
    },
  };
}
