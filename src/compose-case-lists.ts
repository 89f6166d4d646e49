/** What lists and search of cases need done in the background. */
import type { Registry } from 'prom-client';
import { foldTallies } from './cases/lists/fold-tallies';
import { recountCases } from './cases/lists/recount-cases';
import { countQueued, indexQueued } from './cases/search/index-queued';
import { createFoldText } from './cases/search/fold-text';
import type { Database } from './database/database';
import { registerCaseMetrics } from './operations/case-metrics';
import type { Logger } from './platform/logger';

/** One run takes no more than this; the rest follows with the next, two seconds later. */
const MOST_BATCHES = 10;

export interface CaseListParts {
  database: Database;
  logger: Logger;
  registry: Registry;
}

/** The jobs, for the schedule. */
export function caseListJobs({ database, logger, registry }: CaseListParts) {
  const metrics = registerCaseMetrics(registry, () => countQueued(database));
  const foldText = createFoldText();
  return {
    async indexCases(): Promise<void> {
      for (let batches = 0; batches < MOST_BATCHES; batches++) {
        if ((await indexQueued(database, foldText)) === 0) return;
      }
    },
    foldTallies: () => foldTallies(database),
    async recountCases(): Promise<void> {
      const differences = await recountCases(database);
      if (differences.length === 0) return;
      metrics.countDifferences(differences.length);
      logger.error({ differences }, 'counts of cases differed from the cases and were put right');
    },
  };
}
