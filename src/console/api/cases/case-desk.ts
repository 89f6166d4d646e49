import type { CaseActor } from '../../../cases/life-cycle/actions';
import type { LifeCyclePorts } from '../../../cases/life-cycle/ports';
import type { WorkSchedules } from '../../../cases/calendar/work-schedules';
import type { Limits } from '../../../cases/clock/schema';
import type { FoldText } from '../../../cases/search/fold-text';
import type { Database } from '../../../database/database';
import type { DeliveryAudit } from '../../../delivery/delivery-audit';
import { AppError } from '../../../platform/errors';
import { actOnCases } from '../../../staff/person';
import type { Caller, Origin } from '../caller';

/** What the endpoints of cases stand on. */
export interface CaseDesk {
  database: Database;
  ports: LifeCyclePorts;
  deliveryAudit: DeliveryAudit;
  /** Brings words to the form in which they are searched. */
  foldText: FoldText;
  /** Of the files that are live. */
  calendar: () => { schedules: WorkSchedules; limits: Limits };
  /** Whether this machine can make voices playable. */
  canTranscode: () => Promise<boolean>;
}

/**
 * How a caller acts on cases.
 * @param principalId whose deputy they act as; null: as themselves
 * @throws AppError forbidden where that person has made them no deputy for today
 */
export function actorOf(caller: Caller, { ip }: Origin, principalId: string | null): CaseActor {
  const part = actOnCases(caller.person, principalId);
  if (!part) throw new AppError('forbidden', '没有这个人今天给您的授权代办。');
  const { id, name, roles, onBehalfOf } = part;
  return { kind: 'staff', id, name, ip, roles, onBehalfOf };
}
