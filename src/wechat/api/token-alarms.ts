/** Something about an account's token that a person must put right. Without secrets. */
export interface TokenAlarm {
  account: string;
  /** WeChat's return code: 40001, 40125 wrong secret, 40164 address not allowed, 40243 secret frozen … */
  code: number;
  /** What is wrong and where it is put right, in Chinese. */
  sentence: string;
  /** The address of this server to be allowed (40164); else null. */
  addressToAllow: string | null;
  /** WeChat's request id, for its support; null where none was given. */
  rid: string | null;
  raisedAt: Date;
}

/** Where alarms are kept for those who look after the accounts. May be told the same by each process. */
export interface TokenAlarms {
  /** Called once for each code until a token is there again. */
  raise(alarm: TokenAlarm): void | Promise<void>;
  /** Called when a token is there again after an alarm, and with the first that WeChat gives a process. */
  settle(account: string, settledAt: Date): void | Promise<void>;
}
