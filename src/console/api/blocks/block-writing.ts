import { z } from 'zod';
import { getCase } from '../../../cases/life-cycle/case-row';
import type { Tx } from '../../../database/database';
import { blockCitizen, liftBlock, reviewBlock } from '../../../messages/blocks/block-citizen';
import type { CitizenBlock } from '../../../messages/blocks/block-store';
import { AppError } from '../../../platform/errors';
import { findNames } from '../../../staff/find-names';
import { unitsWith, wantUnit, type Caller, type Origin } from '../caller';
import { defineOnce, type Endpoint } from '../endpoint';
import { caseNumberSchema, idSchema, reasonSchema, unitCodeSchema } from '../schemas';
import type { BlockDesk } from './block-endpoints';
import { blockSchema, presentBlock } from './block-schemas';

const right = 'citizen.block';
const params = z.strictObject({ id: idSchema });
const period = {
  reason: reasonSchema.describe('至少 5 个字'),
  untilDate: z.iso.date().describe('最后一天，最长一年'),
};
const newBlockSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('case'), number: caseNumberSchema, ...period }),
  z.strictObject({
    ...{ by: z.literal('citizen'), account: unitCodeSchema, citizenId: idSchema },
    ...period,
  }),
]);

/** What people do with blocks, each once for its key. */
export function blockWriting(desk: BlockDesk): Endpoint[] {
  const present = async (tx: Tx, block: CitizenBlock): Promise<z.output<typeof blockSchema>> => {
    const { blockedBy, liftedBy, reviewedBy } = block;
    const names = await findNames(tx, [blockedBy, liftedBy, reviewedBy]);
    return presentBlock(block, names, desk.clock.now());
  };
  return [
    defineOnce({
      ...{ method: 'POST', path: '/api/blocks', right },
      summary: '加入黑名单：来信照样保存、自动回复，只是不建件；危急的话照样建件',
      body: newBlockSchema,
      response: blockSchema,
      async handler({ caller, origin, body }, tx) {
        const { reason, untilDate } = body;
        const whom = await citizenOf(caller, tx, body);
        const given = { ...whom, reason, untilDate };
        return present(tx, await blockCitizen(tx, desk, actorOf(caller, origin), given));
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/blocks/:id/lift', right, params },
      summary: '提前解除，写明原因',
      body: z.strictObject({ reason: reasonSchema }),
      response: blockSchema,
      async handler({ caller, origin, params: { id }, body: { reason } }, tx) {
        const accounts = unitsWith(caller, right);
        const actor = actorOf(caller, origin);
        return present(tx, await liftBlock(tx, desk, accounts, actor, { id, reason }));
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/blocks/:id/review', right, params },
      summary: '复核：群众申诉，或者到时候再看一遍，写下结果',
      body: z.strictObject({ note: reasonSchema }),
      response: blockSchema,
      async handler({ caller, origin, params: { id }, body: { note } }, tx) {
        const accounts = unitsWith(caller, right);
        const actor = actorOf(caller, origin);
        return present(tx, await reviewBlock(tx, desk, accounts, actor, { id, note }));
      },
    }),
  ];
}

/** Whom it is about; only of an account that the person looks after. */
async function citizenOf(caller: Caller, tx: Tx, body: z.output<typeof newBlockSchema>) {
  if (body.by === 'citizen') {
    const { account, citizenId } = body;
    wantUnit(caller, right, account);
    return { account, citizenId, caseNumber: null };
  }
  const row = await getCase(tx, caller.scope, body.number, { lock: false });
  if (!unitsWith(caller, right).includes(row.account)) {
    throw new AppError('forbidden', '这件来自别的单位的公众号，由那个单位的管理员处理。');
  }
  if (row.citizen_id === null) {
    throw new AppError('unprocessable', '这件不是从公众号来的，没有可以加入的群众。');
  }
  return { account: row.account, citizenId: row.citizen_id, caseNumber: row.number };
}

function actorOf({ person: { id, name } }: Caller, { ip }: Origin) {
  return { id, name, ip };
}
