import { z } from 'zod';
import { actInBulk, passInBatch, type BulkOutcome } from '../../../cases/life-cycle/in-bulk';
import type { Command } from '../../../cases/life-cycle/actions';
import { setTag } from '../../../cases/work/tags';
import { AppError } from '../../../platform/errors';
import type { Caller, Origin } from '../caller';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, reasonSchema, unitCodeSchema } from '../schemas';

const itemSchema = z.strictObject({ number: caseNumberSchema, version: z.int().min(0) });
const itemsSchema = z.array(itemSchema).min(1).max(100);
const moved = { items: itemsSchema, unit: unitCodeSchema, designate: z.boolean().default(false) };
const bulkSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('assign'), ...moved }),
  z.strictObject({ action: z.literal('transfer'), ...moved, reason: reasonSchema }),
  z.strictObject({
    action: z.enum(['add_tag', 'remove_tag']),
    items: itemsSchema,
    tag: z.string().max(40),
  }),
]);
export const outcomesSchema = z.object({
  summary: z.string().describe('“18 成功，2 失败”'),
  outcomes: z.array(
    z.object({
      number: z.string(),
      done: z.boolean(),
      message: z.string().nullable().describe('没有办成的原因'),
    }),
  ),
});

/** One press for many cases: 分派, 转办, 标签, and passing a list of 咨询 and 建议. */
export function createBulkEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'POST', path: '/api/cases/bulk', right: 'case.read' },
      summary:
        '批量分派、转办、加标签：一件一件办，各说结果；版本对不上的不办，所以重复提交也不会办两次',
      body: bulkSchema,
      response: outcomesSchema,
      handler: async ({ caller, origin, body }) =>
        presentOutcomes(await doInBulk(desk, caller, origin, body)),
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/cases/bulk/review', right: 'case.review' },
      summary: '批量审核咨询、建议：每件带看过的那一稿的 hash',
      body: z.strictObject({
        items: z
          .array(itemSchema.extend({ hash: z.string().length(64) }))
          .min(1)
          .max(100),
        onBehalfOf: idSchema.nullable().default(null),
      }),
      response: outcomesSchema,
      async handler({ caller, origin, body: { items, onBehalfOf } }) {
        const actor = actorOf(caller, origin, onBehalfOf);
        const { database, ports } = desk;
        return presentOutcomes(await passInBatch(database, ports, caller.scope, actor, items));
      },
    }),
  ];
}

async function doInBulk(
  desk: CaseDesk,
  caller: Caller,
  origin: Origin,
  body: z.output<typeof bulkSchema>,
): Promise<BulkOutcome[]> {
  const { database, ports } = desk;
  const actor = actorOf(caller, origin, null);
  if ('tag' in body) {
    const change = { tag: body.tag, on: body.action === 'add_tag' };
    return tagEach(desk, caller, actor, body.items, change);
  }
  const { action, unit, designate } = body;
  const reason = body.action === 'transfer' ? { reason: body.reason } : {};
  const act = (item: (typeof body.items)[number]): Command => ({
    ...{ action, ...item, ...reason },
    input: { unit, designate },
  });
  return actInBulk(database, ports, caller.scope, actor, body.items, act);
}

async function tagEach(
  { database, ports }: CaseDesk,
  { scope }: Caller,
  actor: ReturnType<typeof actorOf>,
  items: readonly { number: string }[],
  change: { tag: string; on: boolean },
): Promise<BulkOutcome[]> {
  const outcomes: BulkOutcome[] = [];
  for (const { number } of items) {
    try {
      await setTag(database, ports, scope, actor, { number, ...change });
      outcomes.push({ number, kind: 'done' });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ number, kind: 'refused', message: error.message });
    }
  }
  return outcomes;
}

function presentOutcomes(outcomes: readonly BulkOutcome[]): z.output<typeof outcomesSchema> {
  const failed = outcomes.filter(({ kind }) => kind === 'refused').length;
  const done = outcomes.length - failed;
  return {
    summary: failed === 0 ? `${done} 成功` : `${done} 成功，${failed} 失败`,
    outcomes: outcomes.map((outcome) => ({
      number: outcome.number,
      done: outcome.kind === 'done',
      message: outcome.kind === 'done' ? null : outcome.message,
    })),
  };
}
