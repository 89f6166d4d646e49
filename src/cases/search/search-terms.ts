import { AppError } from '../../platform/errors';
import type { FoldText } from './fold-text';
import { gramsOf, numberGram } from './grams';

/** What somebody looks for, folded. */
export interface SearchTerms {
  /** All of them stand in the case. */
  terms: readonly string[];
  /** Their pairs. */
  grams: readonly string[];
  /** The whole as a number of a case; null: it is none. */
  number: string | null;
}

const MOST_TERMS = 8;
const MOST_SIGNS = 100;
const NUMBER = /^(?=.*\d)[a-z0-9-]{6,40}$/;

/** @throws AppError bad_request for less than two signs in a row, and for too much */
export function parseSearchTerms(foldText: FoldText, text: string): SearchTerms {
  const folded = foldText(text).trim();
  if (folded.length > MOST_SIGNS) {
    throw new AppError('bad_request', `最多输入${MOST_SIGNS}个字。`);
  }
  const terms = [...new Set(folded.split(/\s+/u).filter((term) => term !== ''))];
  if (terms.length === 0 || terms.some((term) => [...term].length < 2)) {
    throw new AppError('bad_request', '请至少输入两个字，用空格隔开的每个词也一样。');
  }
  if (terms.length > MOST_TERMS) {
    throw new AppError('bad_request', `最多输入${MOST_TERMS}个词。`);
  }
  return {
    terms,
    grams: [...new Set(terms.flatMap(gramsOf))],
    number: terms.length === 1 && NUMBER.test(folded) ? numberGram(folded) : null,
  };
}
