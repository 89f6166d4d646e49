import { refreshReports } from '../../../src/cases/reports/refresh-reports';
import { listTold } from '../../../src/delivery/list-told';
import { held, type Known } from '../../staff/staff-bench';
import { schedulesWith } from '../../cases/clock/open-clocks';
import { anActor, DAY_MS } from '../../support/case-world';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let clerk: Browser & { known: Known };
let keys = 0;

beforeEach(async () => {
  bench = await startConsole();
  clerk = await bench.signedIn('zhangsan', held('clerk', 'renshe', true));
});
afterEach(() => bench.drop());

interface Job {
  id: string;
  state: string;
  done: number;
  total: number | null;
  fileUrl: string | null;
  problem: string | null;
}

const ask = (who: Browser, path: string, body: object) => {
  keys += 1;
  return who.ask(path, { body, headers: { 'Idempotency-Key': `export-number-${keys}` } });
};
const asked = async (who: Browser, list: object, format = 'csv'): Promise<Job> => {
  const { status, body, text } = await ask(who, '/api/exports', { format, list });
  if (status !== 200) throw new Error(text);
  return body as Job;
};
/** The file of a job, after the process has written what waits. */
async function fileOf(who: Browser, { id }: Job): Promise<string> {
  await bench.console.jobs.runExports();
  const { body } = await who.ask(`/api/exports/${id}`);
  const { state, fileUrl, problem } = body as Job;
  if (state !== 'ready') throw new Error(`${state} ${problem}`);
  return (await who.ask(fileUrl!)).text;
}

it('takes out exactly what the list shows, in the fields of a work order, without restricted cases (acceptance 9)', async () => {
  const { world } = bench;
  const plain = await world.open();
  const claimed = await world.open();
  await world.act(claimed, anActor('clerk'), { action: 'claim', input: {} });
  const secret = await world.open({ restricted: true });
  const foreign = await world.open();
  await world.set(foreign, `owner_unit = 'yibao'`);
  await world.set(plain, `place = '=东门', external_no = '13800138000'`);
  const job = await asked(clerk, { tab: 'unit' });
  expect(job).toMatchObject({ state: 'waiting', done: 0, total: 2, fileUrl: null });
  const all = await fileOf(clerk, job);
  expect(all.split('\r\n')[0]).toContain('编号,来源,外部编号,公众号,诉求人');
  for (const number of [plain, claimed]) expect(all).toContain(number);
  for (const number of [secret, foreign]) expect(all).not.toContain(number);
  expect(all).toContain(`'=东门`);
  const narrowed = await fileOf(clerk, await asked(clerk, { tab: 'unit', handler: 'none' }));
  expect(narrowed).toContain(plain);
  expect(narrowed).not.toContain(claimed);
  const refused = await ask(clerk, '/api/exports', { format: 'csv', list: { restricted: 'true' } });
  expect(refused.status).toBe(400);
  const wrong = await ask(clerk, '/api/exports', { format: 'csv', list: { tab: 'nowhere' } });
  expect(wrong.status).toBe(422);
});

it('masks what citizens wrote, and tells no telephone number', async () => {
  const number = await bench.world.open();
  await bench.database.query(
    `update messages set text = '我的电话13912345678，身份证430602199003074513'
     where case_id = (select id from cases where number = $1)`,
    [number],
  );
  const text = await fileOf(clerk, await asked(clerk, { tab: 'unit' }, 'csv'));
  expect(text).toContain(number);
  expect(text).not.toMatch(/13912345678|430602199003074513/);
});

it('hands a file to who asked for it and to nobody else, writes both down, and forgets it after a day', async () => {
  await bench.world.open();
  const job = await asked(clerk, { tab: 'unit' }, 'xlsx');
  await bench.console.jobs.runExports();
  const ready = (await clerk.ask('/api/exports')).body as { exports: Job[] };
  expect(ready.exports).toMatchObject([{ id: job.id, state: 'ready', done: 1, total: 1 }]);
  const file = await clerk.ask(`/exports/${job.id}`);
  expect([file.status, file.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringContaining(`filename*=UTF-8''${encodeURIComponent('办件')}`),
  ]);
  const other = await bench.signedIn('lisi', held('clerk'));
  const none = `/exports/00000000-0000-7000-8000-000000000000`;
  for (const path of [`/exports/${job.id}`, none, '/exports/x']) {
    expect((await other.ask(path)).status).toBe(404);
  }
  expect((await bench.browser().ask(`/exports/${job.id}`)).status).toBe(401);
  const recorded = await bench.database.query<{ action: string }>(
    `select action from audit_entries where subject_id = $1 order by action desc`,
    [job.id],
  );
  expect(recorded.map(({ action }) => action)).toEqual(['export.request', 'export.download']);
  bench.clock.advance(DAY_MS + 1);
  await bench.console.jobs.removeExports();
  expect(await bench.database.query('select from export_chunks')).toEqual([]);
  await clerk.signIn(clerk.known);
  expect((await clerk.ask(`/exports/${job.id}`)).status).toBe(404);
});

it('reads within the rights of the moment in which it is written', async () => {
  await bench.world.open();
  const job = await asked(clerk, { tab: 'unit' });
  await bench.database.query(`delete from staff_roles where staff_id = $1`, [clerk.known.id]);
  await bench.console.jobs.runExports();
  const [row] = await bench.database.query(`select state, problem from export_jobs`);
  expect(row).toMatchObject({ state: 'failed', problem: '您没有导出办件的权限。' });
  expect(job.fileUrl).toBeNull();
});

it('is written by one process, also when another one died over it', async () => {
  await bench.world.open();
  await asked(clerk, { tab: 'unit' });
  await bench.database.query(`update export_jobs set state = 'running', lease_until = $1`, [
    new Date(bench.clock.now().getTime() + 1000),
  ]);
  await bench.console.jobs.runExports();
  const state = async () => (await bench.database.query('select state from export_jobs'))[0];
  expect(await state()).toEqual({ state: 'running' });
  bench.clock.advance(2000);
  await Promise.all([bench.console.jobs.runExports(), bench.console.jobs.runExports()]);
  expect(await state()).toEqual({ state: 'ready' });
  await asked(clerk, { tab: 'unit' });
  await asked(clerk, { tab: 'unit' });
  await asked(clerk, { tab: 'unit' });
  const fourth = await ask(clerk, '/api/exports', { format: 'csv', list: {} });
  expect(fourth.status).toBe(409);
});

it('writes a report with a column for each unit, as the page shows it', async () => {
  await bench.world.open();
  const schedules = schedulesWith();
  await refreshReports({
    database: bench.database,
    told: { listTold },
    schedule: (unit) => schedules.of(unit),
    now: () => bench.clock.now(),
  });
  const chief = await bench.signedIn('tongchou', held('coordinator', null));
  const period = { from: '2026-11-01', to: '2026-11-30' };
  const { body } = await ask(chief, '/api/reports/exports', { format: 'csv', ...period });
  const [heading, received] = (await fileOf(chief, body as Job)).split('\r\n');
  expect(heading).toBe('办件报表,区人社局,区医保局,合计,怎么算的');
  expect(received).toMatch(/^收件,1,0,1,/);
  const foreign = await bench.signedIn('guanli', held('unit_admin', 'yibao'));
  const refused = await ask(foreign, '/api/reports/exports', {
    ...{ format: 'csv', ...period, unit: 'renshe' },
  });
  expect(refused.status).toBe(404);
});
