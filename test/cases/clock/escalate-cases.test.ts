import { escalateCases, type EscalationNotice } from '../../../src/cases/clock/escalate-cases';
import type { CaseWorld } from '../../support/case-world';
import { china, readLimits } from '../calendar/supplied-schedule';
import { openAnswering, openClockWorld, schedulesWith } from './open-clocks';

let world: CaseWorld & { drop(): Promise<void> };
let notices: EscalationNotice[];
const limits = readLimits();
const schedules = schedulesWith();
const tuesday = china('2026-11-24 17:30');

beforeEach(async () => {
  world = await openClockWorld();
  notices = [];
});
afterEach(() => world.drop());

function run(fails = false): Promise<number> {
  return escalateCases(world.database, {
    clock: world.clock,
    schedules,
    limits,
    notices: {
      async notify(_tx, rows) {
        if (fails) throw new Error('the robot is down');
        notices.push(...rows);
      },
    },
  });
}

function goTo(at: string): void {
  world.clock.advance(china(at).getTime() - world.clock.now().getTime());
}

it('tells each step once, to whom the file says, and sets 督办 with the last', async () => {
  const number = await openAnswering(world, tuesday);
  expect(await run()).toBe(0);
  goTo('2026-11-23 17:30');
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(notices).toEqual([
    {
      caseId: expect.any(String) as string,
      number,
      unit: 'renshe',
      handler: 'the-clerk',
      restricted: false,
      to: ['owner'],
      text: `办件 ${number} 的答复期限快到了，11月24日（周二）17:30 到期，请抓紧办理。`,
    },
  ]);
  goTo('2026-11-25 09:00');
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(notices[1]).toMatchObject({
    to: ['owner', 'reviewer', 'unitHead'],
    text: `办件 ${number} 的答复期限已过，11月24日（周二）17:30 到期，请尽快办理。`,
  });
  expect(await world.read(number)).toMatchObject({ supervised: false });
  goTo('2026-11-25 17:30');
  expect([await run(), await run()]).toEqual([1, 0]);
  expect(notices[2]!.to).toEqual(['coordinator']);
  expect(await world.read(number)).toMatchObject({ supervised: true, version: 2 });
});

it('warns again of a limit that was moved', async () => {
  const number = await openAnswering(world, tuesday);
  goTo('2026-11-23 18:00');
  expect(await run()).toBe(1);
  await world.set(number, `answer_due_at = '${china('2026-11-26 17:30').toISOString()}'`);
  expect(await run()).toBe(0);
  goTo('2026-11-25 18:00');
  expect(await run()).toBe(1);
});

it('goes by the clock that runs: 受理 first, none while it waits for the citizen or when it is done', async () => {
  const waiting = await world.open();
  await world.set(waiting, `accept_due_at = '${tuesday.toISOString()}'`);
  const paused = await openAnswering(world, tuesday);
  await world.set(
    paused,
    `state = 'awaiting_supplement', paused_at = opened_at, paused_remaining_ms = 1`,
  );
  const answered = await openAnswering(world, tuesday);
  await world.set(answered, `state = 'answered', answered_at = opened_at`);
  goTo('2026-11-24 18:00');
  expect(await run()).toBe(1);
  expect(notices.map(({ number, text }) => [number, /受理期限已过/.test(text)])).toEqual([
    [waiting, true],
  ]);
});

it('tells nobody twice when two processes look at once', async () => {
  for (let count = 0; count < 20; count++) {
    await openAnswering(world, tuesday);
  }
  goTo('2026-11-24 18:00');
  const told = await Promise.all([run(), run(), run()]);
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(20);
  expect(new Set(notices.map(({ number }) => number)).size).toBe(20);
  expect(notices).toHaveLength(20);
});

it('tells later what could not be told', async () => {
  await openAnswering(world, tuesday);
  goTo('2026-11-24 18:00');
  await expect(run(true)).rejects.toThrow('the robot is down');
  expect(await run()).toBe(1);
  expect(notices).toHaveLength(1);
});
