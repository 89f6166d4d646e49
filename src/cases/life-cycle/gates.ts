import type { CaseGates, GatedMatter, GatesSetting } from './ports';

/** A gate that an answer passes: 审核, 签发. */
export type Gate = 'review' | 'signature';

/** 审核签发 where a unit has set nothing else in its `unit.yaml`. */
const DEFAULTS: Readonly<Record<GatedMatter, GatesSetting>> = {
  consultation: 'review',
  suggestion: 'review',
  help: 'review',
  praise: 'review',
  complaint: 'review_and_signature',
  report: 'review_and_signature',
  petition: 'review_and_signature',
  disclosure: 'review_and_signature',
  refusal: 'review_and_signature',
  referral: 'review',
};

const GATES: Readonly<Record<GatesSetting, readonly Gate[]>> = {
  none: [],
  review: ['review'],
  review_and_signature: ['review', 'signature'],
};

/** Matters whose approved words need no second approval. */
const FREE_WHEN_UNCHANGED: readonly GatedMatter[] = ['consultation', 'referral'];

/**
 * The gates that a text has to pass, in their order.
 * @param unchanged it repeats an approved text word for word
 */
export function planGates(
  set: CaseGates | undefined,
  matter: GatedMatter,
  unchanged: boolean,
): readonly Gate[] {
  if (unchanged && FREE_WHEN_UNCHANGED.includes(matter)) return GATES.none;
  return GATES[set?.[matter] ?? DEFAULTS[matter]];
}
