import { chinaDateOf } from '../../platform/china-time';
import type { AnswerKind } from './case-row';
import type { CaseUnit } from './ports';

const HEADS: Readonly<Record<AnswerKind, string>> = {
  answer: '【答复】',
  refusal: '【不予受理】',
  referral: '【办理渠道】',
};

/** The whole text of an answer: which case, what, and the 落款 (unit and day). */
export function composeAnswer(
  kind: AnswerKind,
  number: string,
  text: string,
  unit: CaseUnit,
  at: Date,
): string {
  return `${HEADS[kind]}您的办件 ${number}：\n${text.trim()}\n${signOff(unit, at)}`;
}

/** What the chat says of a restricted case's answer: that it waits, and nothing else. */
export function composeRestrictedAnswer(number: string, unit: CaseUnit, at: Date): string {
  const call = unit.telephone === null ? '12345' : `${unit.telephone}或12345`;
  return `您的办件 ${number} 已有答复。为了保护您的隐私，内容不在这里显示，请凭编号打${call}，或者到窗口了解。\n${signOff(unit, at)}`;
}

function signOff(unit: CaseUnit, at: Date): string {
  const [year, month, day] = chinaDateOf(at).split('-').map(Number);
  return `——${unit.name} ${year}年${month}月${day}日`;
}
