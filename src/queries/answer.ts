import { cutLines } from '../platform/cut-lines';
import { presentDay } from './mask-value';
import type { QueryResult } from './query-engine';
import type { Query } from './schema';
import { fillTemplate } from './template';

/** Room of one page of rows with the lines round it, in bytes of UTF-8: below WeChat's 2048, beside what was heard. */
const PAGE_BYTES = 1400;
/** Room that a row has at least, however long the lines round it are. */
const LEAST_ROW_BYTES = 400;
const PAGE_ROWS = 5;
const DAY_MS = 24 * 60 * 60 * 1000;
const NONE = '没有查到和您填的相符的记录。';
const TOO_MANY = '今天查的次数已经用完，请明天再查。';
const BROKEN = '现在查不了，请过一会儿再查。';

export interface AnswerOptions {
  /** The unit's telephone, where it is known. */
  telephone: string | null;
  now: Date;
  /** False: amounts stay hidden. */
  showsAmounts: boolean;
}

/** The lines that a citizen reads, for the chat and the page alike. */
export interface Answer {
  kind: 'rows' | 'none' | 'unavailable' | 'too_many_tries';
  /** Above the rows, or all there is to say. */
  lead: string | null;
  rows: string[];
  /** 数据截至…, the next step, the telephone. */
  tail: string[];
}

/** One text of an answer, and the rows that "更多" brings. */
export interface AnswerPage {
  text: string;
  rest: MoreRows | null;
}

/** What is kept (sealed) for "更多": rows already worded and masked. */
export interface MoreRows {
  name: string;
  rows: string[];
  /** How many rows went before. */
  shown: number;
  tail: string[];
}

/** Words what a source said. A person's answer is not worded here: it becomes a case. */
export function presentAnswer(
  query: Query,
  result: Exclude<QueryResult, { kind: 'person' }>,
  options: AnswerOptions,
): Answer {
  const template = query.answer!;
  const ends = [template.next, wayOn(options.telephone)];
  switch (result.kind) {
    case 'rows':
      return {
        kind: 'rows',
        lead: template.lead,
        rows: result.rows.map((row) => fillTemplate(template.row, row, options)),
        tail: [...asOfLine(query, result.asOf, options.now), ...ends],
      };
    case 'none':
      return {
        kind: 'none',
        lead: template.none ?? NONE,
        rows: [],
        tail: [...asOfLine(query, result.asOf, options.now), ...ends],
      };
    case 'too_many_tries':
      return { kind: 'too_many_tries', lead: TOO_MANY, rows: [], tail: ends };
    case 'unavailable':
      return { kind: 'unavailable', lead: template.broken ?? BROKEN, rows: [], tail: ends };
  }
}

/** The first text of an answer for the chat. */
export function pageAnswer(query: Query, answer: Answer): AnswerPage {
  const head = [`${query.name}：`, answer.lead].filter((line) => line !== null);
  return page(head, { name: query.name, rows: answer.rows, shown: 0, tail: answer.tail });
}

/** The next text, after "更多". */
export function pageMore(more: MoreRows): AnswerPage {
  return page([`${more.name}（接着）：`], more);
}

function page(head: readonly string[], { name, rows, shown, tail }: MoreRows): AnswerPage {
  const taken: string[] = [];
  let bytes = Buffer.byteLength([...head, ...tail].join('\n'));
  const room = Math.max(PAGE_BYTES - bytes, LEAST_ROW_BYTES);
  for (const [index, row] of rows.entries()) {
    const whole = rows.length + shown === 1 ? row : `${shown + index + 1} ${row}`;
    // A row that is too long by itself must not push the next step and the telephone out of the text.
    const line = cutLines(whole, room);
    bytes += Buffer.byteLength(line) + 1;
    if (taken.length > 0 && (bytes > PAGE_BYTES || taken.length === PAGE_ROWS)) break;
    taken.push(line);
  }
  const left = rows.slice(taken.length);
  const more = left.length > 0 ? [`还有${left.length}条，回复“更多”。`] : [];
  return {
    text: [...head, ...taken, ...more, ...tail].join('\n'),
    rest: left.length > 0 ? { name, rows: left, shown: shown + taken.length, tail } : null,
  };
}

/** Whether data of that day is older than the unit's file allows. */
export function isStale({ staleAfterDays }: Query, asOf: Date, now: Date): boolean {
  return staleAfterDays !== null && now.getTime() - asOf.getTime() > staleAfterDays * DAY_MS;
}

function asOfLine(query: Query, asOf: Date | null, now: Date): string[] {
  if (!asOf) return [];
  return [
    `数据截至${presentDay(asOf)}${isStale(query, asOf, now) ? '，比较旧了，以窗口答复为准' : ''}。`,
  ];
}

function wayOn(telephone: string | null): string {
  return `电话：${telephone === null ? '12345' : `${telephone}或12345`}。找人办请回复“转人工”。`;
}
