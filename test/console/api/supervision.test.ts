import { held } from '../../staff/staff-bench';
import { anActor, DAY_MS } from '../../support/case-world';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let chief: Browser;

beforeEach(async () => {
  bench = await startConsole();
  chief = await bench.signedIn('tongchou', held('coordinator', null));
});
afterEach(() => bench.drop());

interface Shown {
  kinds: { kind: string; cases: number }[];
  bursts: { item: string | null; total: number; cases: { number: string }[] }[];
}
const look = async (who: Browser) => {
  const { kinds, bursts } = (await who.ask('/api/supervision')).body as Shown;
  return { bursts, ...Object.fromEntries(kinds.map(({ kind, cases }) => [kind, cases])) };
};
const numbersOf = async (who: Browser, kind: string) => {
  const { body } = await who.ask(`/api/supervision/cases?kind=${kind}`);
  return (body as { cases: { number: string }[] }).cases.map(({ number }) => number);
};

it('shows what is late, urged, sent back again and again, or answered badly', async () => {
  const { world } = bench;
  const reason = '理由写在这里';
  const late = await world.open();
  await world.set(late, `accept_due_at = '2026-11-20T09:30:00Z'`);
  const urged = await world.open();
  const dueAt = new Date(bench.clock.now().getTime() + DAY_MS);
  await world.act(urged, anActor('coordinator'), { action: 'supervise', reason, input: { dueAt } });
  const returned = await world.open();
  for (let time = 0; time < 3; time += 1) {
    await world.act(returned, anActor('clerk'), {
      ...{ action: 'return', reason, input: { proposedUnit: null } },
    });
    await world.act(returned, anActor('coordinator'), {
      ...{ action: 'assign', input: { unit: 'renshe', designate: false } },
    });
  }
  const bad = await world.open();
  await world.act(
    bad,
    anActor('operator'),
    { action: 'answer_by_operator', input: { text: '已办。' } },
    null,
  );
  await world.act(bad, anActor('citizen'), {
    ...{ action: 'rate', input: { rating: 1, tags: [], text: null, named: false } },
  });
  const secret = await world.open({ restricted: true });
  await world.set(secret, `accept_due_at = '2026-11-20T09:30:00Z'`);

  expect(await look(chief)).toMatchObject({
    ...{ overdue: 1, supervised: 1, returned: 1, bad_rating: 1, reopened: 0 },
  });
  expect(await numbersOf(chief, 'overdue')).toEqual([late]);
  expect(await numbersOf(chief, 'supervised')).toEqual([urged]);
  expect(await numbersOf(chief, 'returned')).toEqual([returned]);
  expect(await numbersOf(chief, 'bad_rating')).toEqual([bad]);
  await bench.database.query(
    `update case_ratings set mistaken_at = at, mistaken_by = 'x', mistaken_reason = 'x'`,
  );
  expect(await look(chief)).toMatchObject({ bad_rating: 0, reopened: 1 });
});

it('notices that many write the same within a day', async () => {
  const numbers: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    numbers.push(await bench.world.open());
  }
  await bench.database.query(`update messages set text = '城东小区停水三天没有人管'`);
  const [burst] = (await look(chief)).bursts;
  expect(burst).toMatchObject({ item: null, total: 5 });
  expect(burst!.cases.map(({ number }) => number).sort()).toEqual(numbers);
});

it('shows each reader their own units', async () => {
  const number = await bench.world.open();
  await bench.world.set(number, `accept_due_at = '2026-11-20T09:30:00Z'`);
  const own = await bench.signedIn('guanli', held('unit_admin'));
  const foreign = await bench.signedIn('guanli.yb', held('unit_admin', 'yibao'));
  expect(await numbersOf(own, 'overdue')).toEqual([number]);
  expect(await look(foreign)).toMatchObject({ overdue: 0, bursts: [] });
  expect(await numbersOf(foreign, 'overdue')).toEqual([]);
});
