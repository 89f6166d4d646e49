/** Where time comes from. Tests hand in a fixed clock; nothing else reads `Date.now()` for business. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
