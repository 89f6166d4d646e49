import { readFileSync } from 'node:fs';
import path from 'node:path';
import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let chief: Browser;
const file = readFileSync(path.resolve('replies/district/calendar/2026.yaml'), 'utf8');

beforeAll(async () => {
  bench = await startConsole();
  chief = await bench.signedIn('tongchou', held('coordinator', null));
});
afterAll(() => bench.drop());

interface Day {
  date: string;
  kind: string;
  isWorking: boolean;
  hours: string;
  reason: string | null;
}

it('shows a year day by day, with the notice that it comes from', async () => {
  const { body } = await chief.ask('/api/calendar?year=2026');
  const { days, source, years, warning } = body as {
    days: Day[];
    source: { document: string };
    years: number[];
    warning: string;
  };
  expect(days).toHaveLength(365);
  expect(days.filter(({ isWorking }) => isWorking)).toHaveLength(248);
  const on = (date: string) => days.find((day) => day.date === date);
  expect(on('2026-10-10')).toMatchObject({ kind: 'makeup', isWorking: true, reason: '调休上班' });
  expect(on('2026-10-01')).toMatchObject({ kind: 'holiday', isWorking: false, hours: '' });
  expect(on('2026-11-23')).toMatchObject({ kind: 'workday', hours: '08:30–12:00，14:30–17:30' });
  expect(source.document).toContain('〔2025〕7号');
  expect(years).toEqual([2024, 2025, 2026]);
  expect(warning).toContain('2027年');
  expect((await chief.ask('/api/calendar?year=2027')).body).toMatchObject({ source: null });
  expect((await chief.ask('/api/calendar?unit=nowhere')).status).toBe(404);
});

const preview = (who: Browser, text: string) =>
  who.ask('/api/calendar/preview', { body: { text } });

it('tells how many open cases another notice would move, and changes nothing (acceptance 8)', async () => {
  for (const due of ['2026-11-24T09:30:00Z', '2026-11-27T09:30:00Z', '2026-11-30T09:30:00Z']) {
    const number = await bench.world.open();
    await bench.world.set(number, `accept_due_at = '${due}'`);
  }
  const before = await bench.database.query('select id, accept_due_at from cases order by id');
  const changed = file.replace(
    /workdays:/,
    `  - { name: 示例节, from: 2026-11-26, to: 2026-11-26 }\nworkdays:`,
  );
  const { status, body, text } = await preview(chief, changed);
  expect([status, text]).toEqual([200, expect.any(String)]);
  expect(body).toMatchObject({
    ...{ year: 2026, open: 3, kept: 0, later: [{ unit: 'renshe', cases: 2 }] },
    days: [{ date: '2026-11-26', before: true, after: false, reason: '示例节放假' }],
  });
  expect(await bench.database.query('select id, accept_due_at from cases order by id')).toEqual(
    before,
  );
  expect((await preview(chief, file)).body).toMatchObject({ days: [], later: [], kept: 0 });
});

it('says where a file is wrong, and is for admins', async () => {
  const wrong = await preview(chief, file.replace('2026-10-10', '2026-10-12'));
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('本来就是周一到周五');
  const clerk = await bench.signedIn('jingban', held('clerk'));
  expect((await preview(clerk, file)).status).toBe(403);
  expect((await clerk.ask('/api/calendar')).status).toBe(200);
});
