/** 常用语: a text for answers; offered once a second person has agreed to exactly these words. */
import { hashText } from '../../approvals/approval-store';
import { caseStates } from '../case-state';
import { caseTypes, type CaseType } from '../case-type';
import type { PhraseState, WritingState } from './phrase-words';

/** What somebody writes. */
export interface PhraseDraft {
  /** Null: for any. */
  caseType: CaseType | null;
  caseState: WritingState | null;
  /** `renshe.card` */
  item: string | null;
  title: string;
  text: string;
  /** The last day on which it is offered, in China: `2027-11-23`. */
  validUntil: string;
}

export interface Phrase extends PhraseDraft {
  id: string;
  /** Null: the district's, for all units. */
  unit: string | null;
  state: PhraseState;
  /** Raised with every change. */
  version: number;
  approvalId: string | null;
  /** SHA-256 in hex of what was agreed to. */
  approvedHash: string | null;
  draftedBy: string;
  changedAt: Date;
  uses: number;
  lastUsedAt: Date | null;
}

/** A 常用语 as a template of an answer: `phrase:0199…`. */
export const PHRASE_TEMPLATE = 'phrase:';

/** Days before its end from which a phrase is said to end soon. */
export const ENDING_SOON_DAYS = 30;

/** All of a phrase in one text: what its second person reads and agrees to. */
export function presentForApproval(phrase: PhraseDraft & { unit: string | null }): string {
  const { unit, caseType, caseState, item } = phrase;
  const meant = [caseType && caseTypes[caseType], caseState && caseStates[caseState], item].filter(
    Boolean,
  );
  return [
    `标题：${phrase.title}`,
    `单位：${unit ?? '全区'}`,
    `适用：${meant.length > 0 ? meant.join('、') : '不限'}`,
    `有效期至：${phrase.validUntil}`,
    '',
    phrase.text,
  ].join('\n');
}

/** Whether it may be used on a day in China: approved, word for word as it stands, and not past its end. */
export function isUsable(phrase: Phrase, today: string): boolean {
  return (
    phrase.state === 'approved' &&
    phrase.validUntil >= today &&
    phrase.approvedHash === hashText(presentForApproval(phrase))
  );
}
