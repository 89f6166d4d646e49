import { chinaDateOf } from '../../platform/china-time';
import type { FieldOf } from '../schema';
import { refused, value, type FieldType, type Reading } from './reading';
import { findSpokenDate, type SpokenDate } from './spoken-date';

type DateField = FieldOf<'date'>;

export const date: FieldType<DateField> = {
  certain: true,
  find(text, field, now) {
    const found = findSpokenDate(text, now);
    if (!found || found.date.kind === 'year' || found.date.kind === 'lunar') return null;
    const { start, end } = found;
    return { start, end, reading: judge(found.date, field, now) };
  },
  read(text, field, now) {
    const found = findSpokenDate(text, now);
    return found ? judge(found.date, field, now) : refused(howToSay(field));
  },
};

function judge(spoken: SpokenDate, field: DateField, now: Date): Reading {
  switch (spoken.kind) {
    case 'lunar':
      return refused(`请说公历（阳历）的日期。${howToSay(field)}`);
    case 'impossible':
      return refused('没有这一天，请再看一下。');
    case 'year':
      return refused(`还要说是几月${field.precision === 'day' ? '几日' : ''}。${howToSay(field)}`);
    case 'month':
      return field.precision === 'day'
        ? refused(`还要说是几日。${howToSay(field)}`)
        : within(monthText(spoken), field, now);
    case 'day':
      return field.precision === 'day'
        ? within(`${monthText(spoken)}-${pad(spoken.day)}`, field, now)
        : within(monthText(spoken), field, now);
  }
}

function within(text: string, { period }: DateField, now: Date): Reading {
  const isLater = text > chinaDateOf(now).slice(0, text.length);
  return period === 'past' && isLater ? refused('这个日期还没有到，请再看一下。') : value(text);
}

function howToSay({ precision }: DateField): string {
  return precision === 'day' ? '例如“2026年3月1日”。' : '例如“2026年3月”或“去年3月”。';
}

function monthText({ year, month }: { year: number; month: number }): string {
  return `${year}-${pad(month)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
