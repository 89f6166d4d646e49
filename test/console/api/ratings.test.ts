import { refreshReports } from '../../../src/cases/reports/refresh-reports';
import { listTold } from '../../../src/delivery/list-told';
import { schedulesWith } from '../../cases/clock/open-clocks';
import { held } from '../../staff/staff-bench';
import { anActor, DRAFT } from '../../support/case-world';
import { startConsole, type Answer, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser;
let chief: Browser;
let number: string;
const WORDS = '手滑点错了，其实很满意';

beforeAll(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk'));
  chief = await bench.signedIn('tongchou', held('coordinator', null));
  number = await answered();
  await rate(number, 3);
});
afterAll(() => bench.drop());

async function answered(): Promise<string> {
  const made = await bench.world.open();
  await bench.world.act(made, anActor('clerk'), {
    action: 'accept_and_answer',
    input: { type: 'consultation', item: null, ...DRAFT, template: DRAFT.text },
  });
  return made;
}
const rate = (rated: string, rating: 1 | 3, named = false) =>
  bench.world.act(rated, anActor('citizen'), {
    ...{ action: 'rate', input: { rating, tags: [], text: WORDS, named } },
  });
const mark = (who: Browser, body: object, of = number): Promise<Answer> =>
  who.ask(`/api/cases/${of}/mistaken-rating`, {
    body,
    headers: { 'Idempotency-Key': `mistaken-${JSON.stringify(body).length}-${of}` },
  });
const REASON = '群众来电说是手滑点错的';
interface Shown {
  ratings: Record<string, unknown>[];
  events: { label: string; reason: string | null; actor: string }[];
}
const show = async (who: Browser, of = number) => (await who.ask(`/api/cases/${of}`)).body as Shown;

async function satisfied(): Promise<unknown> {
  const schedules = schedulesWith();
  await refreshReports({
    database: bench.database,
    ...{ told: { listTold }, now: () => bench.clock.now() },
    schedule: (unit) => schedules.of(unit),
  });
  const { body } = await chief.ask('/api/reports?from=2026-11-01&to=2026-11-30');
  return (body as { total: { satisfied: unknown } }).total.satisfied;
}

it('shows a rating by its word, and what was said beside it only where its citizen signs it', async () => {
  expect((await show(clerk)).ratings).toMatchObject([
    { round: 1, rating: 3, label: '基本满意', named: false, text: null, mistaken: null },
  ]);
  const signed = await answered();
  await rate(signed, 3, true);
  expect((await show(clerk, signed)).ratings).toMatchObject([{ named: true, text: WORDS }]);
});

it('lets only the district mark it, with a reason, once', async () => {
  expect(await satisfied()).toMatchObject({ base: 2, hits: 2 });
  expect((await mark(clerk, { round: 1, reason: REASON })).status).toBe(403);
  expect((await mark(chief, { round: 1, reason: '点错' })).status).toBe(400);
  expect((await mark(chief, { round: 2, reason: REASON })).status).toBe(409);
  expect((await mark(chief, { round: 1, reason: REASON })).status).toBe(204);
  expect((await mark(chief, { round: 1, reason: `${REASON}。` })).status).toBe(409);
});

it('stays where it is, marked, in 流程 and on record, and counts for no figure', async () => {
  const { ratings, events } = await show(clerk);
  expect(ratings).toMatchObject([{ rating: 3, mistaken: { by: '某tongchou', reason: REASON } }]);
  expect(events.at(-1)).toMatchObject({ label: '认定误评', reason: REASON, actor: '某tongchou' });
  const entries = await bench.database.query(
    `select action, actor_id is not null as signed, reason from audit_entries
     where action = 'case.mark_rating_mistaken'`,
  );
  expect(entries).toEqual([{ action: 'case.mark_rating_mistaken', signed: true, reason: REASON }]);
  expect(await satisfied()).toMatchObject({ base: 1, hits: 1 });
});

it('cannot be taken away: no endpoint does, and the process itself has no right to', async () => {
  expect(bench.console.endpoints.map(({ method }) => method)).not.toContain('DELETE');
  const taken = bench.database.query('delete from case_ratings');
  await expect(taken).rejects.toThrow('permission denied');
});
