import type { CaseState } from '../case-state';
import type { CaseType } from '../case-type';
import type { SqlParameters } from './sql-parameters';

/** 标记 by which lists are narrowed. */
export const listedFlags = {
  urgent: '加急',
  restricted: '保密',
  supervised: '督办',
  opinion_risk: '疑似舆情',
  duplicate: '重复件',
  out_of_remit: '超职责',
  needs_judgement: '请判断',
  call_back: '差评待回访',
} as const;

export type ListedFlag = keyof typeof listedFlags;

/** What a list is narrowed by; absent: not at all. Times from–before: the first belongs to it, the last does not. */
export interface CaseFilters {
  readonly units?: readonly string[];
  readonly states?: readonly CaseState[];
  readonly types?: readonly CaseType[];
  readonly item?: string;
  readonly account?: string;
  readonly source?: string;
  /** 承办人; null: nobody has it. */
  readonly handler?: string | null;
  readonly receivedFrom?: Date;
  readonly receivedBefore?: Date;
  readonly dueFrom?: Date;
  readonly dueBefore?: Date;
  /** By the citizen's last message. */
  readonly wroteFrom?: Date;
  readonly wroteBefore?: Date;
  /** Each of them is set. */
  readonly flags?: readonly ListedFlag[];
  /** The clock goes: neither paused nor at its end. */
  readonly running?: true;
  /** What the citizen gave last, also when a round has begun since. */
  readonly ratings?: readonly number[];
  readonly tag?: string;
}

/** The limit that counts now: 答复 once it was accepted, else 受理; without one after all others. */
export const DUE_KEY = `coalesce(c.answer_due_at, c.accept_due_at, 'infinity'::timestamptz)`;

/** Conditions on `cases c`, in words of SQL, joined by nobody yet; units and states are the branches' matter. */
export function filterConditions(filters: CaseFilters, parameters: SqlParameters): string[] {
  const conditions: string[] = [];
  const when = <T>(value: T | undefined, type: string, build: (given: string) => string): void => {
    if (value !== undefined) conditions.push(build(parameters.add(value, type)));
  };
  when(filters.types, 'text[]', (types) => `c.type = any(${types})`);
  when(filters.item, 'text', (item) => `c.item = ${item}`);
  when(filters.account, 'text', (account) => `c.account = ${account}`);
  when(filters.source, 'text', (source) => `c.source = ${source}`);
  // Written out, so that the planner sees that the index of what did not come from the chat holds all.
  if (filters.source && filters.source !== 'wechat') conditions.push(`c.source <> 'wechat'`);
  if (filters.handler === null) conditions.push('c.handler is null');
  else when(filters.handler, 'text', (handler) => `c.handler = ${handler}`);
  when(filters.receivedFrom, 'timestamptz', (from) => `c.opened_at >= ${from}`);
  when(filters.receivedBefore, 'timestamptz', (before) => `c.opened_at < ${before}`);
  when(filters.dueFrom, 'timestamptz', (from) => `${DUE_KEY} >= ${from}`);
  when(filters.dueBefore, 'timestamptz', (before) => `${DUE_KEY} < ${before}`);
  when(filters.wroteFrom, 'timestamptz', (from) => `c.last_message_at >= ${from}`);
  when(filters.wroteBefore, 'timestamptz', (before) => `c.last_message_at < ${before}`);
  if (filters.running) {
    conditions.push('c.paused_at is null and c.answered_at is null and c.closed_at is null');
  }
  for (const flag of filters.flags ?? []) conditions.push(flagCondition(flag));
  when(filters.ratings, 'smallint[]', (ratings) => {
    // Said twice, so that the planner sees that the index of what was rated holds all.
    return `c.latest_rating is not null and c.latest_rating = any(${ratings})`;
  });
  when(
    filters.tag,
    'text',
    (tag) => `exists (select 1 from case_tags t where t.tag = ${tag} and t.case_id = c.id)`,
  );
  return conditions;
}

function flagCondition(flag: ListedFlag): string {
  return flag === 'call_back' ? 'c.contact_due_at is not null' : `c.${flag}`;
}
