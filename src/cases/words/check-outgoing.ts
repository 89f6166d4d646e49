import { findPersonalData, type PersonalNumber } from '../../privacy/mask';
import type { CaseType } from '../case-type';
import { findUnfilled } from '../phrases/variables';
import { createWordFinder, type FindWords } from './find-words';
import type { OutgoingWords, WordLevel } from './schema';
import { createSqueezeText } from './squeeze-text';

/** `hint` is shown, `confirm` leaves after a second look alone, `forbidden` never leaves. */
export type HitLevel = 'hint' | 'confirm' | 'forbidden';

/** Something in an answer that ought to be looked at. */
export interface OutgoingHit {
  kind: 'word' | 'personal' | 'variable' | 'canned';
  level: HitLevel;
  /** In UTF-16 units of the text. */
  start: number;
  length: number;
  /** What stands there; a personal number masked. */
  text: string;
  reason: string;
  suggestion: string;
  /** What may stand there instead (遮盖); null: it wants other words. */
  replacement: string | null;
}

export interface OutgoingCheck {
  /** The weightiest of the hits. */
  level: 'fine' | HitLevel;
  /** In the order of the text. */
  hits: readonly OutgoingHit[];
}

/** 出口检查. @param type what the matter is; null: not known yet */
export type CheckOutgoing = (unit: string, text: string, type?: CaseType | null) => OutgoingCheck;

const LEVELS: Readonly<Record<WordLevel, HitLevel>> = {
  提示: 'hint',
  须复核: 'confirm',
  禁止: 'forbidden',
};
const NUMBERS: Readonly<Record<PersonalNumber, string>> = {
  id_number: '身份证号',
  mobile: '手机号',
  bank_card: '银行卡号',
};

/**
 * Makes the check of what leaves a unit: the words of the files, personal numbers, and variables of a
 * 常用语 that nobody filled in. Pure.
 */
export function createCheckOutgoing(words: OutgoingWords): CheckOutgoing {
  const squeeze = createSqueezeText();
  const everywhere = createWordFinder(words.district, squeeze);
  const finders = new Map<string, FindWords>();
  for (const [unit, own] of words.units) {
    finders.set(unit, createWordFinder([...words.district, ...own], squeeze));
  }
  return (unit, text, type = null) => {
    const find = finders.get(unit) ?? everywhere;
    const listed = find(text, type).map(({ start, length, group }): OutgoingHit => ({
      kind: 'word',
      level: LEVELS[group.level],
      ...{ start, length, text: text.slice(start, start + length) },
      ...{ reason: group.reason, suggestion: group.suggestion, replacement: null },
    }));
    return summarise([...listed, ...personalHits(text), ...variableHits(text)]);
  };
}

/** Hits in the order of the text, and the weightiest level among them. */
export function summarise(hits: readonly OutgoingHit[]): OutgoingCheck {
  const levels: readonly HitLevel[] = ['forbidden', 'confirm', 'hint'];
  const level = levels.find((one) => hits.some((hit) => hit.level === one)) ?? 'fine';
  return { level, hits: [...hits].sort((a, b) => a.start - b.start) };
}

function personalHits(text: string): OutgoingHit[] {
  return findPersonalData(text).map(({ start, end, kind, shown }) => ({
    kind: 'personal',
    level: 'confirm',
    ...{ start, length: end - start, text: shown, replacement: shown },
    reason: `像是${NUMBERS[kind]}，答复会经过微信，别人也可能看到。`,
    suggestion: '群众的号码请遮盖；单位公开的电话核对后可以保留。',
  }));
}

function variableHits(text: string): OutgoingHit[] {
  return findUnfilled(text).map(({ start, length, name }) => ({
    kind: 'variable',
    level: 'forbidden',
    ...{ start, length, text: text.slice(start, start + length), replacement: null },
    reason: `“${name}”还没有填。`,
    suggestion: '换成这一件的实际内容，或者删去。',
  }));
}
