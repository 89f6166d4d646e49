/** Every address of the console that only reads, as its pages ask for it. */
import { figureNames } from '../../src/cases/reports/figures';
import { supervisionKinds } from '../../src/cases/supervision/list-supervised';
import { troubledStates } from '../../src/delivery/list-trouble';
import { addCivilDays, chinaDateOf, instantInChina } from '../../src/platform/china-time';
import { seededPeople, type SeededPerson } from '../bench/seed-people';
import { seededClerk } from '../bench/seed-sql';
import type { LeftOut, Question } from './ask-console';

const ABSENT = '00000000-0000-7000-8000-000000000000';

/** What cannot be asked here. */
export const leftOut: LeftOut = {
  '/api/live': 'a stream that does not end',
  '/api/menus/{unit}/plan': 'asks WeChat',
  '/api/menus/{unit}/versions/{version}/plan': 'asks WeChat',
};

const of =
  (as: SeededPerson) =>
  (path: string, more: Partial<Question> = {}): Question => ({ as, path, ...more });
const clerk = of('clerk3');
const chief = of('chief');
const admin = of('admin');
const inspector = of('inspector');
const system = of('system');
const page = { holds: { list: 'cases', least: 20 } };
const fits = (least: number) => ({ holds: { list: 'cases', least } });

export interface AskedOf {
  now: Date;
  /** A case of renshe's, which clerk 3 sees. */
  number: string;
  /** How many cases there are. */
  cases: number;
}

/** By what is asked, in words. */
export function consoleQuestions({ now, number, cases }: AskedOf): Record<string, Question> {
  const few = Math.min(20, Math.floor(cases / 4000));
  return {
    ...lists(now, few),
    ...searches(number, few),
    ...ofOneCase(number),
    ...desks(few),
    ...reports(now),
    ...people(now),
    ...pagesOfAdmins(),
  };
}

/** @param few cases that a narrow list has at least */
function lists(now: Date, few: number): Record<string, Question> {
  const day = (back: number) => instantInChina(addCivilDays(chinaDateOf(now), back)).toISOString();
  const hours = (back: number) => new Date(now.getTime() - back * 3600_000).toISOString();
  const all = (query: string, more?: Partial<Question>) =>
    chief(`/api/cases?tab=all&${query}`, more);
  return {
    'own to do': clerk('/api/cases?tab=todo', fits(5)),
    'own cases': clerk('/api/cases?tab=mine', fits(1)),
    'own unit by limit': clerk('/api/cases?tab=unit', page),
    'own unit, done by one person': clerk(`/api/cases?tab=done&handler=${seededClerk(5)}`, page),
    'the district by limit': chief('/api/cases?tab=unit', page),
    'the district, a hundred rows': chief('/api/cases?tab=unit&limit=100', page),
    'all of the district': all('sort=received', page),
    'all of the district by limit': all('sort=due', page),
    'lamps: late': chief('/api/cases?tab=unit&lamps=overdue,severe'),
    'lamps: near': chief('/api/cases?tab=unit&lamps=near'),
    'lamps: paused, own': clerk('/api/cases?tab=unit&lamps=paused'),
    'a day of the last seven': all(`receivedFrom=${day(-2)}&receivedBefore=${day(-1)}`, fits(few)),
    'due today': chief(`/api/cases?tab=unit&dueFrom=${now.toISOString()}&dueBefore=${day(1)}`),
    'window about to close': chief(
      `/api/cases?tab=unit&source=wechat&wroteFrom=${hours(48)}&wroteBefore=${hours(36)}`,
    ),
    'bad ratings': all('ratings=1', page),
    'bad ratings of one unit': all('ratings=1,2&units=renshe', page),
    'supervised complaints': all('flags=supervised&types=complaint', fits(few)),
    'one item': all('item=renshe.item7', fits(5)),
    'one account': all('account=yibao', page),
    'one tag': all('tag=%E6%A0%87%E7%AD%BE7', fits(5)),
    'a source that none has': all('source=12345'),
    'nobody’s': chief('/api/cases?tab=unit&handler=none', fits(few)),
    'an item that none has': all('item=none.such'),
    restricted: clerk('/api/cases?tab=all&restricted=true'),
  };
}

function searches(number: string, few: number): Record<string, Question> {
  const search = (as: typeof chief, words: string, query = '') =>
    as(`/api/cases?q=${encodeURIComponent(words)}${query}`, page);
  return {
    'search: two common signs, district': search(chief, '养老'),
    'search: two common signs, own unit': search(clerk, '医保'),
    'search: a sentence': search(chief, '高龄津贴怎么申请'),
    'search: two words': search(chief, '疫苗 城陵矶'),
    'search: own open ones': { ...search(clerk, '养老', '&tab=unit'), ...fits(few) },
    'search: of one type, of this year': search(
      chief,
      '社保',
      '&types=complaint&receivedFrom=2026-01-01T00:00:00.000Z',
    ),
    'search: what nobody wrote': { ...search(chief, '火星移民'), ...fits(0) },
    'search: a number': { ...search(chief, number), ...fits(1) },
  };
}

function ofOneCase(number: string): Record<string, Question> {
  const parts = [
    ...['deadline', 'deliveries', 'draft', 'notes', 'colleagues', 'tags', 'contacts', 'related'],
    ...['attachments', 'citizen', 'phrases', 'submitted', 'revealed'],
  ];
  return {
    'a case': clerk(`/api/cases/${number}`),
    ...Object.fromEntries(
      parts.map((part) => [`a case: ${part}`, clerk(`/api/cases/${number}/${part}`)]),
    ),
    'a message revealed': clerk(`/api/messages/${ABSENT}/revealed`, { status: 404 }),
    tags: clerk('/api/tags'),
    handlers: chief('/api/handlers'),
  };
}

function desks(few: number): Record<string, Question> {
  return {
    'workbench of a clerk': clerk('/api/workbench'),
    'workbench of the district': chief('/api/workbench'),
    'the last days': chief('/api/workbench/days'),
    'the last days, own': clerk('/api/workbench/days'),
    mentions: clerk('/api/workbench/mentions'),
    review: of('reviewer')('/api/review', fits(1)),
    dispatch: chief('/api/dispatch'),
    dismissals: chief('/api/dismissals'),
    citizens: clerk('/api/citizens'),
    notices: clerk('/api/notices', { holds: { list: 'notices', least: 20 } }),
    'notices, unread': clerk('/api/notices?unread=true'),
    'how many unread': clerk('/api/notices/unread'),
    supervision: chief('/api/supervision'),
    ...Object.fromEntries(
      Object.keys(supervisionKinds).map((kind) => [
        `supervision: ${kind}`,
        chief(`/api/supervision/cases?kind=${kind}`),
      ]),
    ),
    ...Object.fromEntries(
      troubledStates.map((state) => [
        `deliveries: ${state}`,
        chief(`/api/deliveries?state=${state}`, {
          holds: { list: 'deliveries', least: state === 'uncertain' ? 0 : few },
        }),
      ]),
    ),
  };
}

function reports(now: Date): Record<string, Question> {
  const today = chinaDateOf(now);
  const year = `from=${addCivilDays(today, -364)}&to=${today}`;
  const behind = figureNames.map((figure): [string, Question] => [
    `behind ${figure}`,
    chief(`/api/reports/cases?${year}&part=base&figure=${figure}`),
  ]);
  return {
    'report of the district, a year': chief(`/api/reports?${year}`),
    'report of one unit, a year': admin(`/api/reports?${year}&unit=renshe`),
    returns: chief(`/api/reports/returns?${year}`),
    snapshots: chief('/api/reports/snapshots'),
    'a snapshot': chief(`/api/reports/snapshots/${ABSENT}`, { status: 404 }),
    ...Object.fromEntries(behind),
    'behind on_time, misses': chief(`/api/reports/cases?${year}&part=misses&figure=on_time`),
    'behind undelivered, hits': chief(`/api/reports/cases?${year}&part=hits&figure=undelivered`),
  };
}

function people(now: Date): Record<string, Question> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
  const entries = { holds: { list: 'entries', least: 20 } };
  return {
    audit: inspector('/api/audit', entries),
    'audit of one unit': inspector('/api/audit?unit=renshe', entries),
    'audit of one person': inspector(`/api/audit?actorId=${seededClerk(3)}`, entries),
    'audit of one action': inspector('/api/audit?action=case.accept', entries),
    'audit of an action that is rare': inspector('/api/audit?action=staff.sign_in'),
    'audit of a room that is rare': inspector('/api/audit?action=staff.'),
    'audit of an action that never was': inspector('/api/audit?action=menu.pull'),
    'audit of a month two years ago': inspector(
      `/api/audit?from=${ago(730)}&to=${ago(700)}`,
      entries,
    ),
    'audit of one case': inspector(`/api/audit?subjectKind=case&subjectId=${ABSENT}`),
    staff: admin('/api/staff'),
    'sessions of one': admin(`/api/staff/${seededClerk(3)}/sessions`),
    'cases of one': admin(`/api/staff/${seededClerk(3)}/cases`),
    deputies: clerk('/api/deputies'),
    'own sessions': clerk('/api/sessions'),
    'recovery codes': clerk('/api/recovery-codes'),
    me: clerk('/api/me'),
    views: clerk('/api/views'),
    exports: clerk('/api/exports'),
    'an export': clerk(`/api/exports/${ABSENT}`, { status: 404 }),
    blocks: admin('/api/blocks'),
    'blocks that ended': admin('/api/blocks?tab=ended'),
    'who writes often': admin('/api/blocks/frequent?unit=renshe'),
    'a citizen': clerk(`/api/citizens/renshe/${ABSENT}`, { status: 404 }),
    phrases: clerk('/api/phrases'),
    'a phrase': clerk(`/api/phrases/${ABSENT}`, { status: 404 }),
  };
}

function pagesOfAdmins(): Record<string, Question> {
  return {
    units: clerk('/api/units'),
    'the document': clerk('/api/openapi.json'),
    'cadre reports': chief('/api/cadre-reports'),
    calendar: clerk(`/api/calendar?year=2026`),
    words: admin('/api/words?unit=renshe'),
    keywords: admin('/api/keywords/renshe'),
    'keywords: hits': admin('/api/keywords/renshe/hits'),
    'keywords: misses': admin('/api/keywords/renshe/misses'),
    items: admin('/api/items/renshe'),
    'item reports': admin('/api/item-reports?show=all'),
    switches: admin('/api/switches'),
    accounts: admin('/api/accounts'),
    queries: admin('/api/queries'),
    menus: admin('/api/menus'),
    'menu versions': admin('/api/menus/renshe/versions'),
    system: system('/api/system'),
    outbound: system('/api/outbound'),
  };
}

/** Everybody who asks. */
export const askers = Object.keys(seededPeople) as SeededPerson[];
