import { chinaDateOf } from '../../platform/china-time';
import type { AnswerKind } from './case-row';
import type { CaseUnit } from './ports';

const HEADS: Readonly<Record<AnswerKind, string>> = {
  answer: '【答复】',
  refusal: '【不予受理】',
  referral: '【办理渠道】',
};

/** An answer as it is put together for the chat. */
export interface ComposedAnswer {
  kind: AnswerKind;
  number: string;
  /** 公开答复内容, as it was approved. */
  text: string;
  unit: CaseUnit;
  at: Date;
  /** The citizen's page of the case. */
  progressUrl: string;
}

/** The whole text of an answer: which case, what, its page, and the 落款 (unit and day). */
export function composeAnswer({
  kind,
  number,
  text,
  unit,
  at,
  progressUrl,
}: ComposedAnswer): string {
  const page = `<a href="${progressUrl}">看办理经过、评价</a>`;
  return `${HEADS[kind]}您的办件 ${number}：\n${text.trim()}\n${page}\n${signOff(unit, at)}`;
}

/** What the chat says of a restricted case's answer: that it waits behind a link, and nothing else. */
export function composeRestrictedAnswer({
  number,
  unit,
  at,
  progressUrl,
}: Omit<ComposedAnswer, 'kind' | 'text'>): string {
  const call = unit.telephone === null ? '12345' : `${unit.telephone}或12345`;
  return [
    `您的办件 ${number} 已有答复。为了保护您的隐私，内容不在这里显示。`,
    `<a href="${progressUrl}">点这里看答复</a>，要填查询码，回复“查询码”可以取得。`,
    `也可以凭编号打${call}，或者到窗口了解。`,
    signOff(unit, at),
  ].join('\n');
}

function signOff(unit: CaseUnit, at: Date): string {
  const [year, month, day] = chinaDateOf(at).split('-').map(Number);
  return `——${unit.name} ${year}年${month}月${day}日`;
}
