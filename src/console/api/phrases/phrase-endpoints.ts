import { z } from 'zod';
import { countPhrases, listPhrases } from '../../../cases/phrases/list-phrases';
import { phraseTabs, type PhraseTab } from '../../../cases/phrases/phrase-words';
import type { Phrase } from '../../../cases/phrases/phrase';
import { getPhrase, listPhraseEvents } from '../../../cases/phrases/phrase-store';
import { findOpenApproval } from '../../../approvals/approval-store';
import { fillVariables, findUnfilled } from '../../../cases/phrases/variables';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import { unitsWith } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, keysOf, pageSizeSchema, unitCodeSchema } from '../schemas';
import { hitSchema, levelSchema, presentHit } from '../words/outgoing-schemas';
import { phraseWriting } from './phrase-writing';
import { reachOf, readReachOf, type PhraseDesk } from './phrase-desk';
import {
  listedPhraseSchema,
  phraseSchema,
  phraseUnitSchema,
  presentListed,
  presentPhrase,
} from './phrase-schemas';

const params = z.strictObject({ id: idSchema });
const countsSchema = z.object(
  Object.fromEntries(Object.keys(phraseTabs).map((tab) => [tab, z.int()])) as Record<
    PhraseTab,
    z.ZodInt
  >,
);

/** A page of phrases. */
export const phraseListSchema = z.object({
  phrases: z.array(listedPhraseSchema),
  counts: countsSchema.describe('每一栏有几条'),
  next: z.string().nullable(),
});

/** A phrase as it would read. */
export const triedPhraseSchema = z.object({
  text: z.string(),
  unfilled: z.array(z.string()).describe('填不上的，要由拟稿的人填'),
  bytes: z.int(),
  level: levelSchema,
  hits: z.array(hitSchema),
});

/** 常用语: the list, one of them, a box to try one, and what people do with them. */
export function createPhraseEndpoints(desk: PhraseDesk): Endpoint[] {
  return [listEndpoint(desk), tryEndpoint(desk), oneEndpoint(desk), ...phraseWriting(desk)];
}

function listEndpoint(desk: PhraseDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/phrases', right: 'phrase.edit' },
    summary: '常用语：本单位的和全区的，新改的在前，按页取',
    query: z.strictObject({
      tab: keysOf<PhraseTab>(phraseTabs).default('approved'),
      unit: unitCodeSchema.optional().describe('只看一个单位的；不写：我的单位和全区的'),
      q: z.string().max(40).optional().describe('标题或内容里的字'),
      limit: pageSizeSchema,
      after: idSchema.optional().describe('上一页的 next'),
    }),
    response: phraseListSchema,
    async handler({ caller, query: { tab, unit, q, limit, after } }) {
      const own = readReachOf(caller);
      const units = unit === undefined ? own.units : own.units.filter((one) => one === unit);
      const reach = { units, district: unit === undefined };
      const now = desk.clock.now();
      const last = after === undefined ? undefined : await findPlace(desk, own, after);
      const listed = await listPhrases(
        desk.database,
        reach,
        { tab, q },
        { limit, after: last },
        now,
      );
      const names = await findNames(
        desk.database,
        listed.map(({ draftedBy }) => draftedBy),
      );
      return {
        phrases: listed.map((one) => presentListed(one, names, (ref) => desk.itemName(ref))),
        counts: await countPhrases(desk.database, reach, now),
        next: listed.length === limit ? listed.at(-1)!.id : null,
      };
    },
  });
}

/** The row behind which a page begins; one that is gone or another's begins nothing. */
async function findPlace(
  desk: PhraseDesk,
  reach: ReturnType<typeof readReachOf>,
  id: string,
): Promise<Pick<Phrase, 'changedAt' | 'id'>> {
  return getPhrase(desk.database, reach, id, { lock: false });
}

function oneEndpoint(desk: PhraseDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/phrases/:id', right: 'phrase.edit', params },
    summary: '一条常用语，和对它做过的每一步。ETag 是它的版本',
    response: phraseSchema,
    handler: ({ caller, params: { id }, reply }) =>
      desk.database.transaction(async (tx) => {
        const phrase = await getPhrase(tx, readReachOf(caller), id, { lock: false });
        const events = await listPhraseEvents(tx, id);
        const { approvalId } = phrase;
        const open = approvalId === null ? null : await findOpenApproval(tx, approvalId);
        const names = await findNames(tx, [phrase.draftedBy, ...events.map(({ actor }) => actor)]);
        reply.setVersion(phrase.version);
        const holds = (right: 'phrase.edit' | 'phrase.approve'): boolean => {
          const reach = reachOf(caller, right);
          return phrase.unit === null ? reach.district : reach.units.includes(phrase.unit);
        };
        const wrote = open?.drafters.includes(caller.person.id) ?? true;
        const may = {
          mayEdit: holds('phrase.edit'),
          mayApprove: holds('phrase.approve') && !wrote,
        };
        return presentPhrase(phrase, events, may, names, (ref) => desk.itemName(ref));
      }),
  });
}

/** What a case might have, so that somebody sees how a phrase will read. */
const EXAMPLE = {
  编号: 'XX202611230001A',
  期限: '11月30日（周一）',
  收件日期: '11月23日（周一）',
  事项: '示例事项',
  单位: '本单位',
  电话: '12345',
  地址: '本单位地址',
};

function tryEndpoint(desk: PhraseDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/phrases/try', right: 'phrase.edit' },
    summary: '试一条常用语：填上示例以后是什么样，有没有敏感词。什么都不保存',
    body: z.strictObject({ unit: phraseUnitSchema, text: z.string().max(20_000) }),
    response: triedPhraseSchema,
    async handler({ caller, body: { unit, text } }) {
      if (unit !== null && !unitsWith(caller, 'phrase.edit').includes(unit)) {
        throw new AppError('not_found', '没有这个单位，或您在这个单位没有这项权限。');
      }
      const filled = fillVariables(text, EXAMPLE).trim();
      const { hits } = desk.checkOutgoing(unit ?? '', filled);
      const said = hits.filter(({ kind }) => kind !== 'variable');
      return {
        text: filled,
        unfilled: findUnfilled(filled).map(({ name }) => name),
        bytes: Buffer.byteLength(filled),
        level: summaryLevel(said.map(({ level }) => level)),
        hits: said.map(presentHit),
      };
    },
  });
}

function summaryLevel(levels: readonly ('hint' | 'confirm' | 'forbidden')[]) {
  const order = ['forbidden', 'confirm', 'hint'] as const;
  return order.find((level) => levels.includes(level)) ?? ('fine' as const);
}
