import type { Tx } from '../database/database';
import { findRecipients, type Addressee } from '../staff/find-recipients';
import type { NoticeKind } from './notice-kinds';
import { insertNotices } from './notice-store';

/** A word to staff about a case, before it is known who they are. */
export interface Word {
  kind: NoticeKind;
  to: readonly Addressee[];
  text: string;
  /** Nobody is told twice of what bears the same name. */
  about: string;
  /** Whoever did it, who is not told; null: nobody of the staff. */
  by: string | null;
  case: {
    id: string;
    number: string;
    unit: string;
    coUnits: readonly string[];
    restricted: boolean;
  };
}

/**
 * Tells staff. A word for a role that nobody has goes to the unit's admin and to 统筹, so that none is
 * lost; of a restricted case only named people hear. @returns how many notices were new
 */
export async function tellStaff(tx: Tx, words: readonly Word[], at: Date): Promise<number> {
  if (words.length === 0) return 0;
  const found = await findRecipients(tx, words.map(wantedOf), at);
  const unheard = words.filter((word, index) => found[index]!.length === 0 && isForRole(word));
  const substitutes = await findRecipients(tx, unheard.map(insteadOf), at);
  const heard = words.map((word, index) => {
    const instead = unheard.indexOf(word);
    return { word, ids: instead < 0 ? found[index]! : substitutes[instead]! };
  });
  return insertNotices(
    tx,
    heard.flatMap(({ word, ids }) =>
      ids
        .filter((id) => id !== word.by)
        .map((staffId) => ({
          ...{ staffId, at, kind: word.kind, text: word.text, about: word.about },
          ...{ caseId: word.case.id, number: word.case.number },
        })),
    ),
  );
}

const wantedOf = ({ to, case: about }: Word) => ({ ...about, to });

const insteadOf = (word: Word) => ({
  ...word.case,
  to: [
    { role: 'unit_admin', unit: word.case.unit },
    { role: 'coordinator', unit: null },
  ] as const,
});

const isForRole = ({ to }: Word): boolean => to.some((one) => 'role' in one);
