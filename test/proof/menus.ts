/** What planning the menus of all seven units takes, tokens and reading WeChat's side included. */
import { planMenus } from '../../src/menus/plan-menus';
import { startSuppliedDesk, UNITS } from '../menus/supplied-desk';
import { createTestDatabase } from '../support/database';

const RUNS = 3;

/** @returns milliseconds of each run, each with new accounts that never had a token */
export async function runMenuPlans(): Promise<number[]> {
  const timesMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const db = await createTestDatabase();
    const supplied = await startSuppliedDesk(db);
    const startedAt = performance.now();
    await planMenus(supplied.desk, UNITS);
    timesMs.push(performance.now() - startedAt);
    await supplied.stop();
    await db.drop();
  }
  return timesMs;
}
