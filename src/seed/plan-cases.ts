import {
  addCivilDays,
  chinaDateOf,
  chinaTimeOf,
  instantInChina,
  weekdayOf,
} from '../platform/china-time';
import type { PlannedCase } from './planned-case';
import { shapes, type Shape } from './shapes';
import { stories } from './stories';
import { tellStory, type Story } from './story';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Office hours as the example has them, in minutes of the day. */
const OPENS = 8 * 60 + 40;
const CLOSES = 17 * 60;

/**
 * Plans the cases of a trial: of every shape as many as it says, spread evenly over the units. The same
 * moment and units give the same plan.
 * @param units codes of the units that there are; one without stories gets no cases
 */
export function planCases(now: Date, units: readonly string[]): PlannedCase[] {
  const told = units.filter((unit) => stories.has(unit));
  if (told.length === 0) return [];
  const all = shapes
    .filter(({ needsNeighbour }) => !needsNeighbour || told.length > 1)
    .filter(({ topic }) => !topic || told.includes(topic.unit))
    .flatMap((shape) => Array.from({ length: shape.count }, () => shape));
  const unitAt = (nth: number): string => told[nth % told.length]!;
  return all.map((shape, nth) =>
    planCase(shape, { unit: shape.topic?.unit ?? unitAt(nth), other: unitAt(nth + 1) }, nth, now),
  );
}

function planCase(
  shape: Shape,
  { unit, other }: { unit: string; other: string },
  nth: number,
  now: Date,
): PlannedCase {
  const story = pickStory(shape, unit, nth);
  const startedAt = startOf(shape.age, nth, now);
  return {
    unit,
    key: `${unit}-${nth}`,
    story,
    registered: numbered(shape.registered, nth),
    restricted: shape.restricted ?? false,
    sending: shape.sending ?? 'accepted',
    startedAt,
    steps: planSteps(shape, { story, other, startedAt }, now),
  };
}

function pickStory({ types, topic }: Shape, unit: string, nth: number): Story {
  if (topic) return tellStory(topic.story, nth);
  const own = stories.get(unit)!;
  // A report is for named people only: of shapes that name no type it is none.
  const fitting = own.filter(({ type }) => types?.includes(type) ?? type !== 'report');
  const choice = fitting.length > 0 ? fitting : own;
  return tellStory(choice[Math.floor(nth / 7) % choice.length]!, nth);
}

function numbered(
  registered: PlannedCase['registered'] | undefined,
  nth: number,
): PlannedCase['registered'] {
  if (!registered) return null;
  const { source, externalNo } = registered;
  return { source, externalNo: externalNo && `${externalNo}-${1000 + nth}` };
}

/** When the citizen wrote: in the last hours, or so many working days ago in office hours. */
function startOf(age: number, nth: number, now: Date): Date {
  if (age === 0) return new Date(now.getTime() - (15 + ((nth * 23) % 160)) * MINUTE_MS);
  let day = chinaDateOf(now);
  for (let left = age; left > 0;) {
    day = addCivilDays(day, -1);
    if (isWeekday(day)) left -= 1;
  }
  return instantInChina(day, OPENS + ((nth * 37) % 400));
}

/** People work in office hours; nothing lies in the future, and every step comes after the one before. */
function planSteps(
  shape: Shape,
  { story, other, startedAt }: { story: Story; other: string; startedAt: Date },
  now: Date,
): PlannedCase['steps'] {
  let before = startedAt.getTime() + MINUTE_MS;
  return shape.steps.map(([hours, makeStep], index) => {
    const wanted = shiftToWork(new Date(startedAt.getTime() + hours * HOUR_MS), index);
    const latest = now.getTime() - (shape.steps.length - index) * MINUTE_MS;
    const at = new Date(Math.max(before + MINUTE_MS, Math.min(wanted.getTime(), latest)));
    before = at.getTime();
    return { at, step: makeStep(story, at, other) };
  });
}

/** The moment itself in office hours; else when the office opens next. */
function shiftToWork(at: Date, index: number): Date {
  const { hour, minute } = chinaTimeOf(at);
  const day = chinaDateOf(at);
  const minuteOfDay = hour * 60 + minute;
  if (isWeekday(day) && minuteOfDay >= OPENS && minuteOfDay <= CLOSES) return at;
  let next = minuteOfDay < OPENS ? day : addCivilDays(day, 1);
  while (!isWeekday(next)) next = addCivilDays(next, 1);
  return instantInChina(next, OPENS + 5 * (index + 1));
}

function isWeekday(day: string): boolean {
  return ![0, 6].includes(weekdayOf(day));
}
