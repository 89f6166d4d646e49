import { createCaseClocks } from '../../../src/cases/clock/case-clocks';
import { lampOfCase, type CaseClockRow } from '../../../src/cases/clock/case-lamp';
import { explainCase } from '../../../src/cases/clock/explain-case';
import { recomputeDeadlines } from '../../../src/cases/clock/recompute-deadlines';
import { anActor, RENSHE, YIBAO, type CaseWorld } from '../../support/case-world';
import { china, inChina, readLimits } from '../calendar/supplied-schedule';
import { openClockWorld, schedulesWith } from './open-clocks';

let world: CaseWorld & { drop(): Promise<void> };
const limits = readLimits();
const schedules = schedulesWith();
const files = { schedules, limits };
const clerk = anActor('clerk', { id: 'the-clerk' });

beforeEach(async () => {
  world = await openClockWorld();
  world.ports.clocks = createCaseClocks(schedules, limits);
});
afterEach(() => world.drop());

function goTo(at: string): void {
  world.clock.advance(china(at).getTime() - world.clock.now().getTime());
}

async function lamp(number: string): Promise<string | undefined> {
  const row = (await world.read(number)) as unknown as CaseClockRow;
  const paused = row.paused_remaining_ms === null ? null : Number(row.paused_remaining_ms);
  return lampOfCase({ ...row, paused_remaining_ms: paused }, files, world.clock.now())?.text;
}

it('follows a case through 受理, a pause and a changed calendar', async () => {
  const number = await world.open();
  await world.set(number, `accept_due_at = '${china('2026-11-24 17:30').toISOString()}'`);
  expect(await lamp(number)).toBe('剩 1 个工作日');
  expect(await explainCase(world.database, files, RENSHE, number)).toEqual([
    '11月23日（周一）09:30起算，当天不计。',
    '11月24日（周二）：第1个工作日。',
    '11月24日（周二）17:30到期。',
    '依据：1个工作日，受理期限（本区内部标准）。',
  ]);
  await world.act(number, clerk, { action: 'accept', input: { type: 'help', item: null } });
  goTo('2026-11-25 11:00');
  const reason = '缺身份证复印件';
  const missing = ['身份证复印件'];
  await world.act(number, clerk, { action: 'ask_supplement', reason, input: { missing } });
  expect(await lamp(number)).toBe('已暂停（剩 3 个工作日）');
  goTo('2026-12-01 16:00');
  const citizen = anActor('citizen');
  await world.act(number, citizen, { action: 'supplement', input: {} });
  expect(inChina((await world.read(number))['answer_due_at'] as Date)).toBe('2026-12-07 17:30');
  const run = (changed: typeof schedules) =>
    recomputeDeadlines(world.database, {
      clock: world.clock,
      schedules: changed,
      liveSince: world.clock.now(),
    });
  await run(schedules);
  goTo('2026-12-02 09:00');
  const stormy = schedulesWith({ restDays: [{ date: '2026-12-03', reason: '冰冻停办' }] });
  expect(await run(stormy)).toBe(1);
  const lines = await explainCase(world.database, { schedules: stormy, limits }, RENSHE, number);
  expect(lines.slice(-9)).toEqual([
    '12月2日（周三）：第2个工作日。',
    '12月2日（周三）09:00工作日历有变，重新计算，到期日由12月7日（周一）17:30改为12月8日（周二）17:30。',
    '12月3日（周四）：冰冻停办，不计。',
    '12月4日（周五）：第3个工作日。',
    '12月5日（周六）至12月6日（周日）：周末，不计。',
    '12月7日（周一）：第4个工作日。',
    '12月8日（周二）：第5个工作日。',
    '12月8日（周二）17:30到期。',
    '依据：5个工作日，求助答复期限（本区内部标准）。',
  ]);
});

it('is absent for another unit', async () => {
  const number = await world.open();
  await expect(explainCase(world.database, files, YIBAO, number)).rejects.toMatchObject({
    code: 'not_found',
  });
});
