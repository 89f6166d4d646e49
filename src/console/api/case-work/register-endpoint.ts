import { z } from 'zod';
import { handSources, registerCase } from '../../../cases/life-cycle/register-case';
import { joinTransaction } from '../../../database/join-transaction';
import type { Sealer } from '../../../privacy/sealer';
import { wantUnit } from '../caller';
import { actorOf, type CaseDesk } from '../cases/case-desk';
import { defineOnce, type Endpoint } from '../endpoint';
import { instantSchema, keysOf, unitCodeSchema } from '../schemas';

const text = (most: number) => z.string().max(most).nullable().default(null);

/** 登记: a case that came by telephone, at the window, from 12345 or another platform. */
export function createRegisterEndpoint(desk: CaseDesk, sealer: Sealer): Endpoint {
  return defineOnce({
    ...{ method: 'POST', path: '/api/cases', right: 'case.register' },
    summary: '登记一件：来自电话、窗口、12345、留言评论或其他平台',
    body: z.strictObject({
      unit: unitCodeSchema,
      source: keysOf<keyof typeof handSources>(handSources),
      externalNo: text(60).describe('来件平台的编号'),
      contact: text(40).describe('联系电话，加密保存；和来件编号至少填一个'),
      place: text(200).describe('事发地点'),
      statement: z.string().max(10_000).describe('诉求内容'),
      receivedAt: instantSchema.describe('收件时间，从这一天起算'),
      urgent: z.boolean().default(false),
      restricted: z.boolean().default(false).describe('举报等保密件：只有指定的人能看'),
    }),
    response: z.object({ number: z.string() }),
    async handler({ caller, origin, body }, tx) {
      wantUnit(caller, 'case.register', body.unit);
      const actor = actorOf(caller, origin, null);
      const db = joinTransaction(tx);
      const { number } = await registerCase(db, desk.ports, sealer, caller.scope, actor, body);
      return { number };
    },
  });
}
