import { INVITE_CONTACT } from './contacts';
import {
  CASE_NUMBER_SLOT,
  PROGRESS_LINK_SLOT,
  type CaseEffect,
  type FilledForm,
  type KnownCase,
} from './decision';
import { isBlocked, keepOnly } from './blocked';
import type { Context, Draft } from './context';
import { joinLines } from './reply-text';
import { presentDay } from './work-time';

const MINUTE_MS = 60 * 1000;
/** Messages that follow one another within this time are one matter. */
const SAME_MATTER_MS = 15 * MINUTE_MS;
/** An answered case takes what is said within this time after its answer. */
const AFTER_ANSWER_MS = 15 * 24 * 60 * MINUTE_MS;
const RECEIPT_PAUSE_MS = 15 * MINUTE_MS;
/** How long a pending question waits for its answer. */
export const QUESTION_VALID_MS = 10 * MINUTE_MS;

/** What must be known of a message to find its place in the queue. */
export type Matter = Pick<Context, 'prepared' | 'unit' | 'snapshot' | 'now'> & {
  message: { id: string };
};

export interface QueueOptions {
  /** A line before the receipt. */
  lead?: string;
  urgent?: boolean;
  /** Only a few may read it: reports that ask for secrecy, sensitive matters. */
  restricted?: boolean;
  /** The case is made of this earlier message, not of the present one. */
  takeMessageId?: string;
  /** What led here, for the record. */
  rule?: string;
  /** A filled form that goes with it. */
  form?: FilledForm;
}

/** Where a message for the queue goes. */
export type Placement =
  | { kind: 'open' }
  | { kind: 'join'; case: KnownCase }
  /** Joined for now; the citizen is asked, and staff see 请判断. */
  | { kind: 'ask'; case: KnownCase };

/**
 * A 待补充 case takes the message; else a case that nobody has taken up yet and that was written to
 * within 15 minutes; else, if a case is open or was answered within 15 days, the citizen is asked;
 * else it is a new case.
 */
export function placeMessage({ snapshot, now }: Pick<Context, 'snapshot' | 'now'>): Placement {
  const since = (at: Date) => now.getTime() - at.getTime();
  const waiting = snapshot.cases.find(({ state }) => state === 'awaiting_supplement');
  if (waiting) return { kind: 'join', case: waiting };
  const fresh = snapshot.cases.find(
    ({ state, lastMessageAt }) =>
      (state === 'awaiting_acceptance' || state === 'awaiting_assignment') &&
      since(lastMessageAt) < SAME_MATTER_MS,
  );
  if (fresh) return { kind: 'join', case: fresh };
  const known = snapshot.cases.find((candidate) => isRecent(candidate, since));
  return known ? { kind: 'ask', case: known } : { kind: 'open' };
}

function isRecent({ state, answeredAt }: KnownCase, since: (at: Date) => number): boolean {
  switch (state) {
    case 'merged':
    case 'withdrawn':
      return false;
    case 'answered':
    case 'closed':
      return answeredAt !== null && since(answeredAt) < AFTER_ANSWER_MS;
    case 'awaiting_assignment':
    case 'awaiting_acceptance':
    case 'in_progress':
    case 'awaiting_supplement':
    case 'awaiting_review':
    case 'awaiting_signature':
      return true;
  }
}

/**
 * The message goes to people: it opens or joins a case, and the citizen is told so. Of somebody who is
 * blocked only a case that waits for more, or was opened just now, takes it.
 */
export function toQueue(context: Matter, options: QueueOptions = {}): Draft {
  const placement =
    options.takeMessageId === undefined ? placeMessage(context) : { kind: 'open' as const };
  const explanation = {
    responder: 'queue' as const,
    ...(options.rule ? { rule: options.rule } : {}),
  };
  if (placement.kind !== 'join' && isBlocked(context)) return keepOnly(context, options.lead);
  switch (placement.kind) {
    case 'open':
      return openDraft(context, options, explanation);
    case 'join':
      return joinDraft(context, placement.case, options, explanation);
    case 'ask':
      return askDraft(context, placement.case, options, explanation);
  }
}

/** The case effect alone, for answers that have their own text (emergencies, threats). */
export function urgentCase(context: Matter): CaseEffect {
  const placement = placeMessage(context);
  if (placement.kind === 'open') return openEffect(context, { urgent: true });
  const needsJudgement = placement.kind === 'ask';
  return { kind: 'join', caseId: placement.case.id, urgent: true, needsJudgement };
}

function openEffect(context: Matter, options: QueueOptions): CaseEffect {
  return {
    kind: 'open',
    unit: context.unit.code,
    urgent: options.urgent ?? false,
    restricted: options.restricted ?? false,
    ...(options.takeMessageId === undefined ? {} : { takeMessageId: options.takeMessageId }),
    ...formOf(options),
  };
}

/** Who asks for secrecy is not asked for a telephone number. */
function openDraft(
  context: Matter,
  options: QueueOptions,
  explanation: Draft['explanation'],
): Draft {
  const invites = options.restricted !== true;
  return {
    text: joinLines([
      options.lead,
      receiptText(context, CASE_NUMBER_SLOT),
      invites && INVITE_CONTACT,
    ]),
    effects: {
      case: openEffect(context, options),
      receipt: true,
      progressLinks: ['opened'],
      ...(invites && {
        question: {
          set: { kind: 'leave_contact', caseId: null },
          validForMs: QUESTION_VALID_MS,
        },
      }),
    },
    explanation,
  };
}

function joinDraft(
  context: Matter,
  known: KnownCase,
  options: QueueOptions,
  explanation: Draft['explanation'],
): Draft {
  const receipt = isReceiptDue(context);
  return {
    text: joinLines([
      options.lead,
      receipt ? receiptText(context, known.number) : `已补充到办件${known.number}。`,
    ]),
    effects: {
      case: {
        kind: 'join',
        caseId: known.id,
        urgent: options.urgent ?? false,
        needsJudgement: false,
        ...formOf(options),
      },
      ...(receipt ? { receipt: true, progressLinks: [known] } : {}),
    },
    explanation,
  };
}

function askDraft(
  context: Matter,
  known: KnownCase,
  options: QueueOptions,
  explanation: Draft['explanation'],
): Draft {
  return {
    text: joinLines([
      options.lead,
      `收到了，先放进办件${known.number}。是同一件事吗？请回复数字：`,
      `1 补充到办件${known.number}`,
      '2 是另一件事',
    ]),
    effects: {
      case: {
        kind: 'join',
        caseId: known.id,
        urgent: options.urgent ?? false,
        needsJudgement: true,
        ...formOf(options),
      },
      question: {
        set: {
          kind: 'join_or_new',
          caseId: known.id,
          caseNumber: known.number,
          messageId: context.message.id,
        },
        validForMs: QUESTION_VALID_MS,
      },
    },
    explanation,
  };
}

function formOf({ form }: QueueOptions): { form?: FilledForm } {
  return form ? { form } : {};
}

function isReceiptDue({ snapshot, now }: Matter): boolean {
  return (
    snapshot.lastReceiptAt === null ||
    now.getTime() - snapshot.lastReceiptAt.getTime() >= RECEIPT_PAUSE_MS
  );
}

/** Promises the first contact and nothing more; leads to the case's page. */
export function receiptText({ prepared, unit, now }: Matter, number: string): string {
  const { workTime } = prepared.content;
  const { date, isProvisional } = workTime.firstContactBy(unit.code, now);
  // Holidays that are not announced yet may still fall on it.
  const day = `${presentDay(date)}${isProvisional ? '（如遇放假顺延）' : ''}`;
  const closed = workTime.isWorkTime(unit.code, now) ? '' : '现在是下班时间，您的话已经记下。';
  const telephone = unit.telephone === null ? '12345' : `${unit.telephone}或12345`;
  return joinLines([
    `${closed}已转给工作人员，办件编号：${number}`,
    `${day}下班前会告诉您谁来办、几时答复。<a href="${PROGRESS_LINK_SLOT}">点这里看进展</a>，或回复“进度”。急事请打${telephone}。`,
  ]);
}
