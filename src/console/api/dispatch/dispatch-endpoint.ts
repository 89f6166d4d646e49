import { z } from 'zod';
import { loadDispatchFacts, type DispatchFacts } from '../../../cases/dispatch-facts';
import { listCases } from '../../../cases/lists/list-cases';
import type { UnitSuggestion } from '../../../routing/suggest-units';
import { findNames } from '../../../staff/find-names';
import type { Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { listedCaseSchema } from '../cases/case-schemas';
import { presentActor } from '../cases/present-actor';
import { loadListContext, readerOf } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema } from '../schemas';

/** Whose matter a text is. @param account whose citizens wrote it */
export type SuggestUnits = (account: string, text: string) => readonly UnitSuggestion[];

export const dispatchSchema = z.object({
  cases: z.array(
    listedCaseSchema.extend({
      words: z.string().describe('来信，个人信息已遮盖，最多 500 字'),
      suggestions: z
        .array(
          z.object({
            unit: z.string(),
            item: z.string(),
            itemName: z.string(),
            because: z.array(z.string()).describe('是哪几个词'),
            score: z.number(),
          }),
        )
        .describe('像是哪个单位的事，最多三个，最像的在前'),
      objections: z
        .array(
          z.object({
            kind: z.enum(['return', 'transfer']),
            at: instantSchema,
            by: z.string(),
            unit: z.string(),
            reason: z.string().nullable(),
            proposedUnit: z.string().nullable(),
          }),
        )
        .describe('异议：退回、转办过的经过'),
    }),
  ),
  next: z.string().nullable(),
});
const PAGE = 50;

/** P4 分派台: what has no unit or was given back, whose matter it looks like, and who objected. */
export function createDispatchEndpoint(desk: CaseDesk, suggest: SuggestUnits): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/dispatch', right: 'case.coordinate' },
    summary: '待分派的件：来信、像是哪个单位的事、退回的理由',
    query: z.strictObject({ cursor: z.string().max(500).optional() }),
    response: dispatchSchema,
    handler: ({ caller, query: { cursor } }) => readDispatch(desk, suggest, caller, cursor),
  });
}

async function readDispatch(
  desk: CaseDesk,
  suggest: SuggestUnits,
  caller: Caller,
  cursor: string | undefined,
): Promise<z.output<typeof dispatchSchema>> {
  const { database, ports } = desk;
  const list = { tab: 'unit' as const, filters: { states: ['awaiting_assignment'] as const } };
  const page = { size: PAGE, now: ports.clock.now(), ...(cursor === undefined ? {} : { cursor }) };
  const { rows, next } = await listCases(database, caller.scope, readerOf(caller), list, page);
  const facts = await loadDispatchFacts(
    database,
    rows.map(({ id }) => id),
  );
  const context = await loadListContext(desk, caller, rows, new Set());
  const names = await findNames(
    database,
    [...facts.values()].flatMap(({ objections }) => objections.map(({ by }) => by)),
  );
  const cases = rows.map((row) => {
    const { words, objections } = facts.get(row.id) ?? NOTHING;
    return {
      ...presentListed(row, desk, context),
      words,
      suggestions: suggest(row.account, words).map((one) => ({ ...one })),
      objections: objections.map((one) => ({ ...one, by: presentActor(one.by, names) })),
    };
  });
  return { cases, next };
}

const NOTHING: DispatchFacts = { words: '', objections: [] };
