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
  attempts: { id: string; outcome: string | null; code: number | null }[];
}

/** After these the caller cannot know whether the message went out. */
const SILENT = new Set(['cut_before', 'cut_after', 'not_json']);
/** After these the next try may go through. */
const RETRYABLE = new Set(['40001', '42001', '-1', '45009', '45011', 'slow']);
/** Of the five sends after a message, the one that is kept. */
const USABLE_SENDS = 4;

interface Seen {
  answer: Answer;
  fact: DeliveryFact;
  /** Calls with this answer, in order. */
  calls: SendRecord[];
  /** All calls to this citizen. */
  ofCitizen: SendRecord[];
  /** All that was spent, or may have been, on this citizen. */
  spent: number;
}

/** @returns a sentence for everything that is not as it must be */
export function findSpoilt(
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  log: readonly SendRecord[],
  openAtKills: ReadonlySet<string>,
): string[] {
  const seen = join(answers, facts, log);
  const silences = log.filter(({ fault }) => fault && SILENT.has(fault)).length;
  const uncertain = facts.filter(({ state }) => state === 'uncertain').length;
  const lost = facts
    .flatMap(({ attempts }) => attempts)
    .filter(({ outcome }) => outcome === 'lost');
  return [
    ...(facts.length === answers.length ? [] : [`${facts.length} rows of ${answers.length}`]),
    ...seen.flatMap((one) => faultsOf(one).map((fault) => `${one.answer.text}: ${fault}`)),
    ...findDisorder(answers, log),
    ...(uncertain <= silences + lost.length ? [] : [`${uncertain} uncertain`]),
    ...lost.filter(({ id }) => !openAtKills.has(id)).map(({ id }) => `${id} lost without a kill`),
  ];
}

function join(
  answers: readonly Answer[],
  facts: readonly DeliveryFact[],
  log: readonly SendRecord[],
): Seen[] {
  const byCase = new Map(facts.map((fact) => [fact.caseId, fact]));
  const byText = groupBy(log, textOf);
  const byOpenid = groupBy(log, ({ openid }) => openid);
  const spentBy = new Map<string, number>();
  for (const { citizenId, attempts } of facts) {
    const spent = attempts.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'not_sent');
    spentBy.set(citizenId, (spentBy.get(citizenId) ?? 0) + spent.length);
  }
  return answers.flatMap((answer) => {
    const fact = byCase.get(answer.caseId);
    if (!fact) return [];
    const calls = byText.get(answer.text) ?? [];
    const ofCitizen = byOpenid.get(answer.citizen.openid) ?? [];
    return [{ answer, fact, calls, ofCitizen, spent: spentBy.get(fact.citizenId) ?? 0 }];
  });
}

function faultsOf({ fact, calls, ofCitizen, spent }: Seen): string[] {
  const taken = calls.filter((call) => call.taken).length;
  const { state, reason } = fact;
  const told = `${state} (${reason ?? ''}), taken ${taken} times`;
  if (taken > 1) return [`${told}: sent twice`];
  const lost = fact.attempts.some(({ outcome }) => outcome === 'lost');
  switch (state) {
    case 'accepted':
      return taken === 1 ? [] : [told];
    case 'uncertain':
      return lost || calls.some(({ fault }) => fault && SILENT.has(fault)) ? [] : [told];
    case 'held':
      return taken === 0 && isTrue(reason, calls, ofCitizen, spent) && !shouldHaveGone(calls)
        ? []
        : [told];
    default:
      return [told];
  }
}

/** Whether the simulator's log says what the reason says. */
function isTrue(
  reason: string | null,
  calls: readonly SendRecord[],
  ofCitizen: readonly SendRecord[],
  spent: number,
): boolean {
  const said = (code: number, where: readonly SendRecord[]): boolean =>
    where.some(({ errcode }) => errcode === code);
  switch (reason) {
    case 'window_closed':
      return said(45015, ofCitizen);
    case 'quota_used':
      return said(45047, ofCitizen) || spent >= USABLE_SENDS;
    case 'not_following':
      return said(43004, calls);
    case 'no_permission':
      return ofCitizen.length === 0 || said(48001, calls) || calls.length === 0;
    default:
      return false;
  }
}

/** It was tried, and all that went wrong was passing. */
function shouldHaveGone(calls: readonly SendRecord[]): boolean {
  const last = calls.at(-1);
  return last !== undefined && (last.fault === null || RETRYABLE.has(last.fault));
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
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
