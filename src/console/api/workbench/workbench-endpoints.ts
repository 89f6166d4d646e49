import { z } from 'zod';
import { countHelped, countTabs } from '../../../cases/lists/count-tabs';
import { readCounts } from '../../../cases/lists/read-counts';
import { readDays } from '../../../cases/lists/read-days';
import type { Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { listToTell, readerOf } from '../cases/list-context';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { loadTileFigures, planTiles, tileSchema } from './tiles';

export const workbenchSchema = z.object({
  tabs: z
    .object({ todo: z.int(), mine: z.int(), unit: z.int(), done: z.int(), all: z.int() })
    .describe('办件列表各个标签下有几件'),
  restricted: z.int().describe('没有办结的保密件有几件，只数指定给您的'),
  tiles: z.array(tileSchema),
});

/** P1 工作台: what waits, and how the last days went. */
export function createWorkbenchEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/workbench', right: 'case.read' },
      summary: '工作台：各类待办有几件，各个标签有几件',
      response: workbenchSchema,
      handler: ({ caller }) => readWorkbench(desk, caller),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/workbench/days', right: 'case.read' },
      summary: '最近七天每天收了几件、答复了几件',
      response: z.object({
        days: z.array(z.object({ date: z.iso.date(), received: z.int(), answered: z.int() })),
      }),
      handler: async ({ caller }) => ({
        days: await readDays(desk.database, caller.scope, desk.ports.clock.now()),
      }),
    }),
  ];
}

async function readWorkbench(
  desk: CaseDesk,
  caller: Caller,
): Promise<z.output<typeof workbenchSchema>> {
  const { database } = desk;
  const reader = readerOf(caller);
  const scope = { units: caller.scope.units };
  const named = { units: [], restrictedUnits: caller.scope.restrictedUnits };
  const clerkOf = scope.units.filter((unit) =>
    reader.roles.some((held) => held.role === 'clerk' && held.unit === unit),
  );
  const [counts, secret, untold, helped, figures] = await Promise.all([
    readCounts(database, scope, reader.staffId),
    readCounts(database, named, reader.staffId),
    listToTell(desk, caller),
    countHelped(database, clerkOf),
    loadTileFigures(desk, scope),
  ]);
  const tabs = countTabs(counts, scope, reader, helped);
  return {
    tabs: { ...tabs, todo: tabs.todo + untold.size },
    restricted: countTabs(secret, named, reader, 0).unit,
    tiles: planTiles(counts, reader, { ...figures, toTell: untold.size }, desk.ports.clock.now()),
  };
}
