import { z } from 'zod';
import { caseTypes } from '../case-type';

const textSchema = z.string().trim().min(1, '不能为空');

/** How much a word weighs: 提示 is shown, 须复核 leaves after a second look alone, 禁止 never leaves. */
export const wordLevels = ['提示', '须复核', '禁止'] as const;
export type WordLevel = (typeof wordLevels)[number];

const matter = z.enum(Object.values(caseTypes) as [string, ...string[]]);

const wordGroupSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, '用小写字母，例如 evasive'),
  name: textSchema.describe('这一组词叫什么，例如 推诿'),
  level: z
    .enum(wordLevels)
    .describe('提示：提醒拟稿的人；须复核：确认后才能提交、签发；禁止：不能发出'),
  words: z
    .array(textSchema)
    .min(1)
    .describe('答复里不该出现的词；词里的“…”可以隔六个字以内。全半角、大小写、繁简、空格不用分'),
  unless: z
    .array(textSchema)
    .default([])
    .describe('这些词里的不算，例如 words 里有“保证”，这里写“保证金”'),
  matters: z
    .array(matter)
    .min(1)
    .optional()
    .describe('只管这些类型的办件，例如 投诉；不写就是都管'),
  reason: textSchema.describe('为什么不合适，给拟稿的人看'),
  suggestion: textSchema.describe('可以怎么改'),
});

/** `replies/district/words.yaml` for all units; `replies/<unit>/words.yaml` adds the unit's own. */
export const wordsFileSchema = z.strictObject({ groups: z.array(wordGroupSchema).min(1) });

export type WordGroup = z.infer<typeof wordGroupSchema>;
export type WordsFile = z.infer<typeof wordsFileSchema>;

/** The words that answers are held against, of the files that are live. */
export interface OutgoingWords {
  /** What every unit's answers are held against. */
  district: readonly WordGroup[];
  /** What a unit's own answers are held against besides, by unit code. */
  units: ReadonlyMap<string, readonly WordGroup[]>;
}
