import { z } from 'zod';
import type { CitizenBlock } from '../../../messages/blocks/block-store';
import { addCivilDays, chinaDateOf } from '../../../platform/china-time';
import { instantSchema } from '../schemas';

const nullableText = z.string().nullable();

export const blockSchema = z.object({
  id: z.string(),
  account: z.string().describe('公众号'),
  citizen: z.string().describe('群众代号，不是微信号'),
  caseNumber: nullableText.describe('从哪一件办件加入的'),
  reason: z.string(),
  blockedBy: z.string(),
  blockedAt: instantSchema,
  untilDate: z.string().describe('最后一天，过后自动解除'),
  holds: z.boolean().describe('现在生效'),
  liftedBy: nullableText,
  liftedAt: instantSchema.nullable(),
  liftReason: nullableText,
  reviewNote: nullableText.describe('复核意见'),
  reviewedBy: nullableText,
  reviewedAt: instantSchema.nullable(),
});

/** A short name for a citizen that says nothing of who they are. */
export function citizenCode(id: string): string {
  return id.replaceAll('-', '').slice(-8).toUpperCase();
}

/** @param names of staff, by id */
export function presentBlock(
  block: CitizenBlock,
  names: ReadonlyMap<string, string>,
  now: Date,
): z.output<typeof blockSchema> {
  const { id, account, caseNumber, reason, blockedAt, liftedAt, liftReason } = block;
  const nameOf = (person: string | null) => person && (names.get(person) ?? person);
  return {
    ...{ id, account, caseNumber, reason, blockedAt, liftedAt, liftReason },
    citizen: citizenCode(block.citizenId),
    blockedBy: names.get(block.blockedBy) ?? block.blockedBy,
    untilDate: lastDayOf(block.untilAt),
    holds: liftedAt === null && block.untilAt > now,
    liftedBy: nameOf(block.liftedBy),
    reviewNote: block.reviewNote,
    reviewedBy: nameOf(block.reviewedBy),
    reviewedAt: block.reviewedAt,
  };
}

/** A block ends with a day in China: the instant after it is its end. @returns `2026-12-24` */
export function lastDayOf(untilAt: Date): string {
  return addCivilDays(chinaDateOf(untilAt), -1);
}
