/** Builds what the life cycle of cases stands on: deadlines and words of the live files, the record, delivery, staff. */
import type { CasesPort } from './callback/ports';
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import { createCaseClocks } from './cases/clock/case-clocks';
import type { CaseActor } from './cases/life-cycle/actions';
import { executeIn, operatorActor } from './cases/life-cycle/execute-action';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import {
  closeAnsweredCases,
  closeUnsupplementedCases,
  remindSupplements,
} from './cases/life-cycle/over-time';
import { askForRatings } from './cases/ask-for-ratings';
import { keepContacts } from './cases/keep-contacts';
import { listHandledCases } from './cases/list-handled-cases';
import { allocateCaseNumbers, openCases } from './cases/open-cases';
import { createRateCases } from './cases/rate-cases';
import { createTakeInMessages } from './cases/take-in-messages';
import { createCaseWords } from './compose-words';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { enqueueAnswer } from './delivery/enqueue-answer';
import { enqueueNotice } from './delivery/enqueue-notice';
import { enqueueRatingRequest } from './delivery/enqueue-reminder';
import { findDelivered } from './delivery/find-delivered';
import { chooseAnswerPictures } from './media/answer-pictures';
import type { Clock } from './platform/clock';
import type { ProgressLinks } from './pages/progress/progress-links';
import type { Sealer } from './privacy/sealer';
import { createCasePeople } from './staff/case-people';
import type { HandOverPort } from './staff/hand-over';
import type { StaffActor } from './staff/person';

export interface CaseParts {
  clock: Clock;
  sealer: Sealer;
  /** Addresses of citizens' pages. */
  progress: Pick<ProgressLinks, 'url'>;
  /** The files that are live; asked anew for each action. */
  content: () => Pick<ContentSet, 'routing' | 'schedules' | 'limits' | 'words'>;
}

/** Nothing runs by itself; the use cases of `cases` and its jobs take what comes back. */
export function composeCases({ clock, sealer, progress, content }: CaseParts): LifeCyclePorts {
  const live = lastOf(content, (files) => {
    const clocks = createCaseClocks(files.schedules, files.limits);
    return { clocks, words: createCaseWords(files, clocks, clock) };
  });
  return {
    clock,
    get clocks() {
      return live().clocks;
    },
    get words() {
      return live().words;
    },
    audit: { record: createRecordAudit(createDataKeys(sealer)) },
    outbox: { enqueueAnswer, enqueueNotice, findDelivered },
    pictures: { choose: chooseAnswerPictures },
    people: createCasePeople(clock),
    progressUrl: (target, at) => progress.url(target, at),
    units: () => content().routing.units,
  };
}

/** What the callback asks of cases. */
export function callbackCases(ports: LifeCyclePorts): CasesPort {
  return {
    acceptDueAt: (unit, at) => ports.clocks.dueAt(unit, { kind: 'accept' }, at).at,
    allocateCaseNumbers,
    openCases,
    changeCases: createTakeInMessages(ports),
    keepContacts,
    rateCases: createRateCases(ports),
  };
}

/** What time brings about, for the schedule. */
export function caseJobs(database: Database, ports: LifeCyclePorts) {
  return {
    closeAnsweredCases: () => closeAnsweredCases(database, ports),
    closeUnsupplementedCases: () => closeUnsupplementedCases(database, ports),
    remindSupplements: () => remindSupplements(database, ports),
    askForRatings: () =>
      askForRatings(database, { clock: ports.clock, enqueue: enqueueRatingRequest }),
  };
}

/** What 离岗移交 of staff asks of cases; which of them a person may move is for staff to say. */
export function handOverPort(ports: LifeCyclePorts): HandOverPort {
  return {
    listHandled: listHandledCases,
    async handOver(tx, actor, { number, to, reason }) {
      await executeIn(tx, ports, null, caseActorOf(actor), {
        action: 'hand_over',
        number,
        version: null,
        reason,
        input: { handler: to },
      });
    },
  };
}

/** A person as themselves; whoever has the shell moves cases of every unit. */
function caseActorOf(actor: StaffActor): CaseActor {
  if (actor.kind === 'operator') {
    return { ...operatorActor(actor.name), roles: [{ role: 'unit_admin', unit: null }] };
  }
  const { id, name, roles } = actor.person;
  return { kind: 'staff', id, name, ip: actor.ip, roles, onBehalfOf: null };
}

/** Builds once for each set of files. */
function lastOf<Files, Built>(files: () => Files, build: (files: Files) => Built): () => Built {
  let last: { files: Files; built: Built } | null = null;
  return () => {
    const now = files();
    if (last?.files !== now) last = { files: now, built: build(now) };
    return last.built;
  };
}
