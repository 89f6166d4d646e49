import type { Watched } from './watch-store';

const MINUTE_MS = 60_000;
/** Somebody's change on the website is noticed within an hour, with room for one failed attempt. */
const LOOK_EVERY_MS = 20 * MINUTE_MS;
const FIRST_PAUSE_MS = MINUTE_MS;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;

/**
 * Whether an account's menus are to be compared now: because its file means something else than when
 * they were compared, because somebody applied or pulled since, or because it is time again. After
 * failures it waits until `retryAt`, unless somebody did something.
 */
export function isDue({ row, newestVersion }: Watched, wantedHash: string, now: Date): boolean {
  if (!row || row.wantedHash !== wantedHash || row.version !== newestVersion) return true;
  if (row.retryAt) return row.retryAt <= now;
  return now.getTime() - row.checkedAt.getTime() >= LOOK_EVERY_MS;
}

/**
 * When to try again after so many failures in a row: a minute, then twice as long each time, an hour at
 * most. WeChat is busy (-1) for minutes; a day's quota that is used up (45009) comes back at midnight.
 */
export function retryAfter(failures: number, now: Date): Date {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
  return new Date(now.getTime() + pauseMs);
}
