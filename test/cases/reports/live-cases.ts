import type { CaseState } from '../../../src/cases/case-state';
import { SYSTEM_ACTOR } from '../../../src/cases/life-cycle/execute-action';
import { AppError } from '../../../src/platform/errors';
import {
  anActor,
  DAY_MS,
  DRAFT,
  HOUR_MS,
  type BareCommand,
  type CaseWorld,
} from '../../support/case-world';

const REASON = { reason: '理由写在这里' };
const [clerk, reviewer, signer] = [anActor('clerk'), anActor('reviewer'), anActor('signer')];
const [coordinator, citizen] = [anActor('coordinator'), anActor('citizen')];

type Step = readonly [who: typeof clerk, command: BareCommand];
type Steps = (hash: string) => readonly Step[];

/** What people may do next with a case; what is more common stands there more often. */
const NEXT: Readonly<Record<CaseState, Steps>> = {
  awaiting_assignment: () =>
    ['renshe', 'jiuye'].map((unit) => [
      coordinator,
      { action: 'assign', input: { unit, designate: false } },
    ]),
  awaiting_acceptance: () => [
    ...(['consultation', 'help', 'complaint', 'suggestion'] as const).map((type): Step => [
      clerk,
      { action: 'accept', input: { type, item: null } },
    ]),
    ...(['help', 'consultation'] as const).map((type): Step => [
      clerk,
      { action: 'accept_and_answer', input: { type, item: null, ...DRAFT } },
    ]),
    [clerk, { action: 'return', ...REASON, input: { proposedUnit: null } }],
    [clerk, { action: 'transfer', ...REASON, input: { unit: 'jiuye', designate: false } }],
    [clerk, { action: 'dismiss', input: { cause: 'test' } }],
    [clerk, { action: 'refer', input: { channel: 'x', text: '请打12345。' } }],
    [clerk, { action: 'refuse', ...REASON, input: { cause: 'other', channel: '人民法院' } }],
    [citizen, { action: 'withdraw', input: { confirmed: true } }],
    [coordinator, { action: 'flag', input: { flag: 'restricted', on: true } }],
  ],
  in_progress: () => [
    ...Array.from({ length: 5 }, (): Step => [clerk, { action: 'submit', input: DRAFT }]),
    [clerk, { action: 'ask_supplement', ...REASON, input: { missing: ['照片'] } }],
    [clerk, { action: 'ask_extension', ...REASON, input: { workingDays: 3 } }],
    [signer, { action: 'approve_extension', ...REASON, input: {} }],
    [coordinator, { action: 'transfer', ...REASON, input: { unit: 'jiuye', designate: false } }],
  ],
  awaiting_supplement: () => [
    [citizen, { action: 'supplement', input: {} }],
    [citizen, { action: 'supplement', input: {} }],
    [SYSTEM_ACTOR, { action: 'close_unsupplemented', input: {} }],
  ],
  awaiting_review: (hash) => [
    [reviewer, { action: 'review', input: { hash, opinion: null } }],
    [signer, { action: 'sign', input: { hash, opinion: null, confirmed: true } }],
    [reviewer, { action: 'send_back', ...REASON, input: {} }],
  ],
  awaiting_signature: (hash) => [
    [signer, { action: 'sign', input: { hash, opinion: null, confirmed: true } }],
  ],
  answered: () => [
    ...([1, 3, 4, 5] as const).map((rating): Step => [
      citizen,
      { action: 'rate', input: { rating, tags: [], text: null, named: false } },
    ]),
    [coordinator, { action: 'rework', ...REASON, input: { cause: 'sent_back' } }],
    [SYSTEM_ACTOR, { action: 'close', input: { excuse: null } }],
  ],
  closed: () => [
    [coordinator, { action: 'restore', ...REASON, input: {} }],
    [coordinator, { action: 'rework', ...REASON, input: { cause: 'sent_back' } }],
  ],
  merged: () => [],
  withdrawn: () => [],
};

/** One case with a life of its own; what the moment does not allow is left out. @returns its number */
export async function liveCase(
  world: CaseWorld,
  random: () => number,
  steps: number,
): Promise<string> {
  const number = await world.open({ restricted: random() < 0.05 });
  for (let step = 0; step < steps; step += 1) {
    world.clock.advance(Math.floor(random() ** 3 * 4 * DAY_MS) + HOUR_MS / 4);
    const { state } = await world.read(number);
    const gated = state === 'awaiting_review' || state === 'awaiting_signature';
    const next = NEXT[state as CaseState](gated ? await world.hash(number) : '');
    const chosen = next[Math.floor(random() * next.length)];
    if (!chosen) break;
    try {
      await world.act(number, ...chosen);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return number;
}
