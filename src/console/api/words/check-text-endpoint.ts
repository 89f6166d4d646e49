import { z } from 'zod';
import { composeAnswer, composeRestrictedAnswer } from '../../../cases/life-cycle/answer-text';
import { getCase, type CaseRow } from '../../../cases/life-cycle/case-row';
import { getUnit } from '../../../cases/life-cycle/effect';
import { planGates } from '../../../cases/life-cycle/gates';
import { gatesFor } from '../../../cases/life-cycle/outgoing-words';
import { findRepeated } from '../../../cases/phrases/offer-phrases';
import { summarise, type OutgoingHit } from '../../../cases/words/check-outgoing';
import type { Tx } from '../../../database/database';
import { MESSAGE_LIMIT_BYTES, shortenText, splitText } from '../../../delivery/split-text';
import { caseTypeSchema } from '../cases/case-schemas';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { caseNumberSchema } from '../schemas';
import { hitSchema, levelSchema, presentHit } from './outgoing-schemas';
import { valuesFor, type WordDesk } from './word-desk';

const bodySchema = z.strictObject({
  text: z.string().max(20_000).describe('公开答复内容，不含称呼和落款'),
  template: z.string().max(200).nullable().default(null).describe('引用的常用语或事项卡片'),
  kind: z.enum(['answer', 'referral']).default('answer').describe('答复，或者告知渠道'),
  type: caseTypeSchema.nullable().default(null).describe('受理并答复时将要定的类型'),
});

export const checkedTextSchema = z.object({
  level: levelSchema.describe('最重的一级'),
  hits: z.array(hitSchema),
  bytes: z.int().describe('公开答复内容的字节数'),
  sentBytes: z.int().describe('加上编号、链接和落款以后的字节数'),
  limitBytes: z.int().describe('微信一条消息的上限'),
  messages: z.array(z.string()).describe('群众手机上看到的，一条一项：将发送几条'),
  shortened: z.boolean().describe('太长：只发开头，全文在网页上看'),
  repeats: z.string().nullable().describe('原样引用的常用语、事项卡片或渠道'),
  gates: z.array(z.enum(['review', 'signature'])).describe('提交后要过的关；空：直接发出'),
});

/** Matters that want an answer of their own. */
const PERSONAL_MATTERS: readonly string[] = ['help', 'complaint'];

/** 出口检查 while somebody writes: what it says, how it would arrive, and which gates it would pass. */
export function createCheckTextEndpoint(desk: WordDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/cases/:number/check-text', right: 'case.read' },
    summary: '拟稿时检查答复：敏感词、个人信息、没有填的变量、字节数、将发送几条。什么都不保存',
    params: z.strictObject({ number: caseNumberSchema }),
    body: bodySchema,
    response: checkedTextSchema,
    handler: ({ caller, params: { number }, body }) =>
      desk.database.transaction(async (tx) => {
        const found = await getCase(tx, caller.scope, number, { lock: false });
        return checkText(desk, tx, { ...found, type: body.type ?? found.type }, body);
      }),
  });
}

async function checkText(
  desk: WordDesk,
  tx: Tx,
  row: CaseRow,
  body: z.output<typeof bodySchema>,
): Promise<z.output<typeof checkedTextSchema>> {
  const { ports } = desk;
  const text = body.text.trim();
  const repeats = text === '' ? null : await findTemplate(desk, tx, row, body.template, text);
  const found = ports.words.checkOutgoing(row.owner_unit, body.text, row.type);
  const check = summarise([...found.hits, ...cannedHits(row, body.text, repeats)]);
  const matter = body.kind === 'referral' ? 'referral' : (row.type ?? 'help');
  const unchanged = repeats !== null;
  const planned = planGates(getUnit(ports, row.owner_unit).gates, matter, unchanged);
  const sent = composeSent(desk, row, body.kind, text);
  return {
    level: check.level,
    hits: check.hits.map(presentHit),
    bytes: Buffer.byteLength(text),
    ...sent,
    limitBytes: MESSAGE_LIMIT_BYTES,
    repeats,
    gates: [...gatesFor(planned, check, unchanged)],
  };
}

/** The template that a text repeats: the one that it was made of, or another that says the same. */
async function findTemplate(
  desk: WordDesk,
  tx: Tx,
  row: CaseRow,
  template: string | null,
  text: string,
): Promise<string | null> {
  const { words, clock } = desk.ports;
  if (template !== null && (await words.isUnchanged(tx, row, template, text))) return template;
  const now = clock.now();
  const [phrase] = await findRepeated(tx, row, valuesFor(desk, row), text, now);
  const canned = desk.canned().list(row.owner_unit, '', now);
  return phrase ?? canned.find((one) => one.text === text)?.template ?? null;
}

/** A canned text for somebody who complained, or who asked for help, answers nobody in particular. */
function cannedHits(row: CaseRow, text: string, repeats: string | null): OutgoingHit[] {
  if (repeats === null || !PERSONAL_MATTERS.includes(row.type ?? '')) return [];
  return [
    {
      ...{ kind: 'canned', level: 'hint', start: 0, length: text.length, text: '' },
      reason: '整篇都是现成的话。投诉、求助的群众要的是自己这件事的处理结果。',
      suggestion: '写明查到的情况、怎么处理的、还要群众做什么。',
      replacement: null,
    },
  ];
}

function composeSent(
  { ports }: WordDesk,
  row: CaseRow,
  kind: 'answer' | 'referral',
  text: string,
): { sentBytes: number; messages: string[]; shortened: boolean } {
  const at = ports.clock.now();
  const unit = getUnit(ports, row.owner_unit);
  const progressUrl = ports.progressUrl({ caseId: row.id, round: row.round }, at);
  const about = { number: row.number, unit, at, progressUrl };
  const whole = row.restricted
    ? composeRestrictedAnswer(about)
    : composeAnswer({ ...about, kind, text });
  const parts = splitText(whole);
  const { telephone } = unit;
  return {
    sentBytes: Buffer.byteLength(whole),
    messages: parts ?? [shortenText(whole, { progressUrl, telephone })],
    shortened: parts === null,
  };
}
