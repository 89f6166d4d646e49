import type { DraftWords } from './draft-words';

/** How an answer is handed in. */
export type AnswerMode = 'submit' | 'accept_and_answer' | 'revise' | 'refer';

export interface AnswerFields {
  type: string;
  item: string | null;
  channel: string;
  template: string | null;
  /** 下一步审核人; empty: whoever may. */
  asked: string;
  /** Words that must be looked at twice were. */
  confirmed: boolean;
}

/** Whether what an action asks for is there. */
export function canSend(mode: AnswerMode, text: string, type: string, channel: string): boolean {
  if (text.trim() === '') return false;
  if (mode === 'accept_and_answer') return type !== '';
  return mode !== 'refer' || channel.trim() !== '';
}

/** The input of an action of the life cycle from the form. */
export function buildAnswer(
  mode: AnswerMode,
  { text, inside, isTrue, solved, pictures }: DraftWords,
  { type, item, channel, template, asked: reviewer, confirmed }: AnswerFields,
): object {
  const handling = { isTrue, solved, inside: inside.trim() === '' ? null : inside };
  const asked = reviewer === '' ? null : reviewer;
  switch (mode) {
    case 'submit':
      return { text, template, handling, pictures, asked, confirmed };
    case 'accept_and_answer':
      return { type, item, text, template, handling, pictures, asked, confirmed };
    case 'revise':
      return { text, pictures, confirmed };
    case 'refer':
      return { channel: channel.trim(), text, confirmed };
  }
}
