import { figureNames } from '../../../src/cases/reports/figures';
import { listBehind } from '../../../src/cases/reports/list-behind';
import { addUp, readDays, readFigures } from '../../../src/cases/reports/read-report';
import { refreshReports, type ReportParts } from '../../../src/cases/reports/refresh-reports';
import {
  getSnapshot,
  makeMonthlySnapshot,
  makeSnapshot,
} from '../../../src/cases/reports/snapshots';
import { listTold } from '../../../src/delivery/list-told';
import { chinaDateOf } from '../../../src/platform/china-time';
import { createCaseWorld, DAY_MS, RENSHE, type CaseWorld } from '../../support/case-world';
import { createTestDatabase } from '../../support/database';
import { createRandom } from '../../support/seeded-random';
import { schedulesWith } from '../clock/open-clocks';
import { liveCase } from './live-cases';
import { recountByEvents } from './recount-by-events';

let world: CaseWorld;
let parts: ReportParts;
let drop: () => Promise<void>;
const schedules = schedulesWith();
const UNITS = ['renshe', 'jiuye', 'yibao'];
const EVER = { firstDay: '2026-01-01', lastDay: '2030-12-31' };

beforeEach(async () => {
  const test = await createTestDatabase();
  drop = test.drop;
  world = await createCaseWorld(test.database);
  parts = {
    database: test.database,
    told: { listTold },
    schedule: (unit) => schedules.of(unit),
    now: () => world.clock.now(),
  };
});
afterEach(() => drop());

/** Figures that counted anything, by unit and name. */
async function figuresNow(): Promise<[string, unknown][]> {
  const units = await readFigures(world.database, UNITS, EVER);
  return units
    .flatMap(({ unit, figures }) =>
      figureNames.map((name): [string, unknown] => [`${unit} ${name}`, figures[name]]),
    )
    .filter(([, value]) => (value as { base: number }).base > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

it('counts what somebody counts who reads the events of every case, whatever happened to them (acceptance 11)', async () => {
  const random = createRandom(20261123);
  for (let index = 0; index < 160; index += 1) {
    await liveCase(world, random, 9);
    // Counted in between, so that changed cases are counted anew and not only new ones.
    if (index % 40 === 20) await refreshReports(parts);
    if (index % 3 === 0) {
      await world.database.query(
        `update outbox set state = 'accepted', accepted_at = $1, lease_until = null
         where id in (select id from outbox where kind = 'answer' and state <> 'accepted' limit 1)`,
        [world.clock.now()],
      );
    }
  }
  await refreshReports(parts);
  const byEvents = await recountByEvents(world.database, schedules.of('renshe'), world.clock.now());
  const expected = [...byEvents].sort(([one], [other]) => (one < other ? -1 : 1));
  expect(await figuresNow()).toEqual(expected);
  // Nothing is left out by chance: every figure was counted, with cases inside and outside of it.
  const names = new Set(expected.map(([key]) => key.split(' ')[1]));
  expect([...names].sort()).toEqual([...figureNames].sort());
  expect(expected.filter(([, { base, hits }]) => base !== hits).length).toBeGreaterThan(15);
}, 120_000);

it('finds an answer late when its limit has passed, without anything having happened', async () => {
  const number = await liveCase(world, () => 0, 1);
  await refreshReports(parts);
  expect((await world.read(number))['state']).toBe('in_progress');
  expect(Object.fromEntries(await figuresNow())).not.toHaveProperty(['renshe overdue']);
  world.clock.advance(6 * DAY_MS);
  await refreshReports(parts);
  expect(Object.fromEntries(await figuresNow())).toMatchObject({
    'renshe overdue': { base: 1 },
    'renshe on_time': { base: 1, hits: 0 },
  });
  expect(await refreshReports(parts)).toBe(0);
});

it('counts every day anew by night, as after a figure was defined anew', async () => {
  const random = createRandom(3);
  for (let index = 0; index < 10; index += 1) await liveCase(world, random, 5);
  await refreshReports(parts);
  const right = await figuresNow();
  await world.database.query(`update report_days set base = base + 1, amount = 7`);
  await world.database.query(
    `insert into report_days values ('renshe', '2026-02-01', 'received', 4, 4, 0)`,
  );
  await refreshReports(parts);
  expect(await figuresNow()).not.toEqual(right);
  await refreshReports(parts, { days: true });
  expect(await figuresNow()).toEqual(right);
});

it('lists the cases behind each figure, page by page, as many as were counted', async () => {
  const random = createRandom(7);
  for (let index = 0; index < 60; index += 1) await liveCase(world, random, 6);
  await refreshReports(parts);
  const scope = { units: ['renshe', 'jiuye'] };
  const total = addUp(await readFigures(world.database, ['renshe', 'jiuye'], EVER));
  const hidden = await world.database.query<{ id: string }>(
    'select id from cases where restricted',
  );
  expect(hidden.length).toBeGreaterThan(0);
  const listed: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBehind(
      world.database,
      scope,
      { ...EVER, figure: 'received', part: 'base', units: ['renshe', 'jiuye'], snapshotId: null },
      { size: 20, ...(cursor ? { cursor } : {}) },
    );
    listed.push(...page.rows.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.length).toBe(total.received.base - hidden.length);
  expect(listed.filter((id) => hidden.some((one) => one.id === id))).toEqual([]);
  const foreign = await listBehind(
    world.database,
    { units: ['yibao'] },
    { ...EVER, figure: 'received', part: 'base', units: ['renshe'], snapshotId: null },
    { size: 20 },
  );
  expect(foreign.rows).toEqual([]);
});

it('prints the same under the same number, whatever comes later', async () => {
  const random = createRandom(11);
  for (let index = 0; index < 20; index += 1) await liveCase(world, random, 5);
  await refreshReports(parts);
  const month = { firstDay: '2026-11-01', lastDay: '2026-11-30' };
  await expect(
    world.database.transaction((tx) =>
      makeSnapshot(tx, {
        ...{ firstDay: '2026-11-01', lastDay: chinaDateOf(world.clock.now()) },
        ...{ units: UNITS, madeBy: null, now: world.clock.now() },
      }),
    ),
  ).rejects.toMatchObject({ code: 'bad_request' });
  const now = new Date('2026-12-01T01:00:00Z');
  const made = await makeMonthlySnapshot(world.database, UNITS, now);
  expect(made).toMatchObject({
    ...month,
    figures: await readFigures(world.database, UNITS, month),
  });
  expect(await makeMonthlySnapshot(world.database, UNITS, now)).toBeNull();
  const behind = () =>
    listBehind(
      world.database,
      RENSHE,
      { ...month, figure: 'received', part: 'base', units: ['renshe'], snapshotId: made!.id },
      { size: 50 },
    );
  const before = (await behind()).rows.map(({ id }) => id);
  await world.database.query(
    `update cases set state = 'closed', closed_at = now(), outcome = 'unneeded', restricted = false
     where state = 'awaiting_acceptance'`,
  );
  await liveCase(world, random, 3);
  await refreshReports(parts);
  expect(await getSnapshot(world.database, UNITS, made!.id)).toEqual(made);
  expect((await behind()).rows.map(({ id }) => id)).toEqual(before);
  const own = await getSnapshot(world.database, ['renshe'], made!.id);
  expect(own.figures.map(({ unit }) => unit)).toEqual(['renshe']);
  await expect(getSnapshot(world.database, ['ziran'], made!.id)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('has a line for each day on which cases came', async () => {
  await world.open();
  await world.open();
  world.clock.advance(DAY_MS);
  await world.open();
  await refreshReports(parts);
  expect(await readDays(world.database, UNITS, EVER)).toEqual([
    { day: '2026-11-23', received: 2, onTime: 0, settled: 0 },
    { day: '2026-11-24', received: 1, onTime: 0, settled: 0 },
  ]);
});
