import type { Dispatcher } from 'undici';
import { clickPush, textPush, type Push } from '../../src/simulator/pushes';
import type { TestAccount } from '../support/seven-accounts';
import { aStory } from '../support/sentences';
import { aPushed, postPushed, type Pushed } from '../support/wechat-side';

/** WeChat posts a message three times, then never again. */
const TRIES = 3;
const AT_ONCE = 48;
/**
 * How many messages later a citizen writes again, when the first is no longer under way: one who asks
 * for the same once more (what is written repeats itself after 5), one with another matter.
 */
const AGAIN_AFTER = { same: 2 * AT_ONCE + 9, other: 2 * AT_ONCE + 1 };

/** One message, and what became of its posts. */
interface Tracked {
  pushed: Pushed;
  tries: number;
  /** Undefined until a 200; null for `success`. */
  reply: string | null | undefined;
}

/** Many citizens who write at once and whose messages WeChat posts again until they are answered. */
export interface Crowd {
  readonly inFlight: number;
  readonly messages: readonly Tracked[];
  /** What should never be: another status than 200 and 503, another reply to a repeated post. */
  readonly faults: readonly string[];
  /** Posts new messages, always `AT_ONCE` under way, until `stopped` settles and the last has ended. */
  keepPosting(base: string, stopped: Promise<unknown>): Promise<void>;
  /** Posts what has no 200 again, as long as it has tries left. */
  retry(base: string): Promise<void>;
  /** Posts answered messages once more and compares the replies. */
  repeat(base: string, which: readonly Tracked[]): Promise<void>;
}

/** @param write what the n-th message says; by default known questions, matters for the queue and taps */
export function createCrowd(
  accounts: readonly TestAccount[],
  dispatcher: Dispatcher,
  write: (n: number) => Push = writeSomething,
): Crowd {
  const messages: Tracked[] = [];
  const faults: string[] = [];
  let inFlight = 0;

  async function post(base: string, tracked: Tracked): Promise<void> {
    tracked.tries += 1;
    inFlight += 1;
    const answer = await postPushed({ base, dispatcher }, tracked.pushed);
    inFlight -= 1;
    if (answer.kind === 'lost' || answer.status === 503) return;
    if (answer.status !== 200) faults.push(`status ${answer.status}`);
    else if (tracked.reply === undefined) tracked.reply = answer.reply;
    else if (tracked.reply !== answer.reply) {
      faults.push(`another reply: ${String(answer.reply)} after ${String(tracked.reply)}`);
    }
  }

  function newMessage(): Tracked {
    const n = messages.length;
    const citizen = citizenOf(n);
    const account = accounts[citizen % accounts.length]!;
    const openid = `oCrash${String(citizen).padStart(22, '0')}`;
    // Events have no id: what was tapped tells them apart.
    const tracked = {
      pushed: aPushed(account, openid, write(n)),
      tries: 0,
      reply: undefined,
    };
    messages.push(tracked);
    return tracked;
  }

  async function forEach(
    which: readonly Tracked[],
    work: (tracked: Tracked) => Promise<void>,
  ): Promise<void> {
    const left = [...which];
    const worker = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await work(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  return {
    get inFlight() {
      return inFlight;
    },
    messages,
    faults,
    async keepPosting(base, stopped) {
      let stop = false;
      void stopped.finally(() => (stop = true));
      const worker = async (): Promise<void> => {
        while (!stop) await post(base, newMessage());
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    },
    async retry(base) {
      const isDue = ({ reply, tries }: Tracked): boolean => reply === undefined && tries < TRIES;
      for (let due = messages.filter(isDue); due.length > 0; due = messages.filter(isDue)) {
        await forEach(due, (tracked) => post(base, tracked));
      }
    },
    repeat: (base, which) => forEach(which, (tracked) => post(base, tracked)),
  };
}

/** New citizens and known ones in turn, so that nearly every batch does all that a batch can do. */
function citizenOf(n: number): number {
  const known = n - (n % 4 === 1 ? AGAIN_AFTER.other : AGAIN_AFTER.same);
  return n % 2 === 0 || known < 0 ? n : known;
}

function writeSomething(n: number): Push {
  if (n % 20 === 0) return clickPush(`reply:${n}`);
  return textPush(n % 5 < 2 ? '社保卡怎么办' : aStory(n));
}
