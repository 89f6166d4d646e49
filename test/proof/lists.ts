/** Lists, counts, searches and reports over years of cases: how long each takes, at the database and back. */
import type { Database } from '../../src/database/database';
import { createScopedReads } from '../../src/database/scoped-reads';
import { countReports } from '../bench/count-reports';
import { seedCases } from '../bench/seed-cases';
import { createTestDatabase } from '../support/database';
import { LISTS_NOW, listQuestions, type Question } from './list-questions';

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

const WARM_UP = 3;

/** Seeds a database and asks it what staff ask. */
export async function runLists(options: ListsOptions): Promise<ListsResult> {
  const test = await createTestDatabase();
  try {
    await seedCases(test, { ...options, openPercent: 2, until: LISTS_NOW });
    await countReports(test.database, LISTS_NOW);
    return await askLists(test.database, options);
  } finally {
    await test.drop();
  }
}

/** Asks a database of so many cases, as the API asks: behind the second wall. */
export async function askLists(
  database: Database,
  { cases, times, report }: Pick<ListsOptions, 'cases' | 'times' | 'report'>,
): Promise<ListsResult> {
  const p95: Record<string, number> = {};
  const faults: string[] = [];
  for (const [name, ask] of Object.entries(
    listQuestions(createScopedReads(database, true), cases),
  )) {
    p95[name] = await timeOf(ask, times, (fault) => faults.push(`${name}: ${fault}`));
    report(`${name}: ${p95[name].toFixed(1)} ms`);
  }
  return { p95, faults };
}

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
