/** What the address of the list says, and what a person reads of it. */
import { caseStates } from '../../../../cases/case-state';
import { caseTypes } from '../../../../cases/case-type';
import { ratingWords } from '../../../../cases/life-cycle/actions';
import { listedFlags } from '../../../../cases/lists/case-filters';
import { presentTime } from '../../shared/present-time';
import type { UrlQuery } from '../../shared/use-url-query';

/** Everything that `GET /api/cases` may be asked, and nothing else of an address. */
const FIELDS = [
  ...['tab', 'q', 'restricted', 'sort', 'lamps', 'units', 'states', 'types', 'flags', 'ratings'],
  ...['source', 'item', 'account', 'handler', 'receivedFrom', 'receivedBefore', 'dueFrom'],
  ...['dueBefore', 'wroteFrom', 'wroteBefore', 'tag', 'limit', 'cursor'],
] as const;

export type ListField = (typeof FIELDS)[number];

/** Fields that narrow nothing. */
const UNNARROWING: readonly string[] = ['tab', 'sort', 'limit', 'cursor', 'restricted'];

/** What of an address the list is asked for. */
export function readListAddress(address: UrlQuery): Partial<Record<ListField, string>> {
  const known = FIELDS.flatMap((name) => (address[name] ? [[name, address[name]]] : []));
  return Object.fromEntries(known) as Partial<Record<ListField, string>>;
}

/** The address without what narrows the list. */
export function clearFilters(address: UrlQuery): UrlQuery {
  return Object.fromEntries(
    Object.entries(address).filter(([name]) => UNNARROWING.includes(name) && name !== 'cursor'),
  );
}

/** The address of what a list shows, for a saved view or a link: without the place in it. */
export function buildListAddress(address: UrlQuery): string {
  const { cursor: _here, ...rest } = readListAddress(address);
  return new URLSearchParams(rest).toString();
}

export const sources: Readonly<Record<string, string>> = {
  wechat: '微信',
  telephone: '电话',
  window: '窗口',
  '12345': '12345',
  comment: '留言评论',
  other: '其他平台',
};

export const lamps: Readonly<Record<string, string>> = {
  normal: '正常',
  near: '临期',
  overdue: '逾期',
  severe: '严重逾期',
  paused: '暂停',
};

const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  states: caseStates,
  types: caseTypes,
  flags: listedFlags,
  ratings: ratingWords,
  source: sources,
  lamps,
};

export interface FilterWord {
  /** The fields that it stands for. */
  fields: readonly ListField[];
  text: string;
}

/** The filters of an address in words, each removable. @param nameOf of units and items, by code */
export function presentFilters(
  address: UrlQuery,
  nameOf: (field: ListField, code: string) => string,
): FilterWord[] {
  const words: FilterWord[] = [];
  const list = (field: ListField, label: string): void => {
    const value = address[field];
    if (!value) return;
    const names = value.split(',').map((one) => NAMES[field]?.[one] ?? nameOf(field, one));
    words.push({ fields: [field], text: `${label}：${names.join('、')}` });
  };
  if (address['q']) words.push({ fields: ['q'], text: `含有“${address['q']}”` });
  list('states', '状态');
  list('types', '类型');
  list('lamps', '灯');
  list('flags', '标记');
  list('units', '单位');
  list('account', '公众号');
  list('item', '事项');
  list('handler', '承办人');
  list('source', '来源');
  list('ratings', '评价');
  list('tag', '标签');
  for (const [label, from, before] of SPANS) {
    const text = presentSpanOfDays(address[from], address[before]);
    if (text) words.push({ fields: [from, before], text: `${label}：${text}` });
  }
  return words;
}

const SPANS = [
  ['收件', 'receivedFrom', 'receivedBefore'],
  ['期限', 'dueFrom', 'dueBefore'],
  ['最近来信', 'wroteFrom', 'wroteBefore'],
] as const;

/** From an instant, up to and without another: in words with the hour where it is no day's beginning. */
function presentSpanOfDays(from: string | undefined, before: string | undefined): string | null {
  if (!from && !before) return null;
  const start = from ? `${presentEdge(from)} 起` : '';
  if (!before) return start;
  const isDay = presentTime(before, 'clock') === '00:00';
  const end = isDay ? `到 ${lastDayBefore(before)}` : `${presentEdge(before)} 以前`;
  return `${start}${start ? '，' : ''}${end}`;
}

function presentEdge(at: string): string {
  return presentTime(at, presentTime(at, 'clock') === '00:00' ? 'date' : 'full');
}

/** The last day that belongs to a span which ends before an instant. */
export function lastDayBefore(at: string): string {
  return presentTime(new Date(new Date(at).getTime() - 1).toISOString(), 'date');
}
