import type { CaseType } from '../case-type';

/** A limit whose length the limits file gives, for a unit where it has its own. */
export type Limit =
  /** 受理: from the receipt or the hand-over to a unit. */
  | { kind: 'accept' }
  /** 退回: how long after the hand-over a unit may say that it is the wrong one. */
  | { kind: 'return' }
  /** 办理: what the citizen is promised at 受理. */
  | { kind: 'answer'; type: CaseType }
  /** 待审核 and 待签发, each. */
  | { kind: 'review' }
  /** 待补充: the reminder, and the end of waiting. */
  | { kind: 'supplement_reminder' }
  | { kind: 'supplement_closing' }
  /** 已答复: the end of waiting for a rating or a further question. */
  | { kind: 'auto_close' }
  /** How long after an answer a further question reopens the case. */
  | { kind: 'follow_up' }
  /** 差评: first contact with the citizen, and the end of the rework. */
  | { kind: 'bad_rating_contact' }
  | { kind: 'rework' };

/** The end of a limit. */
export interface Due {
  at: Date;
  /** 临时: it lies beyond the known years of the calendar, reckoned by weekdays alone. */
  provisional: boolean;
}

/** The end of a running clock, and whether it was reckoned beyond the known years. */
export interface PausedClock {
  /** Working time that was left when the clock stopped, in milliseconds; 0 where the limit was over. */
  remainingMs: number;
  /** The end as it was before the pause: what stands when no time was left. */
  dueAt: Date;
}

/**
 * The deadlines of cases, on the working-day calendar of their unit. Pure: the same arguments give the
 * same instants, in Asia/Shanghai whatever the server's zone.
 */
export interface CaseClocks {
  /**
   * When a limit that starts at `from` ends. The day of `from` is not counted; after working hours
   * `from` counts as the next working morning.
   */
  dueAt(unit: string, limit: Limit, from: Date): Due;
  /** Stops a clock that ends at `dueAt`. */
  pause(unit: string, dueAt: Date, at: Date): PausedClock;
  /** Lets a stopped clock go on at `at` with the time that was left; one that was over stays over. */
  resume(unit: string, paused: PausedClock, at: Date): Due;
  /** A limit moved by working days, counted from the limit and not from the day of approval. */
  extend(unit: string, dueAt: Date, workingDays: number): Due;
  /** How far and how often an answer's limit may be extended. `workingDays` is the most that may be asked for. */
  extensionLimit(unit: string): { workingDays: number; times: number };
  /** How often a citizen may be asked to add something to one case. */
  supplementLimit(unit: string): number;
  /** What the next-receipt promise and 受理 say to the citizen: `6月9日（周二）`. */
  presentDay(at: Date): string;
}
