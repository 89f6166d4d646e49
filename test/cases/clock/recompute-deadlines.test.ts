import { recomputeDeadlines } from '../../../src/cases/clock/recompute-deadlines';
import {
  createWorkSchedules,
  type WorkSchedules,
} from '../../../src/cases/calendar/work-schedules';
import type { CaseWorld } from '../../support/case-world';
import { china } from '../calendar/supplied-schedule';
import { openAnswering, openClockWorld, schedulesWith } from './open-clocks';

let world: CaseWorld & { drop(): Promise<void> };
const HOUR_MS = 3_600_000;
const friday = china('2026-11-27 17:30');
const monday = china('2026-11-30 17:30');
const tuesday = china('2026-12-01 17:30');
const storm = { restDays: [{ date: '2026-11-26', reason: '冰冻停办' }] };
const plain = schedulesWith();
const changed = schedulesWith(storm);

beforeEach(async () => {
  world = await openClockWorld();
});
afterEach(() => world.drop());

/** A process that took its files up now. */
function run(schedules: WorkSchedules, liveSince = world.clock.now()): Promise<number> {
  return recomputeDeadlines(world.database, { clock: world.clock, schedules, liveSince });
}

async function start(): Promise<void> {
  expect(await run(plain)).toBe(0);
  world.clock.advance(HOUR_MS);
}

async function lastEvent(number: string): Promise<{ kind: string; data: unknown }> {
  const [event] = await world.database.query<{ kind: string; data: unknown }>(
    `select e.kind, e.data from case_events e join cases c on c.id = e.case_id
     where c.number = $1 order by e.seq desc limit 1`,
    [number],
  );
  return event!;
}

it('moves what ends later, keeps old and new in the line of events, and does so once', async () => {
  const number = await openAnswering(world, friday);
  await start();
  expect(await run(plain)).toBe(0);
  expect(await run(changed)).toBe(1);
  expect(await world.read(number)).toMatchObject({ answer_due_at: monday, version: 2 });
  expect(await lastEvent(number)).toMatchObject({
    kind: 'recomputed',
    data: {
      promises: {
        answer_due_at: {
          kind: 'later',
          before: friday.toISOString(),
          dueAt: monday.toISOString(),
        },
      },
      years: [{ year: 2024 }, { year: 2025 }, { year: 2026, document: '国办发明电〔2025〕7号' }],
    },
  });
  expect(await run(changed)).toBe(0);
  expect(await world.read(number)).toMatchObject({ version: 2 });
});

it('keeps a promise that the new calendar would end earlier, and says so', async () => {
  const number = await openAnswering(world, tuesday);
  await start();
  expect(await run(schedulesWith({ workDays: [{ date: '2026-11-28', reason: '补班' }] }))).toBe(1);
  expect(await world.read(number)).toMatchObject({ answer_due_at: tuesday });
  expect(await lastEvent(number)).toMatchObject({
    kind: 'recomputed',
    data: { promises: { answer_due_at: { kind: 'kept', reckoned: monday.toISOString() } } },
  });
});

it('reaches the limit 受理 and the internal ones, and leaves alone what is over, paused or new', async () => {
  const waiting = await world.open();
  await world.set(waiting, `accept_due_at = '${friday.toISOString()}'`);
  const late = await openAnswering(world, china('2026-11-20 17:30'));
  const answered = await openAnswering(world, friday);
  await world.set(
    answered,
    `state = 'answered', answered_at = opened_at, auto_close_at = '${friday.toISOString()}'`,
  );
  const paused = await openAnswering(world, friday);
  await world.set(
    paused,
    `state = 'awaiting_supplement', paused_at = opened_at, paused_remaining_ms = 1`,
  );
  await start();
  world.clock.advance(HOUR_MS);
  const work = run(changed);
  expect(await work).toBe(2);
  world.clock.advance(HOUR_MS);
  const fresh = await openAnswering(world, friday);
  expect(await run(changed)).toBe(0);
  expect(await world.read(waiting)).toMatchObject({ accept_due_at: monday });
  expect(await world.read(late)).toMatchObject({ answer_due_at: china('2026-11-20 17:30') });
  expect(await world.read(answered)).toMatchObject({
    answer_due_at: friday,
    auto_close_at: monday,
  });
  expect(await world.read(paused)).toMatchObject({ answer_due_at: friday, version: 1 });
  expect(await world.read(fresh)).toMatchObject({ answer_due_at: friday, version: 1 });
});

it('takes the mark 临时 off when the year becomes known', async () => {
  const number = await openAnswering(world, china('2027-01-05 17:30'));
  await world.set(number, 'provisional = true');
  await start();
  const { basis } = plain;
  const next = { ...basis.years[2]!, year: 2027, workdays: [], document: '国办发明电〔2026〕1号' };
  const daysOff = [{ name: '元旦', from: '2027-01-01', to: '2027-01-01' }];
  const years = [...basis.years, { ...next, daysOff }];
  expect(await run(createWorkSchedules({ ...basis, years }))).toBe(1);
  expect(await world.read(number)).toMatchObject({
    answer_due_at: china('2027-01-06 17:30'),
    provisional: false,
  });
});

it('lets two processes share one run, and one with older files change nothing', async () => {
  const numbers: string[] = [];
  for (let count = 0; count < 30; count++) {
    numbers.push(await openAnswering(world, friday));
  }
  await start();
  const older = world.clock.now();
  world.clock.advance(HOUR_MS);
  const counts = await Promise.all([run(changed), run(changed), run(changed)]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(await run(plain, older)).toBe(0);
  for (const number of numbers) {
    expect(await world.read(number)).toMatchObject({ answer_due_at: monday, version: 2 });
  }
});

it('takes newer files after older ones that another process was late to bring', async () => {
  const number = await openAnswering(world, friday);
  await start();
  const older = world.clock.now();
  world.clock.advance(1000);
  const newer = world.clock.now();
  world.clock.advance(HOUR_MS);
  const later = { restDays: [...storm.restDays, { date: '2026-11-27', reason: '冰冻停办' }] };
  expect([await run(changed, older), await run(schedulesWith(later), newer)]).toEqual([1, 1]);
  expect(await world.read(number)).toMatchObject({ answer_due_at: tuesday });
});

it('goes on where a crash stopped it', async () => {
  const numbers = [await openAnswering(world, friday), await openAnswering(world, friday)];
  await start();
  const rows = await Promise.all(
    numbers.map(async (number) => ({ number, id: String((await world.read(number)).id) })),
  );
  // The run goes by id, which within a millisecond says nothing of who came first.
  const [{ number: done, id }, { number: left }] = rows.sort((a, b) => (a.id < b.id ? -1 : 1)) as [
    (typeof rows)[number],
    (typeof rows)[number],
  ];
  await world.database.query(
    `update calendar_state set previous = basis, basis = $1, digest = $2, taken_at = $3, done_up_to = $4`,
    [JSON.stringify(changed.basis), changed.digest, world.clock.now(), id],
  );
  expect(await run(changed)).toBe(1);
  expect(await world.read(done)).toMatchObject({ answer_due_at: friday });
  expect(await world.read(left)).toMatchObject({ answer_due_at: monday });
  expect(await run(changed)).toBe(0);
});
