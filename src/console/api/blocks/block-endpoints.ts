import { z } from 'zod';
import { findLatestCases } from '../../../cases/lists/latest-cases';
import type { Database } from '../../../database/database';
import type { BlockParts } from '../../../messages/blocks/block-citizen';
import {
  listBlocks,
  listFrequentWriters,
  type CitizenBlock,
} from '../../../messages/blocks/block-store';
import { findNames } from '../../../staff/find-names';
import { unitsWith, wantUnit } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, instantSchema, pageSizeSchema, unitCodeSchema } from '../schemas';
import { blockSchema, citizenCode, presentBlock } from './block-schemas';
import { blockWriting } from './block-writing';

/** What the endpoints of blocks stand on. */
export interface BlockDesk extends BlockParts {
  database: Database;
}

const HOUR_MS = 60 * 60 * 1000;
/** As many messages in a day are looked at. */
const OFTEN = 20;
const MOST_WRITERS = 50;

/** A page of blocks. */
export const blockListSchema = z.object({
  blocks: z.array(blockSchema),
  next: z.string().nullable(),
});

/** Who writes often. */
export const frequentWritersSchema = z.object({
  atLeast: z.int(),
  writers: z.array(
    z.object({
      citizen: z.string(),
      messages: z.int(),
      lastAt: instantSchema,
      blocked: z.boolean(),
      caseNumber: z.string().nullable().describe('最近的一件办件，从它可以加入黑名单'),
    }),
  ),
});

/** 黑名单 of the accounts that somebody looks after, and who writes often there. */
export function createBlockEndpoints(desk: BlockDesk): Endpoint[] {
  return [listEndpoint(desk), frequentEndpoint(desk), ...blockWriting(desk)];
}

function listEndpoint({ database, clock }: BlockDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/blocks', right: 'citizen.block' },
    summary: '黑名单：我管理的公众号的，新加的在前，按页取',
    query: z.strictObject({
      tab: z.enum(['active', 'ended']).default('active').describe('生效中、已结束'),
      unit: unitCodeSchema.optional(),
      limit: pageSizeSchema,
      after: idSchema.optional().describe('上一页的 next'),
    }),
    response: blockListSchema,
    async handler({ caller, query: { tab, unit, limit, after } }) {
      const own = unitsWith(caller, 'citizen.block');
      const accounts = unit === undefined ? own : own.filter((one) => one === unit);
      const now = clock.now();
      const blocks = await listBlocks(database, accounts, tab, { limit, after }, now);
      const names = await findNames(database, blocks.flatMap(peopleOf));
      return {
        blocks: blocks.map((block) => presentBlock(block, names, now)),
        next: blocks.length === limit ? blocks.at(-1)!.id : null,
      };
    },
  });
}

function peopleOf({ blockedBy, liftedBy, reviewedBy }: CitizenBlock): (string | null)[] {
  return [blockedBy, liftedBy, reviewedBy];
}

function frequentEndpoint({ database, clock }: BlockDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/blocks/frequent', right: 'citizen.block' },
    summary: `发得多的群众：24 小时里发了 ${OFTEN} 条以上的`,
    query: z.strictObject({ unit: unitCodeSchema }),
    response: frequentWritersSchema,
    async handler({ caller, query: { unit } }) {
      wantUnit(caller, 'citizen.block', unit);
      const now = clock.now();
      const since = new Date(now.getTime() - 24 * HOUR_MS);
      const wanted = { since, atLeast: OFTEN, limit: MOST_WRITERS };
      const writers = await listFrequentWriters(database, unit, wanted);
      const ids = writers.map(({ citizenId }) => citizenId);
      const cases = await findLatestCases(database, caller.scope, unit, ids);
      return {
        atLeast: OFTEN,
        writers: writers.map(({ citizenId, messages, lastAt, blockedUntil }) => ({
          ...{ citizen: citizenCode(citizenId), messages, lastAt },
          blocked: blockedUntil !== null && blockedUntil > now,
          caseNumber: cases.get(citizenId) ?? null,
        })),
      };
    },
  });
}
