import type { LifeCyclePorts } from '../../../cases/life-cycle/ports';
import { getUnit } from '../../../cases/life-cycle/effect';
import type { CaseRow } from '../../../cases/life-cycle/case-row';
import { valuesOf } from '../../../cases/phrases/offer-phrases';
import type { PhraseValues } from '../../../cases/phrases/variables';
import type { CannedTexts } from '../../../cases/words/canned-texts';
import type { OutgoingWords } from '../../../cases/words/schema';
import type { Database } from '../../../database/database';

/** What the endpoints of words and phrases stand on. */
export interface WordDesk {
  database: Database;
  ports: LifeCyclePorts;
  /** Of the files that are live. */
  canned: () => CannedTexts;
  words: () => OutgoingWords;
}

/** What a case has for each variable of a phrase. */
export function valuesFor(desk: WordDesk, row: CaseRow): PhraseValues {
  const { ports } = desk;
  const itemName = row.item === null ? null : desk.canned().itemName(row.item);
  const unit = getUnit(ports, row.owner_unit);
  return valuesOf(row, unit, itemName, (at) => ports.clocks.presentDay(at));
}
