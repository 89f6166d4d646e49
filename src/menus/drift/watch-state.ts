/**
 * How an account's menus on WeChat stand to its file. same; to_apply: the file says something else and
 * a person must apply it; drifted: somebody changed them elsewhere; not_pulled: they were never applied
 * or pulled from here; failed: they should have been applied and were not; unknown: WeChat did not say;
 * by_hand: the account may not have menus by the API.
 */
export const watchStates = [
  'same',
  'to_apply',
  'drifted',
  'not_pulled',
  'failed',
  'unknown',
  'by_hand',
] as const;
export type WatchState = (typeof watchStates)[number];

/** What an operator should look at soon. */
export function isAlarming(state: WatchState | 'unchecked'): boolean {
  return state === 'drifted' || state === 'not_pulled' || state === 'failed';
}
