import { z } from 'zod';
import type { OutgoingHit } from '../../../cases/words/check-outgoing';

export const hitLevels = { hint: '提示', confirm: '须复核', forbidden: '禁止' } as const;

/** Something in a text that ought to be looked at; places are UTF-16 units, as in a browser. */
export const hitSchema = z.object({
  kind: z
    .enum(['word', 'personal', 'variable', 'canned'])
    .describe('词表里的词、个人信息、没有填的变量、整篇是现成的话'),
  level: z.enum(['hint', 'confirm', 'forbidden']),
  levelLabel: z.string(),
  start: z.int(),
  length: z.int(),
  text: z.string().describe('原文；个人信息已遮盖'),
  reason: z.string(),
  suggestion: z.string(),
  replacement: z.string().nullable().describe('遮盖：可以换成的文字'),
});

export const levelSchema = z.enum(['fine', 'hint', 'confirm', 'forbidden']);

/** A hit as the console shows it. */
export function presentHit(hit: OutgoingHit): z.output<typeof hitSchema> {
  return { ...hit, levelLabel: hitLevels[hit.level] };
}
