import type { phraseListSchema, triedPhraseSchema } from '../../../api/phrases/phrase-endpoints';
import type { draftSchema, phraseSchema } from '../../../api/phrases/phrase-schemas';
import type { changedPhraseSchema } from '../../../api/phrases/phrase-writing';
import type { Wire } from '../../api/wire';

export type PhraseList = Wire<typeof phraseListSchema>;
export type ListedPhrase = PhraseList['phrases'][number];
export type Phrase = Wire<typeof phraseSchema>;
export type ChangedPhrase = Wire<typeof changedPhraseSchema>;
export type TriedPhrase = Wire<typeof triedPhraseSchema>;

/** What the form holds; an empty choice is any. */
export type PhraseDraft = Required<Wire<typeof draftSchema>>;

export const emptyDraft = (): PhraseDraft => ({
  ...{ caseType: null, caseState: null, item: null, title: '', text: '', validUntil: '' },
});

/** What a kept phrase puts into the form. */
export function draftOf(phrase: Phrase): PhraseDraft {
  const { caseType, caseState, item, title, text, validUntil } = phrase;
  return { caseType, caseState, item, title, text, validUntil };
}

/** `咨询、办理中、社保卡`, or 不限. */
export function presentMeant(
  phrase: Pick<ListedPhrase, 'caseTypeLabel' | 'caseStateLabel' | 'itemName'>,
): string {
  const meant = [phrase.caseTypeLabel, phrase.caseStateLabel, phrase.itemName].filter(Boolean);
  return meant.length > 0 ? meant.join('、') : '不限';
}

/** A text with something put in the place of what is chosen. @returns the text and the place behind it */
export function putIn(
  text: string,
  piece: string,
  from: number,
  to: number,
): { text: string; at: number } {
  return { text: text.slice(0, from) + piece + text.slice(to), at: from + piece.length };
}
