import { z } from 'zod';
import type { PastApproval } from '../../../approvals/list-approvals';
import { listCases } from '../../../cases/lists/list-cases';
import { findWaitingTexts, listSubmitted } from '../../../cases/review/list-submitted';
import { wantCase } from '../../../cases/work/reach-case';
import { listAttachments } from '../../../media/attachments';
import { findNames } from '../../../staff/find-names';
import type { Caller } from '../caller';
import type { CaseDesk } from '../cases/case-desk';
import { listedCaseSchema } from '../cases/case-schemas';
import { presentActor } from '../cases/present-actor';
import { loadListContext, readerOf } from '../cases/list-context';
import { presentListed } from '../cases/present-case';
import { pictureSchema, presentPictures } from '../attachments/present-pictures';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema, instantSchema } from '../schemas';

const textShape = {
  text: z.string(),
  hash: z.string().describe('审核、签发时带回'),
  gates: z.array(z.string()),
  drafters: z.array(z.string()),
  draftedAt: instantSchema,
};
const passSchema = z.object({
  gate: z.string(),
  by: z.string(),
  onBehalfOf: z.string().nullable(),
  opinion: z.string().nullable(),
});
export const reviewQueueSchema = z.object({
  cases: z.array(
    listedCaseSchema.extend({
      draft: z.object({ ...textShape, passed: z.array(z.string()) }),
      isAsked: z.boolean().describe('拟稿人指定我来审'),
      isOwn: z.boolean().describe('自己拟的稿，不能自己审'),
      mayBatch: z.boolean().describe('咨询、建议，可以批量审核'),
      onBehalfOf: z
        .object({ id: z.string(), name: z.string() })
        .nullable()
        .describe('授权代办：受谁委托'),
    }),
  ),
  next: z.string().nullable(),
});
export const submittedSchema = z.object({
  texts: z.array(
    z.object({
      ...textShape,
      pictures: z.array(pictureSchema).describe('随答复发的图片'),
      round: z.int(),
      state: z.enum(['open', 'passed', 'returned', 'dropped']),
      endedAt: instantSchema.nullable(),
      passes: z.array(passSchema),
      returned: z
        .object({ by: z.string(), reason: z.string().nullable(), at: instantSchema })
        .nullable(),
    }),
  ),
});
const PAGE = 50;
const BATCH_TYPES: readonly (string | null)[] = ['consultation', 'suggestion'];

/** P5 审核签发: what waits before the caller's gates, and every text that stood there. */
export function createReviewEndpoints(desk: CaseDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/review', right: 'case.read' },
      summary: '等我审核、签发的件，期限近的在前，连送审稿一起；授权代办的也在',
      query: z.strictObject({ cursor: z.string().max(500).optional() }),
      response: reviewQueueSchema,
      handler: ({ caller, query: { cursor } }) => readQueue(desk, caller, cursor),
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/cases/:number/submitted', right: 'case.read' },
      params: z.strictObject({ number: caseNumberSchema }),
      summary: '这件送审过的每一稿：谁拟的，怎么退回的，谁审的',
      response: submittedSchema,
      handler: ({ caller, params: { number } }) => readSubmitted(desk, caller, number),
    }),
  ];
}

/** Where the caller passes gates, of their own or for somebody else; `for` null: of their own. */
function gatesOf({ person }: Caller) {
  const own = person.roles.flatMap(({ role, unit }) =>
    (role === 'reviewer' || role === 'signer') && unit !== null ? [{ role, unit, for: null }] : [],
  );
  const given = person.deputyFor.map(({ role, unit, principalId, principalName }) => ({
    ...{ role, unit },
    for: { id: principalId, name: principalName },
  }));
  return [...own, ...given];
}

async function readQueue(
  desk: CaseDesk,
  caller: Caller,
  cursor: string | undefined,
): Promise<z.output<typeof reviewQueueSchema>> {
  const { database, ports } = desk;
  const gates = gatesOf(caller);
  const units = [...new Set(gates.map(({ unit }) => unit))];
  if (units.length === 0) return { cases: [], next: null };
  const now = ports.clock.now();
  const list = {
    tab: 'unit' as const,
    filters: { units, states: ['awaiting_review', 'awaiting_signature'] as const },
  };
  const page = { size: PAGE, now, ...(cursor === undefined ? {} : { cursor }) };
  const { rows, next } = await listCases(database, caller.scope, readerOf(caller), list, page);
  const texts = await findWaitingTexts(
    database,
    rows.map(({ id }) => id),
  );
  const context = await loadListContext(desk, caller, rows, new Set());
  const names = await namesIn(desk, [...texts.values()]);
  const cases = rows.flatMap((row) => {
    const text = texts.get(row.id);
    const gate = text && gates.find((one) => one.unit === row.owner_unit && mayPass(one, text));
    if (!text || !gate) return [];
    return [
      {
        ...presentListed(row, desk, context),
        draft: { ...presentText(text, names), passed: text.passes.map((pass) => pass.gate) },
        isAsked: text.asked === caller.person.id,
        isOwn: text.drafters.includes(caller.person.id),
        mayBatch: mayBatch(row.type, gate, text),
        onBehalfOf: gate.for,
      },
    ];
  });
  // Whoever was asked for finds it first; the rest stays in the order of limits.
  cases.sort((one, other) => Number(other.isAsked) - Number(one.isAsked));
  return { cases, next };
}

/** Short answers to plain questions; a picture wants to be looked at. */
function mayBatch(
  type: string | null,
  gate: { role: string; for: object | null },
  { pictures }: PastApproval,
): boolean {
  const isOwnReview = gate.role === 'reviewer' && gate.for === null;
  return isOwnReview && pictures.length === 0 && BATCH_TYPES.includes(type);
}

/** A reviewer passes the first gate; a signer what wants a signature, and both gates in one press. */
function mayPass({ role }: { role: string }, { gates, passes }: PastApproval): boolean {
  const open = gates.filter((gate) => !passes.some((pass) => pass.gate === gate));
  return role === 'signer' ? gates.includes('signature') : open[0] === 'review';
}

async function readSubmitted(
  desk: CaseDesk,
  { scope }: Caller,
  number: string,
): Promise<z.output<typeof submittedSchema>> {
  const { id } = await wantCase(desk.database, scope, number);
  const texts = await listSubmitted(desk.database, scope, number);
  const files = await listAttachments(desk.database, id);
  const names = await namesIn(
    desk,
    texts,
    texts.map(({ returned }) => returned?.by ?? null),
  );
  return {
    texts: texts.map((text) => ({
      ...presentText(text, names),
      pictures: presentPictures(number, text.pictures, files),
      ...{ round: text.round, state: text.state, endedAt: text.endedAt },
      passes: text.passes.map((pass) => ({
        ...pass,
        by: presentActor(pass.by, names),
        onBehalfOf: pass.onBehalfOf && presentActor(pass.onBehalfOf, names),
      })),
      returned: text.returned && { ...text.returned, by: presentActor(text.returned.by, names) },
    })),
  };
}

function presentText(
  { text, hash, gates, drafters, draftedAt }: PastApproval,
  names: ReadonlyMap<string, string>,
) {
  const drafted = drafters.map((id) => presentActor(id, names));
  return { text, hash, gates: [...gates], drafters: drafted, draftedAt };
}

function namesIn(
  { database }: CaseDesk,
  texts: readonly PastApproval[],
  more: readonly (string | null)[] = [],
): Promise<ReadonlyMap<string, string>> {
  return findNames(database, [
    ...texts.flatMap(({ drafters, passes }) => [
      ...drafters,
      ...passes.flatMap(({ by, onBehalfOf }) => [by, onBehalfOf]),
    ]),
    ...more,
  ]);
}
