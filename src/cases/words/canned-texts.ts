/** A text of the admins' files that may be an answer as it stands. */
export interface CannedText {
  /** `item:renshe.card`, `elsewhere:gongjijin`; goes back with the answer, so that it counts as unchanged. */
  template: string;
  kind: 'item' | 'elsewhere';
  title: string;
  text: string;
}

/** The cards of a unit's items and the channels of matters that none of our units handles. */
export interface CannedTexts {
  /** As the text is today; null: there is none of that name for that unit. */
  find(unit: string, template: string, now: Date): CannedText | null;
  /** Those whose title holds the words, or all; the unit's items first. */
  list(unit: string, words: string, now: Date): CannedText[];
  /** The name of an item of any unit, or null. */
  itemName(ref: string): string | null;
}
