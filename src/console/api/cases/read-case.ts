import type { z } from 'zod';
import { findOpenApproval, type GatedApproval } from '../../../approvals/approval-store';
import {
  getRegistration,
  listCaseAnswers,
  listCaseEvents,
  type RecordedEvent,
  type SignedAnswer,
} from '../../../cases/case-record';
import { presentCaseState } from '../../../cases/case-state';
import { listCaseMessages, type CaseMessage } from '../../../cases/case-store';
import type { CaseActor } from '../../../cases/life-cycle/actions';
import { getCase, type CaseRow } from '../../../cases/life-cycle/case-row';
import { presentEventKind } from '../../../cases/life-cycle/event-kinds';
import { listActions } from '../../../cases/life-cycle/list-actions';
import { listCaseRatings } from '../../../cases/list-ratings';
import type { Scope } from '../../../cases/scope';
import { listReach } from '../../../delivery/list-reach';
import { listAttachments, type AttachmentView } from '../../../media/attachments';
import { listMedia } from '../../../media/media-rows';
import { presentMedia } from '../../../media/present-media';
import { listTranscripts, type Transcript } from '../../../media/transcripts';
import { findNames } from '../../../staff/find-names';
import { presentPictures } from '../attachments/present-pictures';
import type { CaseDesk } from './case-desk';
import type { caseSchema } from './case-schemas';
import { explainEvent } from './explain-event';
import { presentActor } from './present-actor';
import { presentAutoReply } from './present-auto-reply';
import { presentCase } from './present-case';
import { presentRatings } from './present-ratings';

type Names = ReadonlyMap<string, string>;

/** What texts of a case are shown with. */
interface Shown {
  number: string;
  names: Names;
  files: readonly AttachmentView[];
}

/**
 * All that the page of a case shows, with what its reader may do now and why not.
 * @throws AppError not_found for a case that is absent or out of scope
 */
export async function readCase(
  desk: CaseDesk,
  scope: Scope,
  actor: CaseActor,
  number: string,
): Promise<z.output<typeof caseSchema>> {
  const { database, ports } = desk;
  const { row, approval } = await database.transaction(async (tx) => {
    const found = await getCase(tx, scope, number, { lock: false });
    const id = found.approval_id;
    return { row: found, approval: id === null ? null : await findOpenApproval(tx, id) };
  });
  const messages = await listCaseMessages(database, scope, number);
  const transcripts = await listTranscripts(
    database,
    row.account,
    messages.map(({ id }) => id),
  );
  const answers = await listCaseAnswers(database, row.id);
  const events = await listCaseEvents(database, row.id);
  const files = await listAttachments(database, row.id);

  const ratings = await listCaseRatings(database, row.id);
  const { actions } = await listActions(database, ports, scope, actor, number);
  const reached = { id: row.id, account: row.account, citizenId: row.citizen_id };
  const reach = await listReach(database, [reached], ports.clock.now());
  const names = await findNames(database, [
    ...[row.handler, approval?.asked ?? null, ...(approval?.drafters ?? [])],
    ...answers.flatMap(({ draftedBy, signedBy }) => [draftedBy, signedBy]),
    ...transcripts.map(({ writtenBy }) => writtenBy),
    ...ratings.map(({ mistaken }) => mistaken?.by ?? null),
    ...events.flatMap((event) => [event.actor, event.onBehalfOf, event.handler]),
  ]);
  const shown = { number, names, files };
  return {
    ...presentCase(row, desk, names),
    ...presentRest(row),
    window: reach.get(row.id)?.window ?? null,
    registration: await getRegistration(database, row.id),
    messages: await presentMessages(desk, row.account, messages, { transcripts, names }),
    answers: answers.map((answer) => presentAnswer(answer, shown)),
    ratings: presentRatings(ratings, names),
    approval: approval && presentApproval(approval, shown),
    actions,
    events: events.map((event) => presentEvent(event, names, desk)),
  };
}

function presentRest(row: CaseRow) {
  return {
    ...{ source: row.source, item: row.item, round: row.round, extension: row.extension },
    ...{ duplicate: row.duplicate, provisional: row.provisional, outcome: row.outcome },
    rating: row.rating,
    claimedUntil: row.claimed_until,
    supervisionDueAt: row.supervision_due_at,
    contactDueAt: row.contact_due_at,
    opinionRisk: row.opinion_risk,
    outOfRemit: row.out_of_remit,
    answeredAt: row.answered_at,
    closedAt: row.closed_at,
  };
}

async function presentMessages(
  { database, canTranscode }: CaseDesk,
  account: string,
  messages: readonly CaseMessage[],
  { transcripts, names }: { transcripts: readonly Transcript[]; names: Names },
) {
  const ids = messages.map(({ id }) => id);
  const media = new Map(
    (await listMedia(database, account, ids)).map((file) => [file.messageId, file]),
  );
  const transcoding = media.size > 0 && (await canTranscode());
  return messages.map((message) => {
    const { id, kind, text, sentAt } = message;
    const file = media.get(id);
    const heard = transcripts.find(({ messageId }) => messageId === id);
    return {
      ...{ id, kind, text, sentAt, autoReply: presentAutoReply(message) },
      media: file ? presentMedia(file, transcoding) : null,
      transcript: heard
        ? {
            text: heard.text,
            writtenBy: presentActor(heard.writtenBy, names),
            writtenAt: heard.writtenAt,
          }
        : null,
    };
  });
}

function presentAnswer(
  { draftedBy, signedBy, pictures, ...answer }: SignedAnswer,
  { number, names, files }: Shown,
) {
  return {
    ...answer,
    pictures: presentPictures(number, pictures, files),
    draftedBy: presentActor(draftedBy, names),
    signedBy: presentActor(signedBy, names),
  };
}

function presentApproval(approval: GatedApproval, { number, names, files }: Shown) {
  const { text, hash, draftedAt, gates, passed, drafters, pictures } = approval;
  return {
    ...{ text, hash, draftedAt, gates: [...gates], passed: [...passed] },
    pictures: presentPictures(number, pictures, files),
    drafters: drafters.map((id) => presentActor(id, names)),
    asked: approval.asked && presentActor(approval.asked, names),
  };
}

function presentEvent(event: RecordedEvent, names: Names, { ports }: Pick<CaseDesk, 'ports'>) {
  const { seq, kind, at, reason, state, unit, actor, onBehalfOf, handler } = event;
  return {
    ...{ seq, kind, at, reason, unit },
    label: presentEventKind(kind),
    notes: explainEvent(kind, event.data, (code) => ports.units().get(code)?.shortName ?? code),
    actor: presentActor(actor, names),
    onBehalfOf: onBehalfOf && presentActor(onBehalfOf, names),
    stateLabel: presentCaseState(state),
    handler: handler && presentActor(handler, names),
  };
}
