import type { blockListSchema, frequentWritersSchema } from '../../../api/blocks/block-endpoints';
import type { triedTextSchema, wordListsSchema } from '../../../api/words/word-endpoints';
import type { Wire } from '../../api/wire';

export type BlockList = Wire<typeof blockListSchema>;
export type Block = BlockList['blocks'][number];
export type FrequentWriters = Wire<typeof frequentWritersSchema>;
export type WordLists = Wire<typeof wordListsSchema>;
export type WordGroup = WordLists['groups'][number];
export type TriedText = Wire<typeof triedTextSchema>;

/** How long a block may be chosen to last, in days from today. */
export const PERIODS: Readonly<Record<string, number>> = {
  '7 天': 7,
  '30 天': 30,
  '90 天': 90,
  一年: 365,
};

/** The day in China that lies so many days after an instant in milliseconds: `2026-12-23`. */
export function dayAfter(nowMs: number, days: number): string {
  const CHINA_MS = 8 * 60 * 60 * 1000;
  return new Date(nowMs + CHINA_MS + days * 86_400_000).toISOString().slice(0, 10);
}
