import {
  parseOpeningHours,
  presentOpenNow,
} from '../../../../src/queries/sources/nearest/opening-hours';
import { chinaTimeOf } from '../../../../src/platform/china-time';

/** 2026-10-01 to 07 are holidays, Saturday 10-10 is worked; the calendar ends with 2026. */
function isWorkday(date: string): boolean | null {
  if (date >= '2027') return null;
  if (date >= '2026-10-01' && date <= '2026-10-07') return false;
  if (date === '2026-10-10') return true;
  const { weekday } = chinaTimeOf(new Date(`${date}T12:00:00+08:00`));
  return weekday >= 1 && weekday <= 5;
}
const say = (text: string, at: string): string => {
  const hours = parseOpeningHours(text);
  return hours ? presentOpenNow(hours, new Date(`${at}:00+08:00`), isWorkday) : 'not understood';
};

const OFFICE = '周一至周五 8:30-12:00、14:30-17:30';

// 2026-11-23 is a Monday.
it.each([
  [OFFICE, '2026-11-23T09:00', '现在开门，12:00关门'],
  [OFFICE, '2026-11-23T12:00', '现在关门，今天14:30开门'],
  [OFFICE, '2026-11-23T17:29', '现在开门，17:30关门'],
  [OFFICE, '2026-11-23T17:30', '现在关门，明天08:30开门'],
  [OFFICE, '2026-11-27T18:00', '现在关门，11月30日（周一）08:30开门'],
  [OFFICE, '2026-11-28T10:00', '现在关门，11月30日（周一）08:30开门'],
  [OFFICE, '2026-10-01T10:00', '今天放假，去之前请先打电话问'],
  [OFFICE, '2026-09-30T18:00', '现在关门'],
  [`${OFFICE}；节假日休息`, '2026-10-01T10:00', '现在关门，10月8日（周四）08:30开门'],
  [`${OFFICE}；法定节假日照常`, '2026-10-01T10:00', '现在开门，12:00关门'],
  ['工作日 8:30-17:30', '2026-10-10T10:00', '现在开门，17:30关门'],
  [OFFICE, '2026-10-10T10:00', '现在关门，10月12日（周一）08:30开门'],
  ['工作日 8:30-17:30', '2027-01-04T10:00', ''],
  [OFFICE, '2027-01-04T10:00', ''],
  [`${OFFICE}；节假日无休`, '2027-01-04T10:00', '现在开门，12:00关门'],
  ['每天 8:00—18:00', '2026-11-28T08:00', '现在开门，18:00关门'],
  ['24小时', '2026-11-28T03:00', '现在开门，24小时'],
  ['24小时接诊', '2026-10-01T03:00', '现在开门，24小时'],
  ['周一至周五 上午8:00-11:30，下午2:30-5:30', '2026-11-23T10:00', '现在开门，11:30关门'],
  ['周六、周日 9:00-12:00；周一到周五 8:00-17:00', '2026-11-29T09:30', '现在开门，12:00关门'],
  ['周末 9:00-12:00', '2026-11-23T09:30', '现在关门，11月28日（周六）09:00开门'],
  ['星期五至星期一 20:00~02:00', '2026-11-24T01:00', '现在开门，02:00关门'],
  ['星期五至星期一 20:00~02:00', '2026-11-23T21:00', '现在开门，明天02:00关门'],
  ['周一、三、五 8:00-12:00', '2026-11-23T09:00', 'not understood'],
  ['夏令时 8:00-12:00', '2026-11-23T09:00', 'not understood'],
  ['每月第一个周一 8:00-12:00', '2026-11-23T09:00', 'not understood'],
  ['请电话预约', '2026-11-23T09:00', 'not understood'],
  ['每天', '2026-11-23T09:00', 'not understood'],
  ['', '2026-11-23T09:00', 'not understood'],
])('%s at %s: %s', (text, at, expected) => {
  expect(say(text, at)).toBe(expected);
});
