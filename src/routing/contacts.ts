/** 联系电话: the receipt of a case invites one, once, and a number that is sent then is kept for that case. */
import { openQuestion, type Context, type Draft } from './context';

/** The line of the receipt. Nobody has to leave one. */
export const INVITE_CONTACT = '方便的话，请发一个电话号码，工作人员好联系您；不留也行。';

/** What stands in the log of messages in place of a number. */
const KEPT = '（留了联系电话）';
const DECLINES = [
  '不留',
  '不留电话',
  '不留了',
  '不方便',
  '不方便留',
  '没有电话',
  '不想留',
  '不用留',
];
/** Beside the number no more than "我的电话是…，姓李": a longer message says a matter as well; characters. */
const MOST_WORDS = 10;
const MOBILE = /(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)/;
const LANDLINE = /(?<!\d)(0\d{2,3}[- ]?[2-9]\d{6,7})(?!\d)/;

/** Takes the number that was invited; null for everything else that is said while it is. */
export function respondToContact(context: Context): Draft | null {
  const question = openQuestion(context);
  if (question?.kind !== 'leave_contact' || question.caseId === null) return null;
  if (DECLINES.includes(context.plain)) {
    return {
      text: '好的，不留也行。看进展回复“进度”。',
      effects: { question: { clear: true } },
      explanation: { responder: 'question', rule: 'leave_contact' },
    };
  }
  const telephone = readTelephone(context.message.unmasked ?? context.text);
  if (telephone === null) return null;
  const { caseId } = question;
  return {
    text: '好的，电话记下了，加密保存，只有办理这件事的工作人员能看。看进展回复“进度”。',
    effects: {
      question: { clear: true },
      case: { kind: 'join', caseId, urgent: false, needsJudgement: false },
      contact: { caseId, telephone },
      keptText: KEPT,
    },
    explanation: { responder: 'question', rule: 'leave_contact' },
  };
}

/** The telephone number of a message that says little else: 11 digits, or a landline with its area code; else null. */
export function readTelephone(text: string): string | null {
  const folded = text.normalize('NFKC').replace(/(?<=\d)[ -](?=\d)/g, '');
  const found = MOBILE.exec(folded) ?? LANDLINE.exec(folded);
  if (!found) return null;
  const rest = folded.replace(found[0], '').replace(/[\p{P}\p{Z}]/gu, '');
  return [...rest].length <= MOST_WORDS ? found[1]! : null;
}
