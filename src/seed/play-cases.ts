import type { PlannedCase, Said, SeedCommand, SeedRole, SeedStep } from './planned-case';

/** A case that has come into being, as steps are taken on it. */
export interface PlayedCase {
  plan: PlannedCase;
  number: string;
}

/** One unit with a clock of its own, on which the past is played. */
export interface SeedWorld {
  /** Moves the clock on; it never goes back. */
  moveTo(at: Date): void;
  /** A citizen writes. @returns the number of the case that it opened, or null */
  say(citizen: Pick<PlannedCase, 'key'>, said: Said): Promise<string | null>;
  /** 登记 by a clerk. @returns the number */
  register(plan: PlannedCase): Promise<string>;
  /** Presses a button on a case of the number, by a person of the plan's unit with the role. */
  act(plan: PlannedCase, number: string, by: SeedRole, command: SeedCommand): Promise<void>;
  /** The hash of the text that waits at the gates of a case. */
  hashOf(number: string): Promise<string>;
  /** Whatever a clerk does beside the life cycle. */
  work(
    played: PlayedCase,
    step: Extract<SeedStep, { kind: 'contact' | 'note' | 'draft' | 'tell_by_phone' | 'view' }>,
  ): Promise<void>;
  /** Sends what is due now. */
  deliver(): Promise<void>;
}

interface Moment {
  at: Date;
  take: () => Promise<void>;
}

/**
 * Plays the cases of one unit from the first message to now, all in the order of time.
 * @param onDone told of each case when its last step is taken
 */
export async function playCases(
  world: SeedWorld,
  plans: readonly PlannedCase[],
  onDone: () => void,
): Promise<void> {
  const moments = plans.flatMap((plan) => momentsOf(world, plan, onDone));
  moments.sort((one, other) => one.at.getTime() - other.at.getTime());
  for (const moment of moments) {
    world.moveTo(moment.at);
    await moment.take();
  }
}

function momentsOf(world: SeedWorld, plan: PlannedCase, onDone: () => void): Moment[] {
  let played: PlayedCase | null = null;
  const opening: Moment = {
    at: plan.startedAt,
    async take() {
      const number = plan.registered ? await world.register(plan) : await openByChat(world, plan);
      if (number === null) {
        throw new Error(`an example of ${plan.unit} opened no case: ${plan.key}`);
      }
      played = { plan, number };
      if (plan.steps.length === 0) onDone();
    },
  };
  const following = plan.steps.map(({ at, step }, index): Moment => ({
    at,
    async take() {
      await takeStep(world, played!, step);
      if (index === plan.steps.length - 1) onDone();
    },
  }));
  return [opening, ...following];
}

/** The account answers what it can; the citizen then asks for a person and says what it is about. */
async function openByChat(world: SeedWorld, plan: PlannedCase): Promise<string | null> {
  const { first, detail } = plan.story;
  const numbers: (string | null)[] = [];
  for (const content of [first, '人工', detail]) {
    numbers.push(await world.say(plan, { kind: 'text', content }));
  }
  const number = numbers.find((each) => each !== null) ?? null;
  if (number !== null && plan.restricted) {
    const command = { action: 'flag', input: { flag: 'restricted', on: true } } as const;
    await world.act(plan, number, 'clerk', command);
  }
  return number;
}

async function takeStep(world: SeedWorld, played: PlayedCase, step: SeedStep): Promise<void> {
  const { plan, number } = played;
  switch (step.kind) {
    case 'say':
      await world.say(plan, step.said);
      return;
    case 'act': {
      const hash = step.wantsHash ? await world.hashOf(number) : '';
      await world.act(plan, number, step.by, step.command({ hash }));
      return world.deliver();
    }
    case 'merge_newest': {
      const newest = await world.say(plan, { kind: 'text', content: '2' });
      if (newest) await world.act(plan, newest, 'clerk', step.command(number));
      return;
    }
    default:
      return world.work(played, step);
  }
}
