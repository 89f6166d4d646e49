import type { MoreRows } from '../queries/answer';
import type { FormState } from '../queries/form-state';
import type { Inbound } from '../wechat/inbound';
import type { Reply } from '../wechat/reply';

/**
 * What routing is told and what it answers. Routing is pure: it reads a snapshot and returns
 * effects as data; the callback applies them in the transaction that stores the message.
 */

/** States of a case (办理状态); their Chinese and transitions are in `cases`. */
export type CaseState =
  | 'awaiting_assignment'
  | 'awaiting_acceptance'
  | 'in_progress'
  | 'awaiting_supplement'
  | 'awaiting_review'
  | 'awaiting_signature'
  | 'answered'
  | 'closed'
  | 'merged'
  | 'withdrawn';

/** A case of this citizen on this account, as far as routing needs it. */
export interface KnownCase {
  id: string;
  number: string;
  ownerUnit: string;
  state: CaseState;
  /** 1 for the first answer; 重办 raises it. */
  round: number;
  /** The answer of this round has been rated. */
  rated: boolean;
  openedAt: Date;
  /** When the citizen last wrote into it. */
  lastMessageAt: Date;
  answeredAt: Date | null;
}

/** An answer that waits for the citizen's next contact. */
export interface HeldAnswer {
  outboxId: string;
  text: string;
  signedAt: Date;
}

/** The one question that is open to a citizen, valid until `expiresAt`. */
export type Question =
  /** "回复 1、2、3": which item is meant. `offersHuman`: 0 means 转人工, with `asked` as the matter if it is not empty. */
  | {
      kind: 'choose_item';
      asked: string;
      messageId: string;
      options: string[];
      offersHuman: boolean;
    }
  /** The message `messageId` was added to case `caseId`; 1 keeps it there, 2 makes it a case of its own. */
  | { kind: 'join_or_new'; caseId: string; caseNumber: string; messageId: string }
  /** After 转人工 alone: the next message is the matter. */
  | { kind: 'describe_matter' }
  /** An official or the unit was accused; what follows belongs to that, and not to the unit's queue. */
  | { kind: 'cadre_report' }
  /** Something was answered for elsewhere (12329 …); 转人工 makes a case of the text that was asked. */
  | { kind: 'offer_human'; asked: string; messageId: string }
  /** A query's form under way. Holds what the citizen filled in: the callback seals it before it is kept. */
  | { kind: 'form'; state: FormState }
  /** A receipt has invited a telephone number. `caseId` null: of the case that the same decision opens. */
  | { kind: 'leave_contact'; caseId: string | null }
  /** 1 to 5 rates the answer of this round. */
  | { kind: 'rate'; caseId: string; round: number }
  /** The rows that "更多" brings; sealed like a form. */
  | { kind: 'more_rows'; more: MoreRows };

/** What is known of a citizen when a message is decided. */
export interface Snapshot {
  /** The open question, or null; may have expired: compare `expiresAt` with now. */
  question: { question: Question; expiresAt: Date } | null;
  /** Cases that are open, or were answered within 30 days; newest first, at most 5. */
  cases: KnownCase[];
  /** Answers to give first now, oldest first. */
  heldAnswers: HeldAnswer[];
  /** When a receipt with a case number was last given. */
  lastReceiptAt: Date | null;
  /** 黑名单: until then messages open no case. Absent: they do. */
  blockedUntil?: Date;
  /** The item card shown last, with the other candidates of that search, best first. */
  lastItem: { ref: string; candidates: string[]; shownAt: Date } | null;
}

/** The table of responders, in the order in which they are asked. */
export const responders = [
  'emergency',
  'question',
  /** a look-up in a unit's data: its form, its answer */
  'query',
  'menu',
  'command',
  /** accusations against officials: 12388, no case */
  'handover',
  'keyword',
  'rule',
  'understanding',
  'small_talk',
  'elsewhere',
  'queue',
  /** follow and unfollow, media, unknown kinds */
  'event',
  /** the apology after a fault of ours */
  'apology',
] as const;
export type Responder = (typeof responders)[number];

/** Stands in a reply's text where the number of the case opened by this decision belongs (private use character). */
export const CASE_NUMBER_SLOT = '\uE000';

/** Stands where the address of the citizen's own page belongs (`Effects.pageLink`). */
export const PAGE_LINK_SLOT = '\uE001';

/** A page that is for one citizen alone: a query's form, what they have bound and agreed to, their query codes. */
export type PageLink = { kind: 'form'; query: string } | { kind: 'bindings' } | { kind: 'codes' };

/** Stands where the address of a case's page belongs: the nth one for the nth of `Effects.progressLinks`. */
export const PROGRESS_LINK_SLOT = '\uE002';

/** 5 非常满意 to 1 非常不满意. */
export type Score = 1 | 2 | 3 | 4 | 5;

/** A form that goes to a person with its case; the callback seals `lines`. */
export interface FilledForm {
  /** `yibao.claim` */
  query: string;
  name: string;
  lines: { label: string; value: string }[];
}

export type CaseEffect =
  | {
      kind: 'open';
      unit: string;
      urgent: boolean;
      restricted: boolean;
      takeMessageId?: string;
      form?: FilledForm;
    }
  | {
      kind: 'join';
      caseId: string;
      urgent: boolean;
      needsJudgement: boolean;
      form?: FilledForm;
    }
  /** The citizen said that message `messageId` is another matter: it leaves `fromCaseId` and opens a case. */
  | { kind: 'split'; fromCaseId: string; messageId: string; unit: string }
  /** The citizen said that it belongs there: the flag 请判断 goes. */
  | { kind: 'confirm_joined'; caseId: string };

export interface Effects {
  /** Absent: the open question stays. */
  question?: { set: Question; validForMs: number } | { clear: true };
  case?: CaseEffect;
  /** Held answers that this reply carries. */
  givesAnswers?: string[];
  follow?: 'followed' | 'unfollowed';
  shownItem?: { ref: string; candidates: string[] };
  /** "不是这个": the item that was wrong. */
  miss?: { ref: string };
  /** A second reply that found no room beside held answers: it follows by the outbox. */
  followUp?: Reply;
  /** The reply leads to a page that is for this citizen alone: its address fills the slot. */
  pageLink?: PageLink;
  /** The cases whose pages the reply leads to, in the order of its slots; `opened`: the one that this decision opens. */
  progressLinks?: (Pick<KnownCase, 'id' | 'round'> | 'opened')[];
  /** The telephone number that was invited; the callback seals it. */
  contact?: { caseId: string; telephone: string };
  /** 评价 of an answer. */
  rating?: { caseId: string; number: string; score: Score };
  /** What the log keeps of the message in place of its words: values of a form hidden. */
  keptText?: string;
  /** The reply is a receipt with a case number. */
  receipt?: boolean;
  /** A person must be told at once, at any hour, without the text. */
  duty?: { level: 'now' | 'threat'; emergency: string };
}

/** Why this answer: kept with every automatic reply and shown by `zhijian ask`. */
export interface Explanation {
  responder: Responder;
  /** The rule, keyword, emergency or item that answered. */
  rule?: string;
  item?: string;
  score?: number;
  candidates?: { ref: string; name: string; score: number; because: string[] }[];
}

export type Decision =
  | { kind: 'answered'; reply: Reply; effects: Effects; explanation: Explanation }
  /** A source must be asked first (queries): `work` is handed to the deferred handler as it is. */
  | { kind: 'deferred'; work: unknown; effects: Effects; explanation: Explanation };

/** What routing is given of a message: personal data already masked; `id` is the id its row will have. */
export interface RoutedMessage {
  id: string;
  account: string;
  inbound: Inbound;
  /**
   * The words as they were, where something in them was masked. For an open form and an invited
   * telephone number alone, which must read the number itself; never for a reply, a log or an explanation.
   */
  unmasked?: string;
  /** An ID number stood in the words. */
  holdsIdNumber?: true;
}
