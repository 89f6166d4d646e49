/** What must hold at the end of a storm, answer by answer, between our tables and the simulator's log. */
import type { SendRecord } from '../../src/simulator/api/send-log';
import type { Answer } from './delivery-scene';

/** One delivery as our tables tell it. */
export interface DeliveryFact {
  caseId: string;
  account: string;
  citizenId: string;
  state: string;
  reason: string | null;
  /** When it came to its state; milliseconds since 1970, as `startedAt`. */
  decidedAt: number;
  attempts: { id: string; outcome: string | null; startedAt: number }[];
}

/** After these the caller cannot know whether the message went out: all its bytes had left. */
const SILENT = new Set<string | null>(['cut_before', 'cut_after', 'not_json']);
/** After these the next try may go through. */
const RETRYABLE = new Set<string | null>(['40001', '42001', '-1', '45009', '45011', 'slow', null]);
/** Of the five sends after a message, the one that is kept. */
const USABLE_SENDS = 4;
/** A permission that was taken away is given back in the storm within half a second, on a busy machine later. */
const PERMISSION_BACK_MS = 5000;

interface Seen {
  answer: Answer;
  fact: DeliveryFact;
  /** Calls with this answer, in order. */
  calls: SendRecord[];
  /** All calls to this citizen, and all of this account, up to when it was decided. */
  toCitizen: SendRecord[];
  ofAccount: SendRecord[];
  /** Attempts for this citizen up to then that were spent, or may have been. */
  spent: number;
}

/** @returns a sentence for everything that is not as it must be */
export function findSpoilt(
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  log: readonly SendRecord[],
  openAtKills: ReadonlySet<string>,
): string[] {
  const lost = facts.flatMap(({ attempts }) => attempts.filter(isLost));
  return [
    ...(facts.length === answers.length ? [] : [`${facts.length} rows of ${answers.length}`]),
    ...join(answers, facts, log).flatMap((one) =>
      faultsOf(one).map((fault) => `${one.answer.text}: ${fault}`),
    ),
    ...findDisorder(answers, log),
    ...lost.filter(({ id }) => !openAtKills.has(id)).map(({ id }) => `${id} lost without a kill`),
  ];
}

/** How many uncertain answers each kind of silence left, and kills (`lost`). */
export function countDoubts(
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  log: readonly SendRecord[],
): Record<string, number> {
  const doubts: Record<string, number> = {};
  for (const one of join(answers, facts, log)) {
    if (one.fact.state !== 'uncertain') continue;
    const cause = doubtOf(one) ?? 'nothing';
    doubts[cause] = (doubts[cause] ?? 0) + 1;
  }
  return doubts;
}

function join(
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  log: readonly SendRecord[],
): Seen[] {
  const byCase = new Map(facts.map((fact) => [fact.caseId, fact]));
  const byText = groupBy(log, textOf);
  const byOpenid = groupBy(log, ({ openid }) => openid);
  const unitOf = new Map(answers.map(({ citizen }) => [citizen.openid, citizen.unit]));
  const byUnit = groupBy(log, ({ openid }) => unitOf.get(openid) ?? '');
  const spending = groupBy(
    facts.flatMap(({ citizenId, attempts }) =>
      attempts.map((attempt) => ({ ...attempt, citizenId })),
    ),
    ({ citizenId }) => citizenId,
  );
  return answers.flatMap((answer) => {
    const fact = byCase.get(answer.caseId);
    if (!fact) return [];
    const before = (calls: readonly SendRecord[] = []): SendRecord[] =>
      calls.filter(({ at }) => at <= fact.decidedAt);
    const spent = (spending.get(fact.citizenId) ?? []).filter(
      ({ outcome, startedAt }) =>
        startedAt <= fact.decidedAt && outcome !== 'refused' && outcome !== 'not_sent',
    );
    return [
      {
        answer,
        fact,
        calls: byText.get(answer.text) ?? [],
        toCitizen: before(byOpenid.get(answer.citizen.openid)),
        ofAccount: before(byUnit.get(answer.citizen.unit)),
        spent: spent.length,
      },
    ];
  });
}

function faultsOf(seen: Seen): string[] {
  const { calls, fact } = seen;
  const { state, reason } = fact;
  const taken = calls.filter((call) => call.taken).length;
  const told = `${state} (${reason ?? ''}), taken ${taken} times`;
  if (taken > 1) return [`${told}: sent twice`];
  switch (state) {
    case 'accepted':
      return taken === 1 ? [] : [told];
    case 'uncertain':
      return doubtOf(seen) === null ? [told] : [];
    case 'held':
      return taken === 0 && isTrue(seen) && !shouldHaveGone(seen) ? [] : [told];
    default:
      return [told];
  }
}

/** What made it uncertain; null where nothing did: then there is a mistake. */
function doubtOf({ calls, fact }: Seen): string | null {
  const doubtful = fact.attempts.filter((one) => isLost(one) || one.outcome === 'no_answer');
  const [doubt, ...more] = doubtful;
  // It is never sent again by itself: the one doubtful attempt is the last.
  if (!doubt || more.length > 0 || fact.attempts.at(-1) !== doubt) return null;
  if (isLost(doubt)) return 'lost';
  const fault = calls.at(-1)?.fault ?? null;
  return SILENT.has(fault) ? fault : null;
}

function isLost({ outcome }: { outcome: string | null }): boolean {
  return outcome === 'lost';
}

/** Whether the simulator's log says what the reason says. */
function isTrue({ fact, calls, toCitizen, ofAccount, spent }: Seen): boolean {
  const said = (code: number, where: readonly SendRecord[]): boolean =>
    where.some(({ errcode }) => errcode === code);
  switch (fact.reason) {
    case 'window_closed':
      return said(45015, toCitizen);
    case 'quota_used':
      return said(45047, toCitizen) || spent >= USABLE_SENDS;
    case 'not_following':
      return calls.at(-1)?.errcode === 43004;
    case 'no_permission':
      return said(
        48001,
        ofAccount.filter(({ at }) => at > fact.decidedAt - PERMISSION_BACK_MS),
      );
    default:
      return false;
  }
}

/** It was tried, and all that went wrong with it was passing; another's 48001 may still have stopped it. */
function shouldHaveGone({ calls, fact }: Seen): boolean {
  return (
    calls.length > 0 &&
    calls.every(({ fault }) => RETRYABLE.has(fault)) &&
    fact.reason !== 'no_permission'
  );
}

/** What a citizen got must have come in the order in which it was signed. */
function findDisorder(answers: readonly Answer[], log: readonly SendRecord[]): string[] {
  const orders = new Map(answers.map(({ text }, index) => [text, index]));
  const disorders: string[] = [];
  for (const [openid, calls] of groupBy(
    log.filter(({ taken }) => taken),
    (call) => call.openid,
  )) {
    const got = calls.map((call) => orders.get(textOf(call)) ?? -1);
    if (got.some((order, index) => index > 0 && order <= got[index - 1]!)) {
      disorders.push(`${openid} got ${got.join(', ')}`);
    }
  }
  return disorders;
}

function textOf({ body }: SendRecord): string {
  const { text } = body as { text?: { content?: string } };
  return text?.content ?? '';
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
