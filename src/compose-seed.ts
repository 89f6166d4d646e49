/** The examples of trial mode: the past is played with the parts that serve citizens, not made up. */
import { seedDistrictExtras, seedUnitExtras } from './compose-seed-extras';
import { seedPhrases } from './compose-seed-phrases';
import { createSeedWorld, type WorldParts } from './compose-seed-world';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { createLiveContent } from './live-content';
import { CADRE_REPORT } from './seed/example-extras';
import { planCases } from './seed/plan-cases';
import { playCases } from './seed/play-cases';

export interface SeedParts extends Omit<WorldParts, 'live'> {
  content: ContentSet;
  /** Told after each case. */
  onProgress?(done: number, total: number): void;
}

/**
 * Makes about two hundred example cases, in every state that a list can show, for the people that trial
 * mode has; each unit's past is played beside the others'. Nothing of it reaches WeChat.
 * @returns how many; 0 where there are cases or citizens already
 */
export async function seedExamples(parts: SeedParts): Promise<number> {
  const database = withoutWaiting(parts.database);
  const [row] = await database.query<{ found: boolean }>(
    'select exists (select from cases) or exists (select from citizens) as found',
  );
  if (row?.found) return 0;
  const units = [...parts.content.routing.units.keys()];
  const plans = planCases(parts.clock.now(), units);
  const live = createLiveContent(parts.content, () => false, parts.clock.now());
  let done = 0;
  const onDone = (): void => parts.onProgress?.((done += 1), plans.length);
  await Promise.all(
    units.map(async (unit) => {
      const own = plans.filter((plan) => plan.unit === unit);
      const given = { ...parts, live, database };
      const world = await createSeedWorld(given, unit, own);
      await playCases(world, own, onDone);
      if (unit === CADRE_REPORT.unit) {
        const cadre = { key: `${unit}-cadre` };
        await world.say(cadre, { kind: 'text', content: CADRE_REPORT.text });
        await world.say(cadre, { kind: 'image' });
      }
      await seedPhrases(given, unit);
      await seedUnitExtras(given, unit);
    }),
  );
  await seedDistrictExtras({ ...parts, live, database }, units);
  return plans.length;
}

/** Commits are not waited for to be on the disk: what a crash takes of the examples nobody misses. */
function withoutWaiting(database: Database): Database {
  return {
    ...database,
    query: (...statement) => database.query(...statement),
    transaction: (work) =>
      database.transaction(async (tx) => {
        await tx.query('set local synchronous_commit = off');
        return work(tx);
      }),
  };
}
