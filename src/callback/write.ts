import type { Tx } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import {
  attachToCase,
  finishMessages,
  insertMessages,
  lockHandling,
} from '../messages/message-store';
import { recordCitizens } from '../messages/citizen-store';
import type { Unit } from '../units/schema';
import { fitReply } from '../wechat/build-reply';
import type { Reply } from '../wechat/reply';
import { isEvent } from './kinds';
import type { Planned } from './job';
import type { CasesPort, DeliveryPort, ItemsPort, MediaPort, PagesPort, SealPort } from './ports';
import { fillReply, newCaseOf, type NewCase, type OpenedCase } from './case-rows';
import { citizenRowOf, finishedRowOf, messageRowOf } from './rows';
import {
  writeCaseChanges,
  writeContactNumbers,
  writeContacts,
  writeMisses,
  writeOutbox,
  writeQuestions,
  writeRatings,
  writeStored,
} from './write-effects';

export interface WritePorts {
  cases: CasesPort;
  delivery: DeliveryPort;
  items: ItemsPort;
  media: MediaPort;
  pages: PagesPort;
  sealer: SealPort;
}

/** What was written of one job. */
export interface Written {
  planned: Planned;
  caseNumber: string | null;
  /** The case that its message belongs to: the one that it opened, or one that was there. */
  caseId: string | null;
  reply: Reply;
  answeredVia: 'passive' | 'outbox' | 'none' | null;
}

/** What must be known beside the jobs themselves. */
export interface WriteContext {
  now: Date;
  leaseUntil: Date;
  contentVersion: string;
  units: ReadonlyMap<string, Unit>;
}

/**
 * Writes one batch, at most one job a citizen, in one transaction. First the citizens under their
 * version guard: only jobs whose guard held go on, and their rows stay locked until the commit, so
 * everything else is written without a race.
 * @returns the jobs that were written, and those whose message somebody else had ended already; the
 *   others must look and decide again
 */
export async function writeBatch(
  tx: Tx,
  batch: readonly Planned[],
  ports: WritePorts,
  context: WriteContext,
): Promise<{ written: Written[]; ended: Planned[] }> {
  const { now } = context;
  const kept = await recordCitizens(
    tx,
    batch.map((planned) => citizenRowOf(planned, now)),
  );
  const guarded = batch.filter(({ citizen }) => kept.has(citizen.id));
  const { open, ended } = await partEnded(tx, guarded);
  if (open.length === 0) return { written: [], ended };

  const { written, rows } = await planCases(tx, open, ports, context);
  // One behind the other on the connection, without waiting for each other's answers.
  await Promise.all([
    ports.cases.openCases(tx, rows),
    writeMessages(tx, written, ports, context),
    writeStored(tx, written, ports, now),
    writeCaseChanges(tx, written, ports, now),
    writeContacts(tx, written, ports),
    writeQuestions(tx, written, ports, now),
    writeMisses(tx, written, ports, now),
    writeContactNumbers(tx, written, ports),
  ]);
  await writeRatings(tx, written, ports);
  await writeOutbox(tx, written, ports, now);
  return { written, ended };
}

/**
 * Locks the messages that are to be finished and parts those that somebody else has ended. One whose
 * passive reply the deadline has taken since it was decided must be decided again: what waited for the
 * citizen goes into passive replies only.
 */
async function partEnded(
  tx: Tx,
  guarded: readonly Planned[],
): Promise<{ open: Planned[]; ended: Planned[] }> {
  const finishing = guarded.filter(({ job }) => job.kind === 'finish');
  const locked = await lockHandling(
    tx,
    finishing.map(({ job, messageId }) => ({ account: job.account, id: messageId })),
  );
  const ended = finishing.filter(({ messageId }) => !locked.has(messageId));
  const late = finishing.filter(({ job, messageId, decision }) => {
    if (job.kind !== 'finish' || locked.get(messageId) !== 'outbox') return false;
    job.via = 'outbox';
    return Boolean(decision.effects.givesAnswers?.length);
  });
  const gone = new Set([...ended, ...late]);
  return { open: guarded.filter((planned) => !gone.has(planned)), ended };
}

/** Numbers and rows of the cases that this batch opens; replies get their number. */
async function planCases(
  tx: Tx,
  held: readonly Planned[],
  ports: WritePorts,
  context: WriteContext,
): Promise<{ written: Written[]; rows: NewCase[] }> {
  const opening = held.filter(({ decision }) => opensCase(decision.effects.case));
  const day = chinaDateOf(context.now);
  const numbers = await ports.cases.allocateCaseNumbers(
    tx,
    opening.map(({ decision }) => {
      const effect = decision.effects.case;
      const unit = effect && 'unit' in effect ? effect.unit : '';
      return { unit, letters: context.units.get(unit)?.letters ?? 'XX', day };
    }),
  );
  const rows = opening.map((planned, index) =>
    newCaseOf(planned, numbers[index]!, ports, context.now),
  );
  const opened = new Map(opening.map((planned, index) => [planned, rows[index]!]));
  const written = held.map((planned) => {
    const row = opened.get(planned);
    return {
      planned,
      caseId: row?.id ?? joinedCaseOf(planned),
      caseNumber: row?.number ?? null,
      reply: replyOf(planned, row ?? null, ports, context.now),
      answeredVia: null,
    };
  });
  return { written, rows };
}

function opensCase(effect: Planned['decision']['effects']['case']): boolean {
  return effect?.kind === 'open' || effect?.kind === 'split';
}

function joinedCaseOf({ decision }: Planned): string | null {
  return decision.effects.case?.kind === 'join' ? decision.effects.case.caseId : null;
}

function replyOf(planned: Planned, opened: OpenedCase | null, ports: WritePorts, now: Date): Reply {
  const { decision, job } = planned;
  if (decision.kind === 'deferred') return { kind: 'none' };
  const filled = fillReply(decision.reply, planned, opened, ports.pages, now);
  const kind = job.kind === 'receive' ? job.push.inbound.kind : job.inboundKind;
  return fitReply(filled, kind !== null && isEvent(kind));
}

async function writeMessages(
  tx: Tx,
  written: Written[],
  ports: WritePorts,
  context: WriteContext,
): Promise<void> {
  const [finished] = await Promise.all([
    finishMessages(
      tx,
      written.flatMap((each) => finishedRowOf(each, context)),
    ),
    insertMessages(
      tx,
      written.flatMap((each) => messageRowOf(each, ports.sealer, context)),
    ),
    takeMessages(tx, written),
  ]);
  for (const each of written) {
    if (each.planned.job.kind === 'finish') {
      each.answeredVia = finished.get(each.planned.messageId) ?? null;
    } else {
      each.answeredVia = each.planned.decision.kind === 'deferred' ? null : 'passive';
    }
  }
}

/** Earlier messages go into the case that this one opened. */
function takeMessages(tx: Tx, written: readonly Written[]): Promise<void> {
  return attachToCase(
    tx,
    written.flatMap(({ planned, caseId }) => {
      const effect = planned.decision.effects.case;
      const id =
        effect?.kind === 'open'
          ? effect.takeMessageId
          : effect?.kind === 'split'
            ? effect.messageId
            : undefined;
      return id && caseId ? [{ account: planned.job.account, id, case_id: caseId }] : [];
    }),
  );
}
