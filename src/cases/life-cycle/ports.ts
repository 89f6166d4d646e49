/** What the life cycle needs of rooms that it may not import; `compose.ts` hands in the real things. */
import type { Tx } from '../../database/database';
import type { Clock } from '../../platform/clock';
import type { CaseType } from '../case-type';
import type { CheckOutgoing } from '../words/check-outgoing';
import type { CaseRow } from './case-row';
import type { CaseClocks } from './clocks';

/** A row of the record of who did what; what `audit` writes, in its words. */
export interface CaseAuditRow {
  at: Date;
  actor: {
    kind: 'staff' | 'operator' | 'system' | 'citizen';
    id: string | null;
    name: string | null;
    ip: string | null;
  };
  action: string;
  unit: string;
  restricted: boolean;
  subject: { kind: 'case'; id: string };
  reason: string | null;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
}

export interface CaseAudit {
  record(tx: Tx, rows: readonly CaseAuditRow[]): Promise<void>;
}

/** How far an answer has come, in delivery's words. */
export interface Delivery {
  state: 'waiting' | 'held' | 'failed';
  reason: string | null;
}

/** Whether a case's answer has reached the citizen. */
export interface DeliveredAnswer {
  /** 微信已接收, 已在网页查看 or 已电话告知. */
  told: boolean;
  /** 未送出: it will not leave by itself. */
  failed: boolean;
}

export interface CaseOutbox {
  /** One row for each signed answer. */
  enqueueAnswer(
    tx: Tx,
    answer: {
      account: string;
      citizenId: string;
      caseId: string;
      text: string;
      /** Where a shortened answer sends the citizen for the rest. */
      whole: { progressUrl: string | null; telephone: string | null };
      /** Names of the pictures that follow the text, in their order. */
      pictures: readonly string[];
      at: Date;
    },
  ): Promise<Delivery>;
  /** A word on how the case goes; waits for the citizen's next contact where it cannot leave. */
  enqueueNotice(
    tx: Tx,
    notice: { account: string; citizenId: string; caseId: string; text: string; at: Date },
  ): Promise<void>;
  findDelivered(tx: Tx, caseId: string): Promise<DeliveredAnswer>;
}

/** 审核签发 of a unit: what differs from the defaults. */
export type GatesSetting = 'none' | 'review' | 'review_and_signature';
export type GatedMatter = CaseType | 'refusal' | 'referral';

export type CaseGates = { readonly [Matter in GatedMatter]?: GatesSetting | undefined };

/** A unit as its cases see it. */
export interface CaseUnit {
  name: string;
  shortName: string;
  letters: string;
  telephone: string | null;
  address?: string | null;
  gates?: CaseGates | undefined;
}

/** What the words of an answer are held against. */
export interface CaseWords {
  /** Whether a text repeats an approved one of the unit's unchanged: a 常用语 filled for this case, an item card, a 渠道. */
  isUnchanged(tx: Tx, row: CaseRow, template: string, text: string): Promise<boolean>;
  /** 出口检查. `forbidden` may not leave, `confirm` only after a second look. */
  checkOutgoing: CheckOutgoing;
  /** A word in a citizen's text that bars 无需办理, or null. */
  findRiskWord(text: string): string | null;
}

/** Pictures that go with answers. */
export interface CasePictures {
  /**
   * Makes attachments of a case ready to be sent with its answer.
   * @returns their names in the media store, in their order
   * @throws AppError bad_request for one that is gone, and for what WeChat does not take
   */
  choose(
    tx: Tx,
    target: { caseId: string; account: string; at: Date },
    ids: readonly string[],
  ): Promise<string[]>;
}

/** What must be known of staff. */
export interface CasePeople {
  /** Whether a person may handle cases of a unit. */
  mayHandle(tx: Tx, staffId: string, unit: string): Promise<boolean>;
  /** Whether a person may pass texts of a unit in one of these roles. */
  holdsRole(
    tx: Tx,
    staffId: string,
    unit: string,
    roles: readonly ('reviewer' | 'signer')[],
  ): Promise<boolean>;
  /** Whether anybody may. */
  hasHandlers(tx: Tx, unit: string): Promise<boolean>;
}

export interface LifeCyclePorts {
  clock: Clock;
  clocks: CaseClocks;
  audit: CaseAudit;
  outbox: CaseOutbox;
  pictures: CasePictures;
  words: CaseWords;
  people: CasePeople;
  /** The address of the citizen's own page of a case, good for one round of it; worked out, not looked up. */
  progressUrl(target: { caseId: string; round: number }, at: Date): string;
  /** By unit code; read anew for each action, because files change. */
  units(): ReadonlyMap<string, CaseUnit>;
}
