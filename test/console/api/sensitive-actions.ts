import { z } from 'zod';
import { pressedActionSchema } from '../../../src/console/api/cases/action-schemas';
import { anActor, HOUR_MS } from '../../support/case-world';
import { held } from '../../staff/staff-bench';
import type { Browser, ConsoleBench } from '../console-bench';

/** Fields of an action that hold a code or the name of an entry of the files, not words of a person's own. */
const NO_WORDS = ['unit', 'proposedUnit', 'item', 'template', 'hash', 'main', 'refer.channel'];
interface JsonSchema {
  const?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
}

/** `submit.text`, `submit.reason` …: every field of every action that takes a person's own words. */
export function freeTextFields(): string[] {
  const { oneOf, anyOf } = z.toJSONSchema(pressedActionSchema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  return (oneOf ?? anyOf ?? [])
    .flatMap(({ properties }) => {
      const action = properties!['action']!.const!;
      const { reason, input } = properties!;
      return [...wordsIn(reason!, 'reason'), ...wordsIn(input!, '')].map(
        (name) => `${action}.${name}`,
      );
    })
    .filter((name) => !NO_WORDS.some((one) => name.endsWith(`.${one}`) || name === one));
}

function wordsIn(schema: JsonSchema, name: string): string[] {
  const { type, format, anyOf, items, properties } = schema;
  if (properties) return Object.entries(properties).flatMap(([key, one]) => wordsIn(one, key));
  if (anyOf) return anyOf.flatMap((one) => wordsIn(one, name));
  if (items) return wordsIn(items, name);
  return type === 'string' && !format && !schema.enum ? [name] : [];
}

/** Somebody's presses, with numbers typed into whatever takes words. */
export interface Typing {
  /** Fields into which numbers were typed, as `freeTextFields` names them. */
  fields: ReadonlySet<string>;
  /** What came back, word by word. */
  answers: readonly string[];
  /** One press; its reason holds numbers too. @throws where it is refused */
  readonly act: (who: Browser, number: string, action: string, input?: object) => Promise<void>;
  /** One press of what leaves for the citizen. @throws where it is not stopped for its numbers */
  readonly stopped: (who: Browser, number: string, action: string, input: object) => Promise<void>;
}

/** @param typed words with numbers in them; of a field that takes less, its beginning */
export function createTyping(typed: string): Typing {
  const fields = new Set<string>();
  const answers: string[] = [];
  const note = (value: unknown, action: string, name: string): void => {
    if (typeof value === 'string') {
      if (value.length > 100 && typed.startsWith(value)) fields.add(`${action}.${name}`);
    } else if (Array.isArray(value)) {
      for (const one of value) note(one, action, name);
    } else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value)) note(one, action, key);
    }
  };
  const send = async (who: Browser, number: string, action: string, input: object) => {
    const { body } = await who.ask(`/api/cases/${number}`);
    const { version } = body as { version: number };
    const answer = await who.ask(`/api/cases/${number}/actions`, {
      body: { action, input, reason: typed },
      headers: { 'Idempotency-Key': `typed-into-${answers.length}`, 'If-Match': `"${version}"` },
    });
    answers.push(answer.text);
    note({ reason: typed, ...input }, action, '');
    return answer;
  };
  return {
    ...{ fields, answers },
    async act(who, number, action, input = {}) {
      const { status, text } = await send(who, number, action, input);
      if (status !== 200) throw new Error(`${action}: ${text}`);
    },
    async stopped(who, number, action, input) {
      const { status, text } = await send(who, number, action, input);
      if (status !== 422) throw new Error(`${action} was not stopped: ${status} ${text}`);
    },
  };
}

const PLAIN = '您好，已经核实，三个工作日内补发。';

/** Presses every button that staff have, on cases of its own. */
export async function pressEverything(
  bench: ConsoleBench,
  typing: Typing,
  typed: string,
): Promise<void> {
  const people = {
    clerk: await bench.signedIn('acts.clerk', held('clerk'), held('unit_admin')),
    gate: await bench.signedIn('acts.gate', held('reviewer'), held('signer')),
    helper: await bench.signedIn('acts.helper', held('clerk', 'yibao')),
    chief: await bench.signedIn('acts.chief', held('coordinator', null)),
  };
  const walk: Walk = { ...typing, ...people, bench, typed };
  await walkToTheEnd(walk);
  await walkThroughOutgoing(walk);
  await walkAside(walk);
}

interface Walk extends Typing {
  bench: ConsoleBench;
  typed: string;
  clerk: Browser;
  gate: Browser;
  helper: Browser;
  chief: Browser;
}

const draftOf = (typed: string) => ({
  text: PLAIN,
  template: null,
  handling: { isTrue: 'yes', solved: true, inside: typed },
});

/** From the queue over every desk to 办结, once more after a rework. */
async function walkToTheEnd({ act, bench, typed, ...who }: Walk): Promise<void> {
  const { clerk, gate, helper, chief } = who;
  const { world } = bench;
  const number = await world.open();
  const dueAt = new Date(bench.clock.now().getTime() + 36 * HOUR_MS).toISOString();
  const hash = async () => ({ hash: await world.hash(number) });
  await act(clerk, number, 'claim');
  await act(clerk, number, 'release');
  await act(clerk, number, 'return', { proposedUnit: null });
  await act(chief, number, 'assign', { unit: 'yibao' });
  await act(chief, number, 'transfer', { unit: 'renshe' });
  await act(clerk, number, 'accept', { type: 'consultation' });
  await act(clerk, number, 'flag', { flag: 'urgent', on: true });
  await act(clerk, number, 'add_co_handler', { unit: 'yibao', dueAt });
  await act(helper, number, 'answer_as_co_handler', { unit: 'yibao', opinion: typed });
  await act(clerk, number, 'ask_supplement', { missing: [typed.slice(0, 200)] });
  await world.act(number, anActor('citizen'), { action: 'supplement', input: {} });
  await act(clerk, number, 'ask_extension', { workingDays: 2 });
  await act(gate, number, 'approve_extension');
  await act(clerk, number, 'submit', draftOf(typed));
  await act(clerk, number, 'revise', { text: `${PLAIN}请留意。` });
  await act(gate, number, 'send_back');
  await act(clerk, number, 'submit', draftOf(typed));
  await act(chief, number, 'supervise', { dueAt });
  await act(clerk, number, 'answer_supervision', { text: typed });
  await act(gate, number, 'review', { ...(await hash()), opinion: typed });
  await act(chief, number, 'rework', { cause: 'sent_back' });
  await act(clerk, number, 'submit', draftOf(typed));
  await act(gate, number, 'review', { ...(await hash()), opinion: typed });
  await act(chief, number, 'close', { excuse: typed });
}

/** What leaves for the citizen with a number in it is stopped at the first press; without one it goes on. */
async function walkThroughOutgoing({
  act,
  stopped,
  bench,
  typed,
  clerk,
  gate,
}: Walk): Promise<void> {
  const { world } = bench;
  const number = await world.open();
  const accepted = { type: 'complaint', ...draftOf(typed) };
  await stopped(clerk, number, 'refuse', { cause: 'other', channel: typed.slice(0, 500) });
  await stopped(clerk, number, 'refer', { channel: 'water', text: typed });
  await stopped(clerk, number, 'accept_and_answer', { ...accepted, text: typed });
  await act(clerk, number, 'accept', { type: 'complaint' });
  await stopped(clerk, number, 'submit', { ...draftOf(typed), text: typed });
  await act(clerk, number, 'submit', draftOf(typed));
  await stopped(clerk, number, 'revise', { text: typed });
  const hash = await world.hash(number);
  await act(gate, number, 'sign', { hash, opinion: typed, confirmed: true });
  await act(clerk, await world.open(), 'accept_and_answer', accepted);
  await act(clerk, await world.open(), 'refuse', { cause: 'other', channel: '请到法院起诉。' });
  await act(clerk, await world.open(), 'refer', { channel: 'water', text: PLAIN });
}

/** 无需办理 and back, and what cases do to each other. */
async function walkAside({ act, bench, clerk, gate }: Walk): Promise<void> {
  const { world, database } = bench;
  const number = await world.open();
  await act(clerk, number, 'dismiss', { cause: 'test' });
  await act(clerk, number, 'restore');
  await world.set(number, 'needs_judgement = true');
  await act(clerk, number, 'judge');
  await act(clerk, number, 'accept', { type: 'help' });
  await act(clerk, number, 'ask_extension', { workingDays: 2 });
  await act(gate, number, 'refuse_extension');
  await act(clerk, number, 'hand_over', { handler: null });
  const [message] = await database.query<{ id: string }>(
    `select m.id from messages m join cases c on c.id = m.case_id where c.number = $1 limit 1`,
    [number],
  );
  await act(clerk, number, 'split', { messageIds: [message!.id] });
  await act(clerk, await world.open(), 'merge', { main: number });
}
