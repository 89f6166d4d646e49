import { randomUUID } from 'node:crypto';
import type { EscalationNotice, EscalationNotices } from '../cases/clock/escalate-cases';
import type { Clock } from '../platform/clock';
import type { Addressee } from '../staff/find-recipients';
import { enqueueOutbound } from './outbound/outbound-store';
import { planRobotLines } from './outbound/plan-outbound';
import type { Target } from './outbound/targets';
import { tellStaff, type Word } from './tell-staff';

/** Tells of deadlines: 承办人, 审核人, 单位负责人 and 统筹, as the limits file names them, and the group. */
export function createEscalationNotices(
  clock: Clock,
  targets: () => readonly Target[],
): EscalationNotices {
  return {
    async notify(tx, notices) {
      const at = clock.now();
      await tellStaff(tx, notices.map(wordOf), at);
      const lines = new Map(notices.map((notice) => [notice.text, notice]));
      await enqueueOutbound(
        tx,
        [...lines.values()].flatMap((notice) =>
          planRobotLines(targets(), { ...notice, kind: 'deadline' }, at),
        ),
      );
    },
  };
}

function wordOf(notice: EscalationNotice): Word {
  const { caseId: id, number, unit, restricted, text } = notice;
  return {
    kind: 'deadline',
    to: notice.to.flatMap((one) => addresseesOf(one, notice)),
    // The step itself is told once: `case_escalations` sees to that.
    about: `escalation:${randomUUID()}`,
    by: null,
    text,
    case: { id, number, unit, coUnits: [], restricted },
  };
}

function addresseesOf(
  one: EscalationNotice['to'][number],
  { unit, handler }: EscalationNotice,
): Addressee[] {
  switch (one) {
    case 'owner':
      return handler === null ? [{ role: 'clerk', unit }] : [{ person: handler }];
    case 'reviewer':
      return [{ role: 'reviewer', unit }];
    case 'unitHead':
      return [{ role: 'signer', unit }];
    case 'coordinator':
      return [{ role: 'coordinator', unit: null }];
  }
}
