import { reportItem } from '../../../../src/items/reports/item-reports';
import { held } from '../../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../../console-bench';

let bench: ConsoleBench;
let admin: Browser;

beforeAll(async () => {
  bench = await startConsole();
  admin = await bench.signedIn('admin', held('unit_admin'));
});
afterAll(() => bench.drop());

interface Page {
  reports: { id: string; text: string; closed: { by: string; outcome: string } | null }[];
  next: string | null;
}
const list = async (browser: Browser, query = '') =>
  (await browser.ask(`/api/item-reports${query}`)).body as Page;
const close = (browser: Browser, id: string, key: string, outcome = '电话已改成12333') =>
  browser.ask(`/api/item-reports/${id}/close`, {
    body: { outcome },
    headers: { 'Idempotency-Key': key },
  });

it('lists what readers say is wrong for the unit’s admin, newest first, page by page', async () => {
  for (let index = 0; index < 21; index += 1) {
    bench.clock.advance(1000);
    const text = `第${index}处电话不对，我的是13800138000`;
    await reportItem(bench.database, { unit: 'renshe', item: 'card', text }, bench.clock.now());
  }
  const first = await list(admin);
  const second = await list(admin, `?after=${first.next}`);
  const texts = [...first.reports, ...second.reports].map(({ text }) => text);
  expect(texts).toHaveLength(21);
  expect(texts[0]).toMatch(/^第20处/);
  expect(texts.join()).not.toContain('13800138000');
  expect(second.next).toBeNull();
  const other = await bench.signedIn('other', held('unit_admin', 'yibao'));
  expect((await list(other)).reports).toEqual([]);
  const clerk = await bench.signedIn('zhangsan', held('clerk'));
  expect((await clerk.ask('/api/item-reports')).status).toBe(403);
});

it('is closed once, with what was done, by its own unit’s admin, and that is on record', async () => {
  const [report] = (await list(admin)).reports;
  const other = await bench.signedIn('stranger', held('unit_admin', 'yibao'));
  const reader = await bench.signedIn('tongchou', held('coordinator', null));
  expect((await close(other, report!.id, 'closed-by-stranger')).status).toBe(404);
  expect((await close(reader, report!.id, 'closed-by-reader')).status).toBe(403);
  expect((await close(admin, report!.id, 'closed-without-word', '好')).status).toBe(422);
  expect((await close(admin, report!.id, 'closed-by-its-admin')).status).toBe(204);
  expect((await close(admin, report!.id, 'closed-once-more')).status).toBe(404);
  expect((await list(admin)).reports.map(({ id }) => id)).not.toContain(report!.id);
  const all = await list(admin, '?show=all');
  expect(all.reports[0]).toMatchObject({
    id: report!.id,
    closed: { by: '某admin', outcome: '电话已改成12333' },
  });
  const rows = await bench.database.query(
    `select unit, subject_id, reason from audit_entries where action = 'content.close_report'`,
  );
  expect(rows).toEqual([{ unit: 'renshe', subject_id: 'renshe.card', reason: '电话已改成12333' }]);
});
