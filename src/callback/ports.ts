/** What the callback needs of rooms that it may not import; `compose.ts` hands in the real things. */
import type { Tx } from '../database/database';
import type { PageLink } from '../routing/decision';
import type { Inbound } from '../wechat/inbound';
import type { Reply } from '../wechat/reply';

export interface CasesPort {
  /** Until when a unit has to take up what is received now. */
  acceptDueAt(unit: string, at: Date): Date;
  allocateCaseNumbers(
    tx: Tx,
    requests: readonly { unit: string; letters: string; day: string }[],
  ): Promise<string[]>;
  openCases(
    tx: Tx,
    rows: readonly {
      id: string;
      number: string;
      account: string;
      citizen_id: string;
      owner_unit: string;
      urgent: boolean;
      restricted: boolean;
      opened_at: Date;
      last_message_at: Date;
      accept_due_at: Date;
      data: Record<string, unknown>;
    }[],
  ): Promise<void>;
  /** Keeps the telephone number that a citizen left for a case of theirs. */
  keepContacts(
    tx: Tx,
    rows: readonly { case_id: string; account: string; citizen_id: string; sealed: Buffer }[],
  ): Promise<void>;
  /** 评价 by citizens; one that comes too late changes nothing. */
  rateCases(
    tx: Tx,
    rows: readonly {
      number: string;
      account: string;
      citizen_id: string;
      rating: 1 | 2 | 3 | 4 | 5;
    }[],
  ): Promise<void>;
  /** Also what follows: a supplement lets the case go on, a further question opens it again. */
  changeCases(
    tx: Tx,
    rows: readonly {
      id: string;
      kind: 'message_added' | 'message_moved_away' | 'judged_by_citizen';
      at: Date;
      urgent: boolean;
      needs_judgement: boolean | null;
      data: Record<string, unknown>;
    }[],
  ): Promise<void>;
}

export interface DeliveryPort {
  /**
   * The text that carries answers that waited and, below them, the new reply, shortened to fit; null where
   * the account can send the new reply by itself, or where there is no room for it.
   */
  joinFollowUp: (account: string, preface: string, followUp: Reply) => string | null;
  windowOpenedBy(inbound: Inbound): 'message' | 'event' | null;
  recordContacts(
    tx: Tx,
    contacts: readonly {
      account: string;
      citizen_id: string;
      window: 'message' | 'event';
      at: Date;
    }[],
  ): Promise<void>;
  enqueueReplies(
    tx: Tx,
    replies: readonly {
      account: string;
      citizen_id: string;
      message_id: string;
      kind: 'late_reply' | 'apology';
      body: Reply;
      at: Date;
    }[],
  ): Promise<void>;
  offerAnswers(
    tx: Tx,
    offers: readonly {
      account: string;
      citizen_id: string;
      id: string;
      offered_in: string;
      offered_at: Date;
    }[],
  ): Promise<void>;
}

export interface ItemsPort {
  recordMisses(
    tx: Tx,
    misses: readonly { account: string; id: string; message_id: string; item: string; at: Date }[],
  ): Promise<void>;
}

/** Notes which messages carry a picture, voice or video, so that its file is fetched later. */
export interface MediaPort {
  recordMedia(
    tx: Tx,
    messages: readonly { account: string; message_id: string; inbound: Inbound; at: Date }[],
  ): Promise<void>;
}

/** Addresses of pages that are for one citizen alone and for a while. */
export interface PagesPort {
  pageLink(
    link: PageLink,
    citizen: { account: string; citizenId: string; messageId: string },
    now: Date,
  ): string;
  /** The page of a case, good for one round of it. */
  progressUrl(target: { caseId: string; round: number }, now: Date): string;
}

/** Seals what was masked or filled in; a context binds the sealed bytes to their row. */
export interface SealPort {
  seal(plain: string, context: string): Buffer;
  /** @throws AppError bad_configuration when no key fits */
  open(sealed: Buffer, context: string): string;
}
