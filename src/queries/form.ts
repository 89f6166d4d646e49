/** The conversation of a form: one field at a time, several from one message, corrections, no trap. */
import { foldText, saysSomething } from './fields/fold-text';
import { locationValue } from './fields/place';
import type { FormState, Said } from './form-state';
import { askFor, fieldOf, introduce, namesOf } from './form-words';
import type { Field, Query } from './schema';
import { takeValues, type Taken } from './take-values';

/** Messages in a row without an answer after which the form ends. */
const MOST_MISSES = 4;
const SKIP = /^(?:跳过|没有|无|不填|略过|下一个|没)[了吧啊]?[。.!]?$/;
const LACKING =
  /^(?:我)?(?:不知道|不清楚|不记得|忘了|忘记了|找不到|没有|没带|丢了|不晓得|记不得)(?:了|编号|号码)?[。.!]?$/;
const CHANGE = /^(?:我要|我想|帮我|请)?(?:改|修改|更正|改正|重填|重新填|重发|换)(?:一下|下|个)?/;
const WRONG = /(?:写错|填错|发错|打错|说错|弄错|搞错|错|不对)了?[。.!]?$/;
/** Longer than any answer to a field: a matter of its own. */
const LONG = 300;

export type FormStep =
  /** Something was taken; the next field is asked, or what was wrong with this one is said. */
  | { kind: 'asks'; state: FormState; text: string; hidden: string | null; certain: boolean }
  /** All is there: the source can be asked. */
  | { kind: 'complete'; state: FormState; hidden: string | null; certain: boolean }
  /**
   * No answer to the form. The caller looks whether it is another request; if not, `text` is said
   * and the form goes on with `state`, or ends where that is null.
   */
  | { kind: 'unclear'; state: FormState | null; text: string; hidden: string | null };

/** A form that has just begun, with what the request itself gave ("查报销进度 YB20260001"). */
export function startForm(query: Query, text: string, now: Date): FormStep {
  const empty: FormState = { query: query.ref, values: {}, asked: null, last: null, misses: 0 };
  const folded = foldText(text);
  const shaped = takeValues(folded, query.fields.filter(hasShape), undefined, now);
  const taken = isEmpty(shaped.values) ? shaped : takeValues(folded, query.fields, undefined, now);
  const state = { ...empty, values: taken.refusal ? {} : taken.values };
  const next = nextField(query, state);
  const hidden = isEmpty(state.values) ? null : taken.hidden;
  if (!next) return { kind: 'complete', state, hidden, certain: true };
  const lead = isEmpty(state.values) ? introduce(query, next) : goOn(next);
  return { kind: 'asks', state: { ...state, asked: next.id }, text: lead, hidden, certain: true };
}

/** One message of a citizen who has a form open. Pure: the same arguments give the same step. */
export function advanceForm(query: Query, state: FormState, said: Said, now: Date): FormStep {
  const asked = fieldOf(query, state.asked);
  if (said.kind === 'location') return takeLocation(query, state, said);
  if (said.kind === 'unreadable') {
    return miss(query, state, `${said.what}我看不懂，请打字，或者用语音说。`);
  }
  const text = foldText(said.text);
  if (text.length > LONG) return miss(query, state, '这段话太长了。');
  const changed = takeCorrection(query, state, text, now);
  if (changed) return changed;
  if (!saysSomething(text)) return miss(query, state, '表情我看不懂，请打字，或者用语音说。');
  if (asked?.optional && SKIP.test(text)) {
    return settle(query, { ...state, values: { ...state.values, [asked.id]: '' } }, null, true);
  }
  if (asked && LACKING.test(text)) return miss(query, state, lacking(asked));
  const wanted = asked ? askable(query, state, asked) : query.fields.filter(hasShape);
  return apply(query, state, takeValues(text, wanted, asked, now));
}

function apply(query: Query, state: FormState, taken: Taken): FormStep {
  const { values, refusal, certain } = taken;
  if (isEmpty(values)) {
    const { hidden } = taken;
    if (!refusal) return { ...miss(query, state, '没有看懂。'), hidden };
    return { ...miss(query, { ...state, asked: refusal.field }, refusal.reason), hidden };
  }
  const last = Object.keys(values).at(-1)!;
  const merged = { ...state, values: { ...state.values, ...values }, last, misses: 0 };
  if (!refusal) return settle(query, merged, taken.hidden, certain);
  const field = fieldOf(query, refusal.field)!;
  delete merged.values[refusal.field];
  return {
    kind: 'asks',
    state: { ...merged, asked: refusal.field },
    text: `其他的记下了。${refusal.reason}\n${askFor(field)}`,
    hidden: taken.hidden,
    certain,
  };
}

/** Asks the next field, or has all. */
function settle(query: Query, given: FormState, hidden: string | null, certain: boolean): FormStep {
  const state = { ...given, misses: 0 };
  const next = nextField(query, state);
  if (!next) return { kind: 'complete', state: { ...state, asked: null }, hidden, certain };
  const text = goOn(next);
  return { kind: 'asks', state: { ...state, asked: next.id }, text, hidden, certain };
}

function goOn(next: Field): string {
  return `记下了。${askFor(next)}`;
}

function takeLocation(
  query: Query,
  state: FormState,
  { latitude, longitude }: Extract<Said, { kind: 'location' }>,
): FormStep {
  const field =
    query.fields.find(({ id, type }) => type === 'place' && id === state.asked) ??
    query.fields.find(({ id, type }) => type === 'place' && !(id in state.values));
  if (!field) return miss(query, state, '这里用不到位置。');
  const values = { ...state.values, [field.id]: locationValue(latitude, longitude) };
  return settle(query, { ...state, values, last: field.id }, null, true);
}

/** "改一下手机号", "手机号改成…", "写错了". */
function takeCorrection(query: Query, state: FormState, text: string, now: Date): FormStep | null {
  const change = CHANGE.exec(text);
  const rest = change ? text.slice(change[0].length) : text;
  const to = /^(.*?)(?:改成|改为|换成|应该是|应为)(.+)$/.exec(text);
  if (!change && !to && !WRONG.test(text)) return null;
  const named = namedField(query, to ? to[1]! : rest);
  const field = named ?? (change && rest !== '' && !to ? undefined : fieldOf(query, state.last));
  if (!field) return null;
  const part = to ? to[2]! : rest.replace(WRONG, '');
  const given = takeValues(part, [field], to ? field : undefined, now);
  const hidden = given.hidden === null ? null : hideAll(text);
  const corrected = { ...state, misses: 0, last: field.id };
  if (field.id in given.values) {
    const values = { ...state.values, ...given.values };
    return settle(query, { ...corrected, values }, hidden, true);
  }
  const values = { ...state.values };
  delete values[field.id];
  const reason = given.refusal ? `${given.refusal.reason}\n` : '好的。';
  return {
    kind: 'asks',
    state: { ...corrected, values, asked: field.id },
    text: `${reason}${askFor(field)}`,
    hidden,
    certain: true,
  };
}

/** The field that a correction speaks of: the longest of its names that stands in the text. */
function namedField(query: Query, text: string): Field | undefined {
  let best: { field: Field; length: number } | undefined;
  for (const field of query.fields) {
    const length = namesOf(field).find((name) => text.includes(name))?.length ?? 0;
    if (length > (best?.length ?? 0)) best = { field, length };
  }
  return best?.field;
}

/** Digits and letters of a correction, whatever they are. */
function hideAll(text: string): string {
  return text.replace(/[0-9A-Za-z]/g, '*');
}

function miss(query: Query, state: FormState, reason: string): FormStep & { kind: 'unclear' } {
  const misses = state.misses + 1;
  const field = fieldOf(query, state.asked);
  if (misses >= MOST_MISSES || !field) {
    const text = `${reason}\n“${query.name}”这次先不查了。想再查就再说一次，找人办请回复“转人工”。`;
    return { kind: 'unclear', state: null, text, hidden: null };
  }
  const ways = misses > 1 ? '\n不查了回复“取消”，找人办回复“转人工”。' : '';
  const text = `${reason}\n${askFor(field)}${ways}`;
  return { kind: 'unclear', state: { ...state, misses }, text, hidden: null };
}

function lacking({ label }: Field): string {
  return `没有${label}就查不了。找不到的话可以回复“转人工”，请工作人员帮您查。`;
}

function nextField(query: Query, { values }: FormState): Field | undefined {
  return query.fields.find(({ id }) => !(id in values));
}

/** The asked field first, then those that have no value yet. */
function askable(query: Query, { values }: FormState, asked: Field): Field[] {
  return [asked, ...query.fields.filter((field) => field !== asked && !(field.id in values))];
}

/** Whether a value of the field is known by its shape, also where nothing was asked. */
function hasShape({ type }: Field): boolean {
  return (
    type === 'receipt' ||
    type === 'id_number' ||
    type === 'mobile' ||
    type === 'plate' ||
    type === 'credit_code'
  );
}

function isEmpty(values: Readonly<Record<string, string>>): boolean {
  return Object.keys(values).length === 0;
}
