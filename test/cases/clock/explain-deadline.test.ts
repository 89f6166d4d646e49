import type { ClockHistory } from '../../../src/cases/clock/clock-history';
import { reckonHistory } from '../../../src/cases/clock/clock-history';
import { explainDeadline } from '../../../src/cases/clock/explain-deadline';
import { china, inChina, readLimits, suppliedSchedule } from '../calendar/supplied-schedule';

const schedule = suppliedSchedule();
const { limits } = readLimits();
const history = (
  from: string,
  rule: ClockHistory['rule'],
  changes: ClockHistory['changes'] = [],
): ClockHistory => ({ rule, startedAt: china(from), changes });

it('accounts for five days over a holiday with a day made up for', () => {
  expect(explainDeadline(schedule, history('2026-09-30 10:00', limits.answer.咨询))).toEqual([
    '9月30日（周三）10:00起算，当天不计。',
    '10月1日（周四）至10月7日（周三）：国庆节放假，不计。',
    '10月8日（周四）：第1个工作日。',
    '10月9日（周五）：第2个工作日。',
    '10月10日（周六）：第3个工作日（调休上班）。',
    '10月11日（周日）：周末，不计。',
    '10月12日（周一）：第4个工作日。',
    '10月13日（周二）：第5个工作日。',
    '10月13日（周二）17:30到期。',
    '依据：5个工作日，咨询答复期限（本区内部标准）。',
  ]);
});

it('says when something counts as arrived later', () => {
  expect(explainDeadline(schedule, history('2026-02-13 17:31', limits.accept)).slice(0, 3)).toEqual(
    [
      '2月13日（周五）17:31收到，不在上班时间，算2月14日（周六，调休上班）上班时收到，当天不计。',
      '2月15日（周日）至2月23日（周一）：春节放假，不计。',
      '2月24日（周二）：第1个工作日。',
    ],
  );
});

it('accounts for a pause, an extension and a changed calendar', () => {
  const long = history('2026-11-23 10:00', limits.answer.求助, [
    { kind: 'paused', at: china('2026-11-25 11:00') },
    { kind: 'resumed', at: china('2026-12-01 16:00') },
    { kind: 'extended', at: china('2026-12-03 09:00'), workingDays: 2 },
    {
      kind: 'recomputed',
      at: china('2026-12-04 08:00'),
      from: china('2026-12-09 17:30'),
      to: china('2026-12-10 17:30'),
    },
    {
      kind: 'recomputed',
      at: china('2026-12-04 09:00'),
      from: china('2026-12-10 17:30'),
      to: china('2026-12-10 17:30'),
    },
  ]);
  expect(explainDeadline(schedule, long)).toEqual([
    '11月23日（周一）10:00起算，当天不计。',
    '11月24日（周二）：第1个工作日。',
    '11月25日（周三）：第2个工作日。',
    '11月25日（周三）11:00暂停计时。',
    '12月1日（周二）16:00继续计时，暂停的日子不计，到期日由11月30日（周一）17:30改为12月7日（周一）17:30。',
    '12月2日（周三）：第2个工作日。',
    '12月3日（周四）：第3个工作日。',
    '12月3日（周四）09:00批准延期2个工作日，到期日由12月7日（周一）17:30改为12月9日（周三）17:30。',
    '12月4日（周五）：第4个工作日。',
    '12月4日（周五）08:00工作日历有变，重新计算，到期日由12月9日（周三）17:30改为12月10日（周四）17:30。',
    '12月4日（周五）09:00工作日历有变，重算会提前，仍按原来答应的12月10日（周四）17:30到期。',
    '12月5日（周六）至12月6日（周日）：周末，不计。',
    '12月7日（周一）：第5个工作日。',
    '12月8日（周二）：第6个工作日。',
    '12月9日（周三）：第7个工作日。',
    '12月10日（周四）：第8个工作日。',
    '12月10日（周四）17:30到期。',
    '依据：5个工作日，求助答复期限（本区内部标准）。',
  ]);
  expect(inChina(reckonHistory(schedule, long).at)).toBe('2026-12-10 17:30');
});

it('counts the day after a pause that began after work as the next one', () => {
  const lines = explainDeadline(
    schedule,
    history('2026-11-23 10:00', limits.answer.求助, [
      { kind: 'paused', at: china('2026-11-24 20:00') },
      { kind: 'resumed', at: china('2026-11-28 10:00') },
    ]),
  );
  expect(lines.filter((line) => /第\d个/.test(line))).toEqual([
    '11月24日（周二）：第1个工作日。',
    '11月30日（周一）：第2个工作日。',
    '12月1日（周二）：第3个工作日。',
    '12月2日（周三）：第4个工作日。',
    '12月3日（周四）：第5个工作日。',
  ]);
  expect(lines).toContain('12月3日（周四）17:30到期。');
});

it('extends from the limit that has passed when the approval comes late', () => {
  const late = history('2026-11-23 10:00', limits.accept, [
    { kind: 'extended', at: china('2026-11-26 09:00'), workingDays: 1 },
  ]);
  expect(explainDeadline(schedule, late).slice(1, 4)).toEqual([
    '11月24日（周二）：第1个工作日。',
    '11月26日（周四）09:00批准延期1个工作日，到期日由11月24日（周二）17:30改为11月25日（周三）17:30。',
    '11月25日（周三）：第2个工作日。',
  ]);
});

it('says what a pause finds and leaves', () => {
  const paused = { kind: 'paused', at: china('2026-11-25 09:00') } as const;
  const open = explainDeadline(schedule, history('2026-11-23 10:00', limits.answer.求助, [paused]));
  expect(open.slice(-3)).toEqual([
    '11月25日（周三）09:00暂停计时。',
    '现在暂停计时，继续以后再算到期时间。',
    '依据：5个工作日，求助答复期限（本区内部标准）。',
  ]);
  const late = explainDeadline(
    schedule,
    history('2026-11-23 10:00', limits.accept, [
      paused,
      { kind: 'resumed', at: china('2026-11-27 09:00') },
    ]),
  );
  expect(late.slice(2, 5)).toEqual([
    '11月25日（周三）09:00暂停计时，这时已经逾期。',
    '11月27日（周五）09:00继续计时，到期时间不变。',
    '11月24日（周二）17:30到期。',
  ]);
});

it('marks what lies beyond the known years', () => {
  expect(explainDeadline(schedule, history('2026-12-31 10:00', limits.accept))).toEqual([
    '12月31日（周四）10:00起算，当天不计。',
    '1月1日（周五）：第1个工作日（临时）。',
    '1月1日（周五）17:30到期。',
    '2027年的放假安排还没有录入，这个时间是临时的，录入后重新计算。',
    '依据：1个工作日，受理期限（本区内部标准）。',
  ]);
});

it('accounts for days of the calendar and for hours', () => {
  expect(explainDeadline(schedule, history('2026-09-10 10:00', limits.answer.信访))).toEqual([
    '9月10日（周四）10:00起算，当天不计。',
    '9月11日（周五）：第1天，休息日也算。',
    '9月25日（周五）：第15天，中秋节放假，顺延到下一个工作日。',
    '9月28日（周一）17:30到期。',
    '依据：15天，《信访工作条例》第二十二条。',
  ]);
  expect(explainDeadline(schedule, history('2026-09-30 16:00', limits.return))).toEqual([
    '9月30日（周三）16:00起算，不分上班下班。',
    '10月1日（周四）16:00到期。',
    '依据：24小时，退回期限（本区内部标准）。',
  ]);
});
