import type { Clock } from '../../src/platform/clock';

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
}

/** @param start the instant it shows first: by default a Monday morning in China, 2026-11-23 09:30 */
export function fixedClock(start = new Date('2026-11-23T01:30:00Z')): FixedClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms;
    },
  };
}
