import { findCalendarGap } from '../../../src/cases/calendar/calendar-gap';
import { china, readHolidays } from './supplied-schedule';

const holidays = readHolidays();

it.each([
  ['2026-10-31 23:59', null],
  ['2026-11-01 00:00', { year: 2027, urgent: false }],
  ['2026-11-30 23:59', { year: 2027, urgent: false }],
  ['2026-12-01 00:00', { year: 2027, urgent: true }],
  ['2026-12-31 23:59', { year: 2027, urgent: true }],
  ['2027-01-01 00:00', { year: 2027, urgent: true }],
  ['2027-05-01 00:00', { year: 2027, urgent: true }],
  ['2025-12-31 12:00', null],
])('at %s: %j', (now, expected) => {
  const gap = findCalendarGap(holidays, china(now));
  if (expected === null) expect(gap).toBeNull();
  else expect(gap).toMatchObject(expected);
});

it('says which file to add', () => {
  expect(findCalendarGap(holidays, china('2026-11-23 09:30'))?.text).toBe(
    '还没有2027年的放假安排，落在2027年的期限都是临时的。国务院办公厅的通知发布以后，照前一年的样子加上 replies/district/calendar/2027.yaml',
  );
});
