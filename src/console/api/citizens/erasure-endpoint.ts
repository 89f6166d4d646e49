import { z } from 'zod';
import type { RecordAudit } from '../../../audit/audit-row';
import type { Tx } from '../../../database/database';
import type { ErasureCounts } from '../../../messages/erasure/erase-citizens';
import { AppError } from '../../../platform/errors';
import type { Clock } from '../../../platform/clock';
import { wantUnit } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { idSchema, reasonSchema, unitCodeSchema } from '../schemas';
import { erasureSchema } from './citizen-schemas';

/** What erasing one citizen asks of the rooms; `compose.ts` hands in the real thing. */
export interface ErasurePort {
  clock: Clock;
  recordAudit: RecordAudit;
  /** Null where there is nobody, or nothing left to erase. `dryRun` does everything and takes it back. */
  eraseCitizen(
    key: { account: string; id: string },
    options: { dryRun: boolean; record: (tx: Tx, counts: ErasureCounts) => Promise<void> },
  ): Promise<ErasureCounts | null>;
}

const MIN_REASON = 5;

/** 删除群众资料 at the citizen's own request: first what would go and what would stay, then in earnest. */
export function createErasureEndpoint(port: ErasurePort): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/citizens/:unit/:id/erasure', right: 'citizen.erase' },
    params: z.strictObject({ unit: unitCodeSchema.describe('公众号'), id: idSchema }),
    summary: '群众要求删除资料：先试算（dryRun），看清单；再办时写原因，不能恢复',
    body: z.strictObject({
      dryRun: z.boolean(),
      reason: reasonSchema.nullable().default(null).describe('办的时候至少 5 个字'),
    }),
    response: erasureSchema,
    async handler({ caller, origin, params: { unit, id }, body: { dryRun, reason } }) {
      wantUnit(caller, 'citizen.erase', unit);
      const words = reason?.trim() ?? '';
      if (!dryRun && [...words].length < MIN_REASON) {
        throw new AppError('bad_request', '请写明删除的原因，至少 5 个字。');
      }
      const { id: staffId, name } = caller.person;
      const counts = await port.eraseCitizen(
        { account: unit, id },
        {
          dryRun,
          record: (tx, erased) =>
            port.recordAudit(tx, [
              {
                at: port.clock.now(),
                actor: { kind: 'staff', id: staffId, name, ip: origin.ip },
                ...{ action: 'citizen.erase', unit, reason: words },
                subject: { kind: 'citizen', id },
                after: { ...erased },
              },
            ]),
        },
      );
      if (!counts) throw new AppError('not_found', '没有这位群众，或者资料已经删除。');
      return { dryRun, counts };
    },
  });
}
