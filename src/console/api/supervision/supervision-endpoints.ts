import { z } from 'zod';
import { BURST } from '../../../cases/supervision/find-bursts';
import { listBursts } from '../../../cases/supervision/list-bursts';
import {
  countSupervised,
  listSupervised,
  supervisionKinds,
  type SupervisionKind,
} from '../../../cases/supervision/list-supervised';
import type { ListedCase } from '../../../cases/lists/load-listed';
import { unitsWith, type Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { listedCaseSchema } from '../cases/case-schemas';
import { loadListContext } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { keysOf } from '../schemas';

const kindSchema = keysOf<SupervisionKind>(supervisionKinds);

export const supervisionSchema = z.object({
  kinds: z.array(z.object({ kind: kindSchema, label: z.string(), cases: z.int() })),
  bursts: z.array(
    z.object({
      item: z.string().nullable().describe('空：不是同一事项，是说的话相近'),
      total: z.int(),
      cases: z.array(listedCaseSchema),
    }),
  ),
  burstRule: z.string(),
});
export const supervisedCasesSchema = z.object({ cases: z.array(listedCaseSchema) });

/** 督办: what is late, comes back again and again, or is said by many. */
export function createSupervisionEndpoints(desk: CaseDesk): Endpoint[] {
  const { database, foldText, ports } = desk;
  const scopeOf = (caller: Caller) => ({
    units: unitsWith(caller, 'report.read').filter((unit) => caller.scope.units.includes(unit)),
  });
  const present = async (caller: Caller, rows: readonly ListedCase[]) => {
    const context = await loadListContext(desk, caller, rows, new Set());
    return rows.map((row) => presentListed(row, desk, context));
  };
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/supervision', right: 'report.read' },
      summary: '督办：各类有几件，一天里很多人说的同一件事（疑似舆情）。保密件不在这里',
      response: supervisionSchema,
      async handler({ caller }) {
        const scope = scopeOf(caller);
        const now = ports.clock.now();
        const counts = await countSupervised(database, scope, now);
        const bursts = await listBursts(database, scope, foldText, now);
        return {
          kinds: Object.entries(supervisionKinds).map(([kind, label]) => ({
            ...{ kind: kind as SupervisionKind, label, cases: counts[kind as SupervisionKind] },
          })),
          bursts: await Promise.all(
            bursts.map(async ({ item, ids, cases }) => ({
              ...{ item, total: ids.length, cases: await present(caller, cases) },
            })),
          ),
          burstRule: `${BURST.withinHours} 小时以内同一事项或者说法相近的有 ${BURST.least} 件以上`,
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/supervision/cases', right: 'report.read' },
      summary: '督办：一类办件，期限最早的在前，最多 100 件',
      query: z.strictObject({ kind: kindSchema }),
      response: supervisedCasesSchema,
      async handler({ caller, query: { kind } }) {
        const rows = await listSupervised(database, scopeOf(caller), kind, ports.clock.now());
        return { cases: await present(caller, rows) };
      },
    }),
  ];
}
