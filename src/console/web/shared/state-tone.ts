export type Tone = 'waiting' | 'running' | 'gate' | 'done' | 'still';

const TONES: Readonly<Record<string, Tone>> = {
  awaiting_assignment: 'waiting',
  awaiting_acceptance: 'waiting',
  in_progress: 'running',
  awaiting_review: 'gate',
  awaiting_signature: 'gate',
  answered: 'done',
  closed: 'done',
};

/** The tone in which a state of a case is written; its word says the rest. */
export function toneOfState(state: string): Tone {
  return TONES[state] ?? 'still';
}
