import { presentTime } from '../../shared/present-time';
import type { Case, CaseAction } from './case';

const SENTENCES: Readonly<Record<string, string>> = {
  assign: '分派后由所选单位受理，受理期限从分派起算。',
  accept: '受理后开始计算办理期限，群众会收到“已受理”和预计答复的日期。',
  return: '退回后由统筹重新分派，总的期限不变。',
  transfer: '转办后由新单位受理，期限不变，群众会收到通知。',
  hand_over: '承办人换成所选的人；不选时回到没有认领。',
  add_co_handler: '协办单位在自己的期限内回复意见，答复仍由主办单位负责。',
  ask_supplement: '群众会收到您列出的内容，期限暂停，群众补充后接着算。',
  ask_extension: '由签发人批准。只能申请一次，群众会收到新的日期和原因。',
  approve_extension: '批准后期限顺延，群众会收到新的日期和原因。',
  refuse_extension: '不批时期限不变。',
  review: '同意后进入下一关，答复内容从此固定，再改要重新审核。',
  sign: '签发后答复立即公布在群众的进度页上，并通过公众号送出。',
  send_back: '退回给拟稿人修改，意见会原样给他看。',
  refuse: '要经过审核和签发，群众会收到理由和正确的渠道。',
  rework: '重新开始一轮办理，重新计算期限，群众会收到“已重新办理”。',
  judge: '确认新来信说的是同一件事，并入这一件。',
  close: '办结后这件结束。投诉、求助、举报要联系上群众，或者答复已经送到。',
  merge: '这一件并入主件，以后的来信也跟到主件。不同群众的来信请用“关联”。',
  supervise: '承办单位要在期限内反馈。',
  dismiss: '不答复，不计入办件统计，30 天内可以恢复。',
  restore: '恢复到待受理。',
  split: '选中的来信另立一件，收件时间不变。',
};

/** The fact that a press means, with the case's number and what is left of its limit. */
export function sentenceOf({ action, label }: CaseAction, shown: Case): string {
  const due = shown.dueAt ? `，应办结 ${presentTime(shown.dueAt)}` : '';
  const lamp = shown.lamp ? `（${shown.lamp.text}）` : '';
  return `${label}：${shown.number}${due}${lamp}。${SENTENCES[action] ?? ''}`;
}
