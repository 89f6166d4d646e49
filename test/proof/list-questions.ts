/** What staff ask of lists, counts, the search, reports and a case, each within the reader's scope. */
import { listCaseAnswers, listCaseEvents } from '../../src/cases/case-record';
import { listCaseMessages } from '../../src/cases/case-store';
import { getCase } from '../../src/cases/life-cycle/case-row';
import { countListed } from '../../src/cases/lists/count-listed';
import type { ListReader } from '../../src/cases/lists/list-branches';
import { listCases, type CaseList } from '../../src/cases/lists/list-cases';
import { readCounts } from '../../src/cases/lists/read-counts';
import { readDueCounts } from '../../src/cases/lists/read-due-counts';
import { readReplies } from '../../src/cases/reports/count-replies';
import { listBehind } from '../../src/cases/reports/list-behind';
import { readDays, readFigures } from '../../src/cases/reports/read-report';
import { createFoldText } from '../../src/cases/search/fold-text';
import { countFound, searchCases } from '../../src/cases/search/search-cases';
import type { Scope } from '../../src/cases/scope';
import type { Database } from '../../src/database/database';
import type { ScopedReads } from '../../src/database/scoped-reads';
import { SEEDED_UNITS } from '../bench/seed-sql';

/** @returns the rows that came, and how many should have */
export type Question = (round: number) => Promise<{ rows: number; least: number }>;

/** The moment at which all is asked. */
export const LISTS_NOW = new Date('2026-11-23T01:30:00Z');
const END_OF_TODAY = new Date('2026-11-23T16:00:00Z');
const OWN: Scope = { units: ['renshe'], restrictedUnits: ['renshe'] };
const EVERY: Scope = { units: SEEDED_UNITS };
const CLERK: ListReader = { staffId: 'clerk3', roles: [{ role: 'clerk', unit: 'renshe' }] };
const CHIEF: ListReader = { staffId: 'chief', roles: [{ role: 'coordinator', unit: null }] };

const ALL: CaseList = { tab: 'all', filters: {} };
const BAD: CaseList = { tab: 'done', filters: { ratings: [1] } };
const SUPERVISED: CaseList = {
  ...{ tab: 'all', filters: { flags: ['supervised'], types: ['complaint'] } },
};
const YEAR = { firstDay: '2025-11-24', lastDay: '2026-11-23' };

/** @param cases how many there are */
export function listQuestions(reads: ScopedReads, cases: number): Record<string, Question> {
  return {
    ...pages(reads),
    ...totals(reads, cases),
    ...searches(reads, cases),
    ...reports(reads),
  };
}

function pages({ database, run }: ScopedReads): Record<string, Question> {
  const page =
    (scope: Scope, reader: ListReader, list: CaseList, wanted = 1, least = 20): Question =>
    () =>
      run(scope, async () => {
        let rows = 0;
        let cursor: string | null | undefined;
        for (let count = 0; count < wanted && cursor !== null; count++) {
          const read = await listCases(database, scope, reader, list, {
            ...{ size: 20, now: LISTS_NOW },
            ...(cursor === undefined ? {} : { cursor }),
          });
          rows += read.rows.length;
          cursor = read.next;
        }
        return { rows, least };
      });
  return {
    'own unit by limit': page(OWN, CLERK, { tab: 'unit', filters: {} }),
    'to do': page(OWN, CLERK, { tab: 'todo', filters: {} }, 1, 5),
    'the whole district by limit': page(EVERY, CHIEF, { tab: 'unit', filters: {} }),
    'all of the district': page(EVERY, CHIEF, ALL),
    'three pages of the district': page(EVERY, CHIEF, ALL, 3),
    'bad ratings': page(EVERY, CHIEF, BAD),
    'one item': page(EVERY, CHIEF, { tab: 'all', filters: { item: 'renshe.item7' } }),
    'one person': page(OWN, CLERK, { tab: 'done', filters: { handler: 'clerk5' } }),
    'supervised complaints': page(EVERY, CHIEF, SUPERVISED, 1, 5),
    'one case': (round) => run(OWN, () => readOne(database, `SE${3 + 7 * (round + 1)}00`)),
  };
}

/** A case's page: the case, its messages, answers and events. */
async function readOne(database: Database, number: string) {
  const { id } = await getCase(database, OWN, number, { lock: false });
  const messages = await listCaseMessages(database, OWN, number);
  await listCaseAnswers(database, id);
  const events = await listCaseEvents(database, id);
  return { rows: messages.length + events.length, least: 3 };
}

function totals({ database, run }: ScopedReads, cases: number): Record<string, Question> {
  const total =
    (scope: Scope, reader: ListReader, list: CaseList, least: number): Question =>
    () =>
      run(scope, async () => {
        const counted = await countListed(database, scope, reader, list, LISTS_NOW);
        return { rows: counted.cases, least: Math.min(10_000, least) };
      });
  return {
    'total of the district': total(EVERY, CHIEF, ALL, cases * 0.9),
    'total of bad ratings': total(EVERY, CHIEF, BAD, cases / 40),
    'total of one person': total(OWN, CLERK, { tab: 'done', filters: { handler: 'clerk5' } }, 100),
    'total of supervised complaints': total(EVERY, CHIEF, SUPERVISED, cases / 1000),
    'counts of tabs and tiles': () =>
      run(EVERY, async () => {
        const counts = await readCounts(database, EVERY, 'clerk3');
        await readDueCounts(database, EVERY, LISTS_NOW, END_OF_TODAY);
        return { rows: counts.length, least: SEEDED_UNITS.length * 6 };
      }),
  };
}

function searches({ database, run }: ScopedReads, cases: number): Record<string, Question> {
  const foldText = createFoldText();
  const search =
    (scope: Scope, text: string, least: number): Question =>
    () =>
      run(scope, async () => {
        const found = { text, filters: {} };
        const page = { size: 20, now: LISTS_NOW };
        const { rows } = await searchCases(database, foldText, scope, found, page);
        return { rows: rows.length, least };
      });
  const total =
    (scope: Scope, text: string, least: number): Question =>
    () =>
      run(scope, async () => {
        const counted = await countFound(database, foldText, scope, { text, filters: {} });
        return { rows: counted.cases, least };
      });
  return {
    'two common signs, district': search(EVERY, '养老', 20),
    'two common signs, own unit': search(OWN, '医保', 20),
    'a sentence': search(EVERY, '高龄津贴怎么申请', 20),
    'two words': search(EVERY, '疫苗 城陵矶', 20),
    'what nobody wrote': search(EVERY, '火星移民', 0),
    'a number': search(EVERY, 'SE700', 0),
    'total of a search': total(EVERY, '第88号', 1),
    'total of a common search': total(EVERY, '养老', Math.min(10_000, cases / 20)),
    'total of a common search, own unit': total(OWN, '养老', Math.min(1000, cases / 200)),
  };
}

function reports({ database, run }: ScopedReads): Record<string, Question> {
  const page =
    (units: readonly string[]): Question =>
    () =>
      run(EVERY, async () => {
        const figures = await readFigures(database, units, YEAR);
        const days = await readDays(database, units, YEAR);
        await readReplies(database, units, YEAR);
        const counted = figures.filter((one) => one.figures.received.base > 0);
        return { rows: days.length * counted.length, least: 300 * units.length };
      });
  const behind = { ...YEAR, part: 'misses', units: SEEDED_UNITS, snapshotId: null } as const;
  return {
    'report of the district, a year': page(SEEDED_UNITS),
    'report of one unit, a year': page(['renshe']),
    'cases behind a figure': () =>
      run(EVERY, async () => {
        const of = { ...behind, figure: 'on_time' } as const;
        const { rows } = await listBehind(database, EVERY, of, { size: 20 });
        return { rows: rows.length, least: 0 };
      }),
  };
}
