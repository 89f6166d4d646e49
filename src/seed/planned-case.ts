import type { Action, ActionInputs } from '../cases/life-cycle/actions';
import type { ContactMethod } from '../cases/work/contacts';
import type { Story } from './story';

export type SeedRole = 'clerk' | 'reviewer' | 'signer' | 'coordinator' | 'citizen' | 'system';

/** One press of a button, without its case. */
export type SeedCommand = {
  [A in Action]: { action: A; reason?: string; input: ActionInputs[A] };
}[Action];

/** What is known of a case when its next step is taken. */
export interface Known {
  /** Of the text that waits at its gates. */
  hash: string;
}

/** What a citizen sends. */
export type Said =
  | { kind: 'text'; content: string }
  | { kind: 'image' }
  | { kind: 'voice'; recognition: string }
  | { kind: 'location'; latitude: number; longitude: number; label: string };

/** One thing that happens to a case. */
export type SeedStep =
  | { kind: 'say'; said: Said }
  | { kind: 'act'; by: SeedRole; wantsHash: boolean; command: (known: Known) => SeedCommand }
  | { kind: 'contact'; method: ContactMethod; reached: boolean; result: string }
  | { kind: 'note'; text: string }
  | { kind: 'draft'; text: string }
  /** The citizen says that it is another matter; the clerk finds it is the same. */
  | { kind: 'merge_newest'; command: (into: string) => SeedCommand }
  | { kind: 'tell_by_phone' }
  | { kind: 'view' };

/** What WeChat says to the answers of a case. */
export type Sending = 'accepted' | 'refused' | 'silent' | 'busy';

/** A case of the trial from its first message to where it stands now. */
export interface PlannedCase {
  unit: string;
  /** What tells it from the others: its citizen's openid is made from it. */
  key: string;
  story: Story;
  /** Null: it came by chat; else it is entered by hand. */
  registered: { source: 'telephone' | 'window' | '12345'; externalNo: string | null } | null;
  restricted: boolean;
  sending: Sending;
  startedAt: Date;
  /** In the order of time, none in the future. */
  steps: readonly { at: Date; step: SeedStep }[];
}
