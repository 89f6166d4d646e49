import os from 'node:os';
import { composeAdmin, type Admin, type AdminParts } from '../../src/compose-admin';
import type { ContentSet } from '../../src/content/load-content';
import { createLiveFiles, type LiveFiles } from '../../src/live-content';
import type { RoutingContent } from '../../src/routing/content';
import { vocabularyFileSchema } from '../../src/routing/schema';
import type { StaffBench } from '../staff/staff-bench';

/** What the console's own content lacks of what a router is made from. */
const EMPTY: Partial<RoutingContent> = {
  ...{ version: 'v1', items: [], queries: [], keywords: new Map(), emergencies: [], smallTalk: [] },
  ...{ elsewhere: [], vocabulary: vocabularyFileSchema.parse({}), menuReplies: new Map() },
};

/** What the pages of admins read, over the content of a test. @param more what the test puts in another's place */
export function anAdmin(
  bench: StaffBench,
  content: unknown,
  more: Partial<AdminParts> = {},
): Admin & { live: LiveFiles } {
  const given = content as ContentSet;
  const isWhole = 'keywords' in given.routing;
  const routing = isWhole ? given.routing : { ...given.routing, ...EMPTY };
  const live = createLiveFiles({
    ...{ database: bench.database, clock: bench.clock, isOffered: () => true },
    content: { ...given, routing },
  });
  const admin = composeAdmin({
    ...{ database: bench.database, clock: bench.clock, secondWall: true, live, staff: bench },
    config: { dataDir: os.tmpdir(), databaseUrl: null, trial: true },
    queries: { health: () => [] },
    apis: new Map(),
    lastBackupAt: () => Promise.resolve(null),
    ...more,
  });
  return { ...admin, live };
}
