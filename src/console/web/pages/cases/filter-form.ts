/** The form above the list and the address: one from the other. */
import { presentTime, startOfDay } from '../../shared/present-time';
import type { UrlQuery } from '../../shared/use-url-query';
import { lastDayBefore } from './list-address';

/** Days as `2022-06-02`, both ends included; empty: not narrowed. */
export interface FilterForm {
  q: string;
  states: string[];
  types: string[];
  lamps: string[];
  units: string[];
  flags: string[];
  ratings: string[];
  source: string;
  item: string;
  account: string;
  handler: string;
  tag: string;
  sort: string;
  receivedFirst: string;
  receivedLast: string;
  dueFirst: string;
  dueLast: string;
}

const LISTS = ['states', 'types', 'lamps', 'units', 'flags', 'ratings'] as const;
const WORDS = ['q', 'source', 'item', 'account', 'handler', 'tag', 'sort'] as const;
const SPANS = [
  ['receivedFirst', 'receivedLast', 'receivedFrom', 'receivedBefore'],
  ['dueFirst', 'dueLast', 'dueFrom', 'dueBefore'],
] as const;

export function emptyFilters(): FilterForm {
  return readFilters({});
}

/** What the form shows of an address. */
export function readFilters(address: UrlQuery): FilterForm {
  const form: Record<string, string | string[]> = {};
  for (const name of LISTS) form[name] = address[name] ? address[name].split(',') : [];
  for (const name of WORDS) form[name] = address[name] ?? '';
  for (const [first, last, from, before] of SPANS) {
    form[first] = address[from] ? presentTime(address[from], 'date') : '';
    form[last] = address[before] ? lastDayBefore(address[before]) : '';
  }
  return form as unknown as FilterForm;
}

/** The changes of the address that a form asks for; empty values take a filter away. */
export function writeFilters(form: FilterForm): UrlQuery {
  const address: Record<string, string> = {};
  for (const name of LISTS) address[name] = form[name].join(',');
  for (const name of WORDS) address[name] = form[name].trim();
  for (const [first, last, from, before] of SPANS) {
    address[from] = form[first] ? startOfDay(form[first]) : '';
    address[before] = form[last] ? startOfDay(form[last], 1) : '';
  }
  return address;
}
