/** Lists, counts and searches over years of cases: how long each takes, at the database and back. */
import { countListed } from '../../src/cases/lists/count-listed';
import type { ListReader } from '../../src/cases/lists/list-branches';
import { listCases, type CaseList } from '../../src/cases/lists/list-cases';
import { readCounts } from '../../src/cases/lists/read-counts';
import { readDueCounts } from '../../src/cases/lists/read-due-counts';
import { createFoldText } from '../../src/cases/search/fold-text';
import { countFound, searchCases } from '../../src/cases/search/search-cases';
import type { Scope } from '../../src/cases/scope';
import type { Database } from '../../src/database/database';
import { seedCases } from '../bench/seed-cases';
import { createTestDatabase } from '../support/database';

export interface ListsOptions {
  cases: number;
  messagesPerCase: number;
  /** How often each is asked. */
  times: number;
  report: (line: string) => void;
}

export interface ListsResult {
  /** Milliseconds below which 95 of 100 answers came, by what was asked. */
  p95: Record<string, number>;
  /** Rows that a page should have had and had not. */
  faults: string[];
}

const NOW = new Date('2026-11-23T01:30:00Z');
const END_OF_TODAY = new Date('2026-11-23T16:00:00Z');
const UNITS = ['minzheng', 'gongan', 'wenlv', 'renshe', 'yibao', 'jikong', 'ziran'];
const OWN: Scope = { units: ['renshe'], restrictedUnits: ['renshe'] };
const EVERY: Scope = { units: UNITS };
const CLERK: ListReader = { staffId: 'clerk3', roles: [{ role: 'clerk', unit: 'renshe' }] };
const CHIEF: ListReader = { staffId: 'chief', roles: [{ role: 'coordinator', unit: null }] };
const WARM_UP = 3;

/** Seeds a database and asks it what staff ask. */
export async function runLists(options: ListsOptions): Promise<ListsResult> {
  const test = await createTestDatabase();
  try {
    await seedCases(test, { ...options, openPercent: 2, until: NOW });
    const p95: Record<string, number> = {};
    const faults: string[] = [];
    for (const [name, ask] of Object.entries(questions(test.database, options.cases))) {
      p95[name] = await timeOf(ask, options.times, (fault) => faults.push(`${name}: ${fault}`));
      options.report(`${name}: ${p95[name].toFixed(1)} ms`);
    }
    return { p95, faults };
  } finally {
    await test.drop();
  }
}

/** @returns the rows that came, and how many should have */
type Question = (round: number) => Promise<{ rows: number; least: number }>;

async function timeOf(
  ask: Question,
  times: number,
  tell: (fault: string) => void,
): Promise<number> {
  const taken: number[] = [];
  for (let round = -WARM_UP; round < times; round++) {
    const startedAt = performance.now();
    const { rows, least } = await ask(Math.abs(round));
    if (round >= 0) taken.push(performance.now() - startedAt);
    if (rows < least) tell(`${rows} rows, not ${least}`);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times * 0.95)]!;
}

function questions(database: Database, cases: number): Record<string, Question> {
  const foldText = createFoldText();
  const page =
    (scope: Scope, reader: ListReader, list: CaseList, pages = 1, least = 20): Question =>
    async () => {
      let rows = 0;
      let cursor: string | null | undefined;
      for (let count = 0; count < pages && cursor !== null; count++) {
        const read = await listCases(database, scope, reader, list, {
          ...{ size: 20, now: NOW },
          ...(cursor === undefined ? {} : { cursor }),
        });
        rows += read.rows.length;
        cursor = read.next;
      }
      return { rows, least };
    };
  const search =
    (scope: Scope, text: string, least: number): Question =>
    async () => {
      const found = { text, filters: {} };
      const { rows } = await searchCases(database, foldText, scope, found, { size: 20, now: NOW });
      return { rows: rows.length, least };
    };
  const all = { tab: 'all', filters: {} } as const;
  const supervised: CaseList = {
    ...{ tab: 'all', filters: { flags: ['supervised'], types: ['complaint'] } },
  };
  return {
    'own unit by limit': page(OWN, CLERK, { tab: 'unit', filters: {} }),
    'to do': page(OWN, CLERK, { tab: 'todo', filters: {} }, 1, 5),
    'the whole district by limit': page(EVERY, CHIEF, { tab: 'unit', filters: {} }),
    'all of the district': page(EVERY, CHIEF, all),
    'three pages of the district': page(EVERY, CHIEF, all, 3),
    'bad ratings': page(EVERY, CHIEF, { tab: 'done', filters: { ratings: [1] } }),
    'one item': page(EVERY, CHIEF, { tab: 'all', filters: { item: 'renshe.item7' } }),
    'one person': page(OWN, CLERK, { tab: 'done', filters: { handler: 'clerk5' } }),
    'supervised complaints': page(EVERY, CHIEF, supervised, 1, 5),
    'total of the district': async () => {
      const total = await countListed(database, EVERY, CHIEF, all, NOW);
      return { rows: total.cases, least: Math.min(10_000, cases * 0.9) };
    },
    'counts of tabs and tiles': async () => {
      const counts = await readCounts(database, EVERY, 'clerk3');
      await readDueCounts(database, EVERY, NOW, END_OF_TODAY);
      return { rows: counts.length, least: UNITS.length * 6 };
    },
    'two common signs, district': search(EVERY, '养老', 20),
    'two common signs, own unit': search(OWN, '医保', 20),
    'a sentence': search(EVERY, '高龄津贴怎么申请', 20),
    'two words': search(EVERY, '疫苗 城陵矶', 20),
    'what nobody wrote': search(EVERY, '火星移民', 0),
    'a number': search(EVERY, 'SE700', 0),
    'total of a search': async () => {
      const found = { text: '第88号', filters: {} };
      const total = await countFound(database, foldText, EVERY, found);
      return { rows: total.cases, least: 1 };
    },
    'total of a common search': async () => {
      const found = { text: '养老', filters: {} };
      const total = await countFound(database, foldText, EVERY, found);
      return { rows: total.cases, least: Math.min(10_000, cases / 20) };
    },
  };
}
