/** One unit of the examples: a clock of its own, and the parts of a serving process on it. */
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import { createPipeline, type Pipeline } from './callback/pipeline';
import type { CaseActor, Command } from './cases/life-cycle/actions';
import { executeAction } from './cases/life-cycle/execute-action';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import { registerCase } from './cases/life-cycle/register-case';
import type { Scope } from './cases/scope';
import { saveDraft } from './cases/work/drafts';
import { addNote } from './cases/work/notes';
import { recordContact } from './cases/work/record-contact';
import { callbackCases, composeCases } from './compose-cases';
import { createMediaStoreIn } from './compose-media';
import type { Database } from './database/database';
import { markToldByPhone, markViewed } from './delivery/delivery-actions';
import type { DeliveryAudit } from './delivery/delivery-audit';
import { recordContacts, windowOpenedBy } from './delivery/ledger';
import { offerAnswers } from './delivery/offered-answers';
import { enqueueReplies } from './delivery/outbox-store';
import { createDeliveryWorker, type DeliveryWorker } from './delivery/worker';
import { recordMisses } from './items/miss-store';
import type { LiveContent } from './live-content';
import { createMediaWorker } from './media/media-worker';
import { recordMedia } from './media/record-media';
import type { Transcoder } from './media/transcoder';
import { createProgressLinks } from './pages/progress/progress-links';
import type { Clock } from './platform/clock';
import { systemTimer } from './platform/deadline';
import type { Logger } from './platform/logger';
import { createSealer } from './privacy/sealer';
import { createExampleAccount, exampleMedia } from './seed/example-platform';
import { actorOfCitizen, findPeople } from './seed/example-people';
import type { SeedWorld } from './seed/play-cases';
import { inboundOf, openidOf } from './seed/example-push';
import type { PlannedCase } from './seed/planned-case';

export interface WorldParts {
  database: Database;
  /** The live files, with the router built from them. */
  live: LiveContent;
  secretKey: string;
  dataDir: string;
  publicUrl: string;
  /** The moment that the examples lead up to. */
  clock: Clock;
  logger: Logger;
}

/**
 * The world of one unit. Its people are looked up once.
 * @throws AppError as `findPeople`
 */
export async function createSeedWorld(
  parts: WorldParts,
  unit: string,
  plans: readonly PlannedCase[],
): Promise<SeedWorld> {
  const { database, live, secretKey, dataDir, logger } = parts;
  const { content } = live;
  let now = parts.clock.now();
  const clock: Clock = { now: () => now };
  const sealer = createSealer(secretKey);
  const progress = createProgressLinks(secretKey, parts.publicUrl);
  const cases = composeCases({ clock, sealer, progress, content: () => content });
  const opened = new Map<string, string>();
  const pipeline = createSeedPipeline({ ...parts, clock }, cases, (openid, number) =>
    opened.set(openid, number),
  );
  const delivery = createSeedDelivery({ ...parts, clock }, unit, plans);
  const media = createMediaWorker({
    ...{ database, clock, logger },
    store: createMediaStoreIn(dataDir),
    wechat: exampleMedia,
    transcoder: TRANSCODER_OF_LATER,
    random: () => 0,
    onLate: () => undefined,
  });
  const people = await findPeople(database, unit);
  const scope: Scope = { units: [unit], restrictedUnits: [unit] };
  const codes = [...content.routing.units.keys()];
  const everywhere: Scope = { units: codes, restrictedUnits: codes };
  const audit = { record: createRecordAudit(createDataKeys(sealer)) };
  let said = 0;
  return {
    moveTo(at) {
      now = at;
    },
    async say(plan, what) {
      const openid = openidOf(plan);
      opened.delete(openid);
      said += 1;
      await pipeline.receive({
        ...{ account: unit, openid, receivedAt: now, original: null },
        dedupeKey: `m:example-${unit}-${said}`,
        inbound: inboundOf(what, openid, now, `${unit}-${said}`),
      });
      if (what.kind === 'image' || what.kind === 'voice') await media.run();
      return opened.get(openid) ?? null;
    },
    async register({ story, registered, restricted }) {
      const { source, externalNo } = registered!;
      const given = { unit, source, externalNo, restricted, urgent: false, receivedAt: now };
      const { number } = await registerCase(database, cases, sealer, scope, people('clerk'), {
        ...given,
        contact: EXAMPLE_TELEPHONE,
        place: null,
        statement: story.detail,
      });
      return number;
    },
    async act(plan, number, by, command) {
      const { reach, actor } =
        by === 'citizen'
          ? await actorOfCitizen(database, plan)
          : { reach: everywhere, actor: people(by) };
      const whole = { ...command, number, version: null } as Command;
      await executeAction(database, cases, reach, actor, whole);
    },
    async hashOf(number) {
      const [row] = await database.query<{ hash: string }>(
        `select encode(a.text_hash, 'hex') as hash
         from cases c join approvals a on a.id = c.approval_id where c.number = $1`,
        [number],
      );
      return row!.hash;
    },
    async work({ number }, step) {
      const clerk = people('clerk');
      switch (step.kind) {
        case 'contact': {
          const { method, reached, result } = step;
          const contact = { number, at: now, method, reached, result };
          return recordContact(database, cases, scope, clerk, contact);
        }
        case 'note':
          await addNote(database, cases, scope, clerk, { number, text: step.text, mentions: [] });
          return;
        case 'draft':
          return saveDraft(database, scope, clerk, { number, text: step.text, at: now });
        case 'tell_by_phone':
        case 'view':
          return noteHeard(database, audit, { unit, number, by: step.kind, actor: clerk, at: now });
      }
    },
    async deliver() {
      await delivery.deliverDue();
    },
  };
}

/** Belongs to nobody: China has no mobile numbers that begin with 10. */
const EXAMPLE_TELEPHONE = '10000000000';

const TRANSCODER_OF_LATER: Transcoder = {
  isAvailable: async () => false,
  canPlay: () => true,
  toMp3() {
    throw new TypeError('the serving process makes voices playable');
  },
};

/** What receives citizens' messages, as `compose.ts` builds it, on another clock. */
function createSeedPipeline(
  { database, live, clock, logger, secretKey, publicUrl }: WorldParts,
  cases: LifeCyclePorts,
  onOpened: (openid: string, number: string) => void,
): Pipeline {
  const progress = createProgressLinks(secretKey, publicUrl);
  return createPipeline({
    ...{ database, clock, logger },
    ports: {
      cases: callbackCases(cases),
      delivery: {
        ...{ windowOpenedBy, recordContacts, enqueueReplies, offerAnswers },
        joinFollowUp: () => null,
      },
      items: { recordMisses },
      media: { recordMedia },
      pages: {
        pageLink: () => publicUrl,
        progressUrl: (target, at) => progress.url(target, at),
      },
      sealer: createSealer(secretKey),
    },
    routing: () => live,
    onWritten({ planned, caseNumber }) {
      if (caseNumber !== null) onOpened(planned.job.openid, caseNumber);
    },
  });
}

/** Every citizen's answers fare as planned. */
function createSeedDelivery(
  { database, clock, logger }: WorldParts,
  unit: string,
  plans: readonly PlannedCase[],
): DeliveryWorker {
  return createDeliveryWorker({
    ...{ database, clock, logger },
    accounts: new Map([[unit, createExampleAccount(plans)]]),
    notices: () => new Map(),
    pictures: { getMediaId: async () => null, forgetMediaId: async () => false },
    timer: systemTimer,
    random: () => 0,
  });
}

async function noteHeard(
  database: Database,
  audit: DeliveryAudit,
  heard: { unit: string; number: string; by: 'tell_by_phone' | 'view'; actor: CaseActor; at: Date },
): Promise<void> {
  const { unit, number, by, at } = heard;
  const [row] = await database.query<{ id: string; case_id: string; citizen_id: string }>(
    `select o.id, o.case_id, o.citizen_id from outbox o join cases c on c.id = o.case_id
     where c.number = $1 and o.kind = 'answer'`,
    [number],
  );
  if (!row) return;
  if (by === 'view') {
    const actor = { kind: 'citizen', id: row.citizen_id, name: null, ip: null } as const;
    return markViewed(database, audit, { caseId: row.case_id, actor, at });
  }
  const { id, name, ip } = heard.actor;
  const actor = { kind: 'staff', id, name, ip } as const;
  const reason = '已电话告知全部内容。';
  await markToldByPhone(database, audit, { account: unit, id: row.id, actor, unit, reason, at });
}
