import { createId } from '../platform/ids';
import { CASE_NUMBER_SLOT } from '../routing/decision';
import type { Reply } from '../wechat/reply';
import type { Planned } from './job';
import type { CasesPort } from './ports';

type NewCase = Parameters<CasesPort['openCases']>[1][number];
type CaseChange = Parameters<CasesPort['changeCases']>[1][number];

/** The case that a decision opens. */
export function newCaseOf(planned: Planned, number: string, now: Date): NewCase {
  const { job, citizen, decision, messageId } = planned;
  const effect = decision.effects.case;
  if (effect?.kind !== 'open' && effect?.kind !== 'split') throw new TypeError('opens no case');
  const { duty } = decision.effects;
  return {
    id: createId(now),
    number,
    account: job.account,
    citizen_id: citizen.id,
    owner_unit: effect.unit,
    urgent: effect.kind === 'open' && effect.urgent,
    restricted: effect.kind === 'open' && effect.restricted,
    opened_at: now,
    last_message_at: now,
    data: {
      message: effect.kind === 'split' ? effect.messageId : messageId,
      responder: decision.explanation.responder,
      ...(duty ? { duty } : {}),
    },
  };
}

/** What a decision changes of cases that are there already. */
export function caseChangesOf({ decision, messageId }: Planned, now: Date): CaseChange[] {
  const effect = decision.effects.case;
  const { duty } = decision.effects;
  switch (effect?.kind) {
    case 'join':
      return [
        {
          id: effect.caseId,
          kind: 'message_added',
          at: now,
          urgent: effect.urgent,
          needs_judgement: effect.needsJudgement ? true : null,
          data: { message: messageId, ...(duty ? { duty } : {}) },
        },
      ];
    case 'split':
      return [
        {
          id: effect.fromCaseId,
          kind: 'message_moved_away',
          at: now,
          urgent: false,
          needs_judgement: false,
          data: { message: effect.messageId },
        },
      ];
    case 'confirm_joined':
      return [
        {
          id: effect.caseId,
          kind: 'judged_by_citizen',
          at: now,
          urgent: false,
          needs_judgement: false,
          data: {},
        },
      ];
    default:
      return [];
  }
}

/** Puts the number where the reply left room for it. */
export function fillCaseNumber(reply: Reply, number: string | null): Reply {
  if (reply.kind !== 'text' || number === null) return reply;
  return { kind: 'text', text: reply.text.replaceAll(CASE_NUMBER_SLOT, number) };
}
