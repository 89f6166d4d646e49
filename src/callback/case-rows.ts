import { createId } from '../platform/ids';
import {
  CASE_NUMBER_SLOT,
  PAGE_LINK_SLOT,
  PROGRESS_LINK_SLOT,
  type FilledForm,
} from '../routing/decision';
import type { Reply } from '../wechat/reply';
import type { Planned } from './job';
import type { CasesPort, PagesPort, SealPort } from './ports';

/** A row of the callback's port to cases. */
export type NewCase = Parameters<CasesPort['openCases']>[1][number];
type CaseChange = Parameters<CasesPort['changeCases']>[1][number];

/** The case that a decision opens. */
export function newCaseOf(
  planned: Planned,
  number: string,
  { cases, sealer }: { cases: CasesPort; sealer: SealPort },
  now: Date,
): NewCase {
  const { job, citizen, decision, messageId } = planned;
  const effect = decision.effects.case;
  if (effect?.kind !== 'open' && effect?.kind !== 'split') throw new TypeError('opens no case');
  const { duty } = decision.effects;
  const id = createId(now);
  return {
    id,
    number,
    account: job.account,
    citizen_id: citizen.id,
    owner_unit: effect.unit,
    urgent: effect.kind === 'open' && effect.urgent,
    restricted: effect.kind === 'open' && effect.restricted,
    opened_at: now,
    last_message_at: now,
    accept_due_at: cases.acceptDueAt(effect.unit, now),
    data: {
      message: effect.kind === 'split' ? effect.messageId : messageId,
      responder: decision.explanation.responder,
      ...(duty ? { duty } : {}),
      ...(effect.kind === 'open' ? sealedForm(effect.form, id, sealer) : {}),
    },
  };
}

/** What a decision changes of cases that are there already. */
export function caseChangesOf(
  { decision, messageId }: Planned,
  sealer: SealPort,
  now: Date,
): CaseChange[] {
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
          data: {
            message: messageId,
            ...(duty ? { duty } : {}),
            ...sealedForm(effect.form, effect.caseId, sealer),
          },
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

/** A filled form in a case's event: which one in clear, what was filled in sealed. */
function sealedForm(form: FilledForm | undefined, caseId: string, sealer: SealPort) {
  if (!form) return {};
  const { query, name, lines } = form;
  const sealed = sealer.seal(JSON.stringify(lines), `case-form:${caseId}`).toString('base64');
  return { form: { query, name, sealed } };
}

/** The case that a decision opened. */
export interface OpenedCase {
  id: string;
  number: string;
}

/** Puts what is known only now where the reply left room for it: number and pages. */
export function fillReply(
  reply: Reply,
  { decision, job, citizen, messageId }: Planned,
  opened: OpenedCase | null,
  pages: PagesPort,
  now: Date,
): Reply {
  if (reply.kind !== 'text') return reply;
  const { pageLink, progressLinks = [] } = decision.effects;
  let { text } = reply;
  if (opened) text = text.replaceAll(CASE_NUMBER_SLOT, opened.number);
  if (pageLink) {
    const owner = { account: job.account, citizenId: citizen.id, messageId };
    text = text.replaceAll(PAGE_LINK_SLOT, pages.pageLink(pageLink, owner, now));
  }
  const addresses = progressLinks.flatMap((link) => {
    const target = link === 'opened' ? opened && { caseId: opened.id, round: 1 } : targetOf(link);
    return target ? [pages.progressUrl(target, now)] : [];
  });
  return { kind: 'text', text: text.replaceAll(PROGRESS_LINK_SLOT, () => addresses.shift() ?? '') };
}

function targetOf({ id, round }: { id: string; round: number }) {
  return { caseId: id, round };
}
