import type { Queryable } from '../../database/database';
import { addCivilDays, chinaDateOf } from '../../platform/china-time';
import type { CaseType } from '../case-type';
import { ENDING_SOON_DAYS, isUsable, PHRASE_TEMPLATE, type Phrase } from './phrase';
import { listFitting, type PhraseNeed } from './phrase-store';
import { fillVariables, findUnfilled, type PhraseValues } from './variables';

/** The case that an answer is written for. */
export interface PhraseCase {
  number: string;
  owner_unit: string;
  type: CaseType | null;
  item: string | null;
  opened_at: Date;
  answer_due_at: Date | null;
}

/** What is known of a unit; null where nobody has filled it in. */
export interface PhraseUnit {
  name: string;
  telephone: string | null;
  address?: string | null | undefined;
}

/** What a case has for each variable. @param presentDay a day as citizens read it */
export function valuesOf(
  row: PhraseCase,
  unit: PhraseUnit,
  itemName: string | null,
  presentDay: (at: Date) => string,
): PhraseValues {
  return {
    编号: row.number,
    期限: row.answer_due_at && presentDay(row.answer_due_at),
    收件日期: presentDay(row.opened_at),
    事项: itemName,
    单位: unit.name,
    电话: unit.telephone ?? '12345',
    地址: unit.address ?? null,
  };
}

/** A phrase as somebody who writes an answer is offered it. */
export interface OfferedPhrase {
  /** Goes back with the answer, so that it counts as unchanged. */
  template: string;
  title: string;
  /** With what is known put in. */
  text: string;
  /** What is left to fill in. */
  unfilled: string[];
  unit: string | null;
  uses: number;
  validUntil: string;
  endsSoon: boolean;
}

/** The phrases that fit a case, filled with what it has; only what is approved and has not ended. */
export async function offerPhrases(
  db: Queryable,
  row: PhraseCase & { state: string },
  values: PhraseValues,
  now: Date,
): Promise<OfferedPhrase[]> {
  const today = chinaDateOf(now);
  const need = { unit: row.owner_unit, type: row.type, state: row.state, item: row.item };
  return (await usable(db, need, today)).map((phrase) => {
    const text = fillVariables(phrase.text, values);
    const { id, title, unit, uses, validUntil } = phrase;
    return {
      ...{ template: `${PHRASE_TEMPLATE}${id}`, title, text, unit, uses, validUntil },
      unfilled: findUnfilled(text).map(({ name }) => name),
      endsSoon: validUntil <= addCivilDays(today, ENDING_SOON_DAYS),
    };
  });
}

/**
 * The templates of usable phrases that a text is word for word, once the case's values are put in; none
 * where something in it was never filled.
 */
export async function findRepeated(
  db: Queryable,
  row: PhraseCase,
  values: PhraseValues,
  text: string,
  now: Date,
): Promise<string[]> {
  const wanted = text.trim();
  if (findUnfilled(wanted).length > 0) return [];
  const need = { unit: row.owner_unit, type: row.type, state: null, item: row.item };
  return (await usable(db, need, chinaDateOf(now)))
    .filter((phrase) => fillVariables(phrase.text, values) === wanted)
    .map(({ id }) => `${PHRASE_TEMPLATE}${id}`);
}

async function usable(db: Queryable, need: PhraseNeed, today: string): Promise<Phrase[]> {
  return (await listFitting(db, need, today)).filter((phrase) => isUsable(phrase, today));
}
