import { z } from 'zod';
import { hashText } from '../../../approvals/approval-store';
import { caseStates } from '../../../cases/case-state';
import { caseTypes } from '../../../cases/case-type';
import type { ListedPhrase } from '../../../cases/phrases/list-phrases';
import { presentForApproval, type Phrase } from '../../../cases/phrases/phrase';
import { phraseEventKinds, phraseStates, writingStates } from '../../../cases/phrases/phrase-words';
import type { PhraseEvent } from '../../../cases/phrases/phrase-store';
import { caseTypeSchema } from '../cases/case-schemas';
import { instantSchema, unitCodeSchema } from '../schemas';

/** What somebody writes. Title, text and date are held against the rules by the use case. */
export const draftSchema = z.strictObject({
  caseType: caseTypeSchema.nullable().default(null).describe('只用于这类办件；空：不限'),
  caseState: z.enum(writingStates).nullable().default(null).describe('只用于这一步；空：不限'),
  item: z.string().max(100).nullable().default(null).describe('只用于这个事项，如 renshe.card'),
  title: z.string().max(200),
  text: z.string().max(20_000).describe('可以有变量，如 {编号}'),
  validUntil: z.iso.date().describe('最后一天，过后自动停用'),
});

export const phraseUnitSchema = unitCodeSchema.nullable().describe('空：全区，所有单位都能用');

const nullableText = z.string().nullable();

export const listedPhraseSchema = z.object({
  id: z.string(),
  unit: nullableText,
  caseType: caseTypeSchema.nullable(),
  caseTypeLabel: nullableText,
  caseState: z.enum(writingStates).nullable(),
  caseStateLabel: nullableText,
  item: nullableText,
  itemName: nullableText,
  title: z.string(),
  text: z.string(),
  validUntil: z.string(),
  state: z.enum(['awaiting', 'approved', 'returned', 'withdrawn']),
  stateLabel: z.string(),
  version: z.int(),
  draftedBy: z.string(),
  changedAt: instantSchema,
  uses: z.int(),
  lastUsedAt: instantSchema.nullable(),
});

export const phraseSchema = listedPhraseSchema.extend({
  hash: z.string().describe('审核时带回，证明看的是这一稿'),
  mayEdit: z.boolean(),
  mayApprove: z.boolean().describe('有权审核，并且没有写过这一稿'),
  events: z.array(
    z.object({
      version: z.int(),
      kind: z.string(),
      label: z.string(),
      at: instantSchema,
      actor: z.string(),
      reason: nullableText,
      text: nullableText.describe('当时写下的全文'),
    }),
  ),
});

type Names = ReadonlyMap<string, string>;

/** A row of the list. @param itemName the name of an item, or null */
export function presentListed(
  phrase: ListedPhrase,
  names: Names,
  itemName: (ref: string) => string | null,
): z.output<typeof listedPhraseSchema> {
  const { caseType, caseState, item, draftedBy } = phrase;
  return {
    ...phrase,
    caseTypeLabel: caseType && caseTypes[caseType],
    caseStateLabel: caseState && caseStates[caseState],
    itemName: item && (itemName(item) ?? item),
    stateLabel: phraseStates[phrase.state],
    draftedBy: names.get(draftedBy) ?? draftedBy,
  };
}

/** A phrase with all that was done to it. */
export function presentPhrase(
  phrase: Phrase,
  events: readonly PhraseEvent[],
  may: { mayEdit: boolean; mayApprove: boolean },
  names: Names,
  itemName: (ref: string) => string | null,
): z.output<typeof phraseSchema> {
  return {
    ...presentListed(phrase, names, itemName),
    ...may,
    hash: hashText(presentForApproval(phrase)),
    events: events.map((event) => ({
      ...event,
      label: phraseEventKinds[event.kind],
      actor: names.get(event.actor) ?? event.actor,
    })),
  };
}
