import { z } from 'zod';
import {
  figureNames,
  figureParts,
  figures,
  type Figure,
  type FigurePart,
} from '../../../cases/reports/figures';
import { civilDaysBetween } from '../../../platform/china-time';
import { idSchema, instantSchema, keysOf, unitCodeSchema } from '../schemas';

const MOST_DAYS = 400;

export const daySchema = z.iso.date().describe('日子，如 2026-11-01');

/** From–to, both belong to it. */
export const periodFields = {
  from: daySchema.describe('收件日期从哪天起'),
  to: daySchema.describe('到哪天，包括这天'),
};

/** What no schema of single fields can say of a period. */
export function isPeriod({ from, to }: { from: string; to: string }): boolean {
  const days = civilDaysBetween(from, to);
  return days >= 0 && days < MOST_DAYS;
}

const figureLabels = Object.fromEntries(
  figureNames.map((name) => [name, figures[name].label]),
) as Record<Figure, string>;
export const figureSchema = keysOf<Figure>(figureLabels);
export const figurePartSchema = keysOf<FigurePart>(figureParts);

export const periodQuerySchema = z.strictObject({
  ...periodFields,
  unit: unitCodeSchema.optional().describe('没写时是能看的所有单位'),
});

const valueSchema = z.object({
  base: z.int().describe('分母'),
  hits: z.int().describe('分子'),
  value: z.number().nullable().describe('件数、0 到 1 的比率、工作日或者工时；空：没有可算的'),
  text: z.string(),
});
const valuesSchema = z.record(figureSchema, valueSchema);

export const reportFields = {
  from: daySchema,
  to: daySchema,
  figures: z.array(
    z.object({
      name: figureSchema,
      label: z.string(),
      kind: z.enum(['count', 'rate', 'days', 'hours']),
      formula: z.string().describe('怎么算的'),
    }),
  ),
  unavailable: z.array(z.object({ label: z.string(), reason: z.string() })),
  units: z.array(z.object({ unit: z.string(), values: valuesSchema })),
  total: valuesSchema,
};

export const reportSchema = z.object({
  ...reportFields,
  days: z.array(
    z.object({
      day: daySchema,
      received: z.int(),
      onTime: z.int().describe('其中按期答复的'),
      settled: z.int().describe('其中已答复或者已逾期的'),
    }),
  ),
  replies: z.array(
    z.object({
      account: z.string(),
      responder: z.string(),
      label: z.string(),
      replies: z.int().describe('自动回复的条数'),
    }),
  ),
});

export const returnsSchema = z.object({
  returns: z.array(
    z.object({
      number: z.string(),
      unit: z.string().describe('退回的单位'),
      at: instantSchema,
      reason: z.string(),
      proposedUnit: z.string().nullable().describe('建议的单位'),
    }),
  ),
});

const snapshotFields = {
  id: idSchema,
  number: z.string().describe('通报编号'),
  asOf: instantSchema.describe('数据截至'),
  madeBy: z.string().describe('谁生成的'),
};

export const snapshotListSchema = z.object({
  snapshots: z.array(z.object({ ...snapshotFields, from: daySchema, to: daySchema })),
});
export const snapshotSchema = z.object({ ...snapshotFields, ...reportFields });
