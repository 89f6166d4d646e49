/** The server's time, as the answers' `Date` tells it. */
export interface ServerClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @param date what an answer's `Date` says; anything else is ignored */
  learn(date: string | null): void;
}

/** @param read this computer's clock */
export function createServerClock(read: () => number): ServerClock {
  let aheadMs = 0;
  return {
    now: () => read() + aheadMs,
    learn(date) {
      const told = date === null ? NaN : Date.parse(date);
      if (!Number.isNaN(told)) aheadMs = told - read();
    },
  };
}

export const serverClock = createServerClock(() => Date.now());
