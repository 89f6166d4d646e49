import { z } from 'zod';
import { checkDismissal, listSampled } from '../../../cases/dismissals/check-dismissals';
import { dismissalCauses, type DismissalCause } from '../../../cases/life-cycle/actions';
import { loadListed } from '../../../cases/lists/load-listed';
import { findNames } from '../../../staff/find-names';
import type { Caller } from '../caller';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { presentActor } from '../cases/present-actor';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, instantSchema, reasonSchema } from '../schemas';

const verdictSchema = z.enum(['right', 'wrong']);
const sampledSchema = z.object({
  number: z.string(),
  unit: z.string(),
  summary: z.string().nullable(),
  closedAt: instantSchema,
  closedBy: z.string(),
  cause: z.string(),
  verdict: verdictSchema.nullable(),
});

export const dismissalsSchema = z.object({ cases: z.array(sampledSchema) });

/** 无需办理抽查: one in twenty, drawn by the case's id, so that it is the same ones for everybody. */
export function createDismissalEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/dismissals', right: 'case.coordinate' },
      summary: '抽查：三十天里按“无需办理”办结的，二十件抽一件，没有查的在前',
      response: dismissalsSchema,
      handler: async ({ caller }) => ({ cases: await readSampled(desk, caller) }),
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/cases/:number/dismissal-check', right: 'case.coordinate' },
      params: z.strictObject({ number: caseNumberSchema }),
      summary: '抽查的结论：对，或者不对；不对的写明原因，恢复办理',
      body: z.strictObject({
        verdict: verdictSchema,
        note: reasonSchema.nullable().default(null),
      }),
      response: z.null(),
      async handler({ caller, origin, params: { number }, body }, tx) {
        const actor = actorOf(caller, origin, null);
        await checkDismissal(tx, desk.ports, caller.scope, actor, { number, ...body });
        return null;
      },
    }),
  ];
}

async function readSampled({ database, ports }: CaseDesk, { scope }: Caller) {
  const found = await listSampled(database, { units: scope.units }, ports.clock.now());
  const rows = await loadListed(
    database,
    scope,
    found.map(({ id }) => id),
  );
  const shown = new Map(rows.map((row) => [row.id, row]));
  const names = await findNames(
    database,
    found.map(({ closedBy }) => closedBy),
  );
  return found.flatMap(({ id, number, closedAt, closedBy, cause, verdict }) => {
    const row = shown.get(id);
    if (!row) return [];
    return [
      {
        ...{ number, closedAt, verdict, unit: row.owner_unit, summary: row.summary },
        closedBy: presentActor(closedBy, names),
        cause: dismissalCauses[cause as DismissalCause] ?? cause,
      },
    ];
  });
}
