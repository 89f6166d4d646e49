import { createNormalise } from '../items/search/normalise';
import { createEmergencyMatcher } from './emergencies';
import { PhraseBook } from './phrase-book';
import type { Emergency } from './schema';

/**
 * Finds what in a text may stand for danger or a threat, by the situations of the emergencies file; the
 * past counts like the present.
 * @returns the situation's name, or null
 */
export function createRiskWordFinder(
  emergencies: readonly Emergency[],
): (text: string) => string | null {
  const normalise = createNormalise();
  const book = new PhraseBook(normalise);
  const match = createEmergencyMatcher(emergencies, book);
  return (text) => {
    const { now, mention, threat } = match(book.scan(normalise(text)), false);
    return (now ?? threat ?? mention)?.name ?? null;
  };
}
