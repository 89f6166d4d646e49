/** One text before its gates, and who may let it through; knows nothing of what the text is for. */

/** A text before its gates, as far as deciding needs it. */
export interface GatedText {
  /** SHA-256 of the text, in hex. */
  hash: string;
  /** In the order in which they are passed. */
  gates: readonly string[];
  drafters: readonly string[];
  /** Gates that were passed already. */
  passed: readonly string[];
}

/** Somebody who lets a text through one gate or several. */
export interface Pass {
  gates: readonly string[];
  /** What they read: the hash of the text before their eyes. */
  hash: string;
  by: string;
  /** 受…委托: whose right it is, where a deputy uses it. */
  onBehalfOf: string | null;
}

export type PassPlan =
  /** `next`: the gate that is left; null: the text is through. */
  | { kind: 'passed'; gates: readonly string[]; next: string | null }
  /** The text is not the one that they read. */
  | { kind: 'other_text' }
  /** They wrote in it, or act for somebody who did. */
  | { kind: 'own_text' }
  /** The gate is not the next one. */
  | { kind: 'not_their_gate'; next: string | null };

/**
 * Whether a text may pass. Gates are passed in their order; several at once are as good as one after
 * the other. Nobody passes a text that they wrote in, neither for themselves nor for another.
 */
export function planPass(text: GatedText, pass: Pass): PassPlan {
  const open = text.gates.filter((gate) => !text.passed.includes(gate));
  const wanted = open.slice(0, pass.gates.length);
  if (pass.hash !== text.hash) return { kind: 'other_text' };
  if (text.drafters.includes(pass.by) || text.drafters.includes(pass.onBehalfOf ?? '')) {
    return { kind: 'own_text' };
  }
  if (pass.gates.length === 0 || pass.gates.some((gate, index) => gate !== wanted[index])) {
    return { kind: 'not_their_gate', next: open[0] ?? null };
  }
  return { kind: 'passed', gates: pass.gates, next: open[pass.gates.length] ?? null };
}
