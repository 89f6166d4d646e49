import { refreshReports } from '../../../src/cases/reports/refresh-reports';
import { listTold } from '../../../src/delivery/list-told';
import { schedulesWith } from '../../cases/clock/open-clocks';
import { anActor, DAY_MS, DRAFT } from '../../support/case-world';
import { held, type Known } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let chief: Browser & { known: Known };
const schedules = schedulesWith();
const PERIOD = 'from=2026-11-01&to=2026-11-30';

beforeEach(async () => {
  bench = await startConsole();
  chief = await bench.signedIn('tongchou', held('coordinator', null));
});
afterEach(() => bench.drop());

const count = () =>
  refreshReports({
    database: bench.database,
    told: { listTold },
    schedule: (unit) => schedules.of(unit),
    now: () => bench.clock.now(),
  });

/** As 统筹 does it. */
const moveToYibao = (number: string) =>
  bench.world.act(number, anActor('coordinator'), {
    ...{ action: 'transfer', reason: '属于医保局' },
    input: { unit: 'yibao', designate: false },
  });

interface Report {
  units: { unit: string; values: Record<string, { base: number; hits: number; text: string }> }[];
  total: Record<string, { base: number; hits: number; text: string }>;
  days: unknown[];
}
interface Page {
  cases: { number: string }[];
}
const numbersOf = (body: unknown): string[] => (body as Page).cases.map(({ number }) => number);

it('shows each unit’s figures, what they come to together, and the cases behind each', async () => {
  const { world } = bench;
  const returned = await world.open();
  await world.act(returned, anActor('clerk'), {
    ...{ action: 'return', reason: '不是我们的事', input: { proposedUnit: 'yibao' } },
  });
  const answered = await world.open();
  const template = { ...DRAFT, template: DRAFT.text };
  await world.act(answered, anActor('clerk'), {
    action: 'accept_and_answer',
    input: { type: 'consultation', item: null, ...template },
  });
  await world.open({ restricted: true });
  await moveToYibao(await world.open());
  await count();
  const { body } = await chief.ask(`/api/reports?${PERIOD}`);
  const report = body as Report;
  expect(report.units.map(({ unit }) => unit)).toEqual(['renshe', 'yibao']);
  expect(report.units[0]!.values).toMatchObject({
    received: { base: 3, text: '3' },
    accepted: { base: 3, hits: 1, text: '33.3%' },
    on_time: { base: 1, hits: 1, text: '100.0%' },
    returned: { base: 4, hits: 1, text: '25.0%' },
    satisfied: { base: 0, text: '—' },
  });
  expect(report.total).toMatchObject({ received: { base: 4 }, returned: { base: 5, hits: 1 } });
  expect(report.days).toEqual([{ day: '2026-11-23', received: 4, onTime: 1, settled: 1 }]);
  const behind = async (query: string) =>
    numbersOf((await chief.ask(`/api/reports/cases?${PERIOD}&${query}`)).body);
  expect(await behind('figure=returned&part=hits')).toEqual([returned]);
  expect(await behind('figure=on_time')).toEqual([answered]);
  expect((await behind('figure=received&unit=renshe')).sort()).toEqual([returned, answered].sort());
  const reasons = (await chief.ask(`/api/reports/returns?${PERIOD}`)).body;
  expect(reasons).toMatchObject({
    returns: [{ number: returned, unit: 'renshe', reason: '不是我们的事', proposedUnit: 'yibao' }],
  });
});

it('keeps a period under a number, which later changes do not touch', async () => {
  const first = await bench.world.open();
  await count();
  bench.clock.advance(DAY_MS);
  await chief.signIn(chief.known);
  const tooEarly = await make(PERIOD, 'made-much-too-early');
  expect(tooEarly.status).toBe(400);
  const made = await make('from=2026-11-01&to=2026-11-23', 'made-for-the-record');
  expect(made).toMatchObject({
    status: 200,
    body: { number: /^TB20261124-[0-9A-F]{4}$/, madeBy: '某tongchou' },
  });
  const { id } = made.body as { id: string };
  await bench.world.act(first, anActor('clerk'), { action: 'dismiss', input: { cause: 'test' } });
  await count();
  const kept = await chief.ask(`/api/reports/snapshots/${id}`);
  expect(kept.body).toEqual(made.body);
  const live = (await chief.ask(`/api/reports?${PERIOD}`)).body as Report;
  expect(live.total).toMatchObject({ unneeded: { base: 1 } });
  expect((kept.body as Report).total).toMatchObject({ unneeded: { base: 0 } });
  const listed = (await chief.ask('/api/reports/snapshots')).body as { snapshots: object[] };
  expect(listed.snapshots).toMatchObject([{ id, from: '2026-11-01', to: '2026-11-23' }]);
  const behind = `/api/reports/cases?${PERIOD}&figure=received&snapshot=${id}`;
  expect(numbersOf((await chief.ask(behind)).body)).toEqual([first]);
});

const make = (period: string, key: string) => {
  const [, from, to] = /from=(.*)&to=(.*)/.exec(period)!;
  return chief.ask('/api/reports/snapshots', {
    body: { from, to },
    headers: { 'Idempotency-Key': key },
  });
};

it('is for who reports on a unit, and shows nothing of another one', async () => {
  const mine = await bench.world.open();
  const theirs = await bench.world.open();
  await moveToYibao(theirs);
  await count();
  const admin = await bench.signedIn('guanli', held('unit_admin'));
  const report = (await admin.ask(`/api/reports?${PERIOD}`)).body as Report;
  expect(report.units.map(({ unit }) => unit)).toEqual(['renshe']);
  expect(report.total).toMatchObject({ received: { base: 1 } });
  const behind = await admin.ask(`/api/reports/cases?${PERIOD}&figure=received`);
  expect(numbersOf(behind.body)).toEqual([mine]);
  const foreign = await admin.ask(`/api/reports/cases?${PERIOD}&figure=received&unit=yibao`);
  const absent = await admin.ask(`/api/reports/cases?${PERIOD}&figure=received&unit=nowhere`);
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  expect(foreign.text).not.toContain(theirs);
  const clerk = await bench.signedIn('jingban', held('clerk'));
  expect((await clerk.ask(`/api/reports?${PERIOD}`)).status).toBe(403);
  for (const period of [
    'from=2026-11-30&to=2026-11-01',
    'from=2020-01-01&to=2026-11-01',
    'from=x',
  ]) {
    expect((await admin.ask(`/api/reports?${period}`)).status).toBe(422);
  }
});
