import { held } from '../../staff/staff-bench';
import { startConsole, type Browser, type ConsoleBench } from '../console-bench';

let bench: ConsoleBench;
let admin: Browser & { known: { id: string } };

beforeEach(async () => {
  bench = await startConsole();
  admin = await bench.signedIn('admin', held('unit_admin'));
});
afterEach(() => bench.drop());

const NEW = { username: 'newone', name: '新来的', roles: [held('clerk')] };

it('opens an account with a password that is told once, and the person signs in', async () => {
  const opened = await admin.ask('/api/staff', { body: NEW });
  expect(opened.status).toBe(200);
  const { temporaryPassword: password, id } = opened.body as {
    temporaryPassword: string;
    id: string;
  };
  const person = bench.browser();
  expect((await person.signIn({ id, username: 'newone', password })).status).toBe(200);
  const { body } = await admin.ask('/api/staff');
  expect(body).toMatchObject({
    staff: [
      { username: 'admin', sessions: 1 },
      { username: 'newone', name: '新来的', sessions: 1, roles: [held('clerk')] },
    ],
    next: null,
  });
  expect(JSON.stringify(body)).not.toContain(password);
  expect((await admin.ask('/api/staff', { body: NEW })).status).toBe(409);
});

it('gives no role that is not the admin’s to give', async () => {
  for (const role of [held('clerk', 'yibao'), held('unit_admin'), held('system_admin', null)]) {
    const refused = await admin.ask('/api/staff', { body: { ...NEW, roles: [role] } });
    expect(refused.status).toBe(403);
  }
});

it('throws a device out, changes roles, closes an account and opens it again', async () => {
  const person = await bench.signedIn('zhangsan', held('clerk'));
  const { id } = person.known;
  const path = `/api/staff/${id}`;
  const { body } = await admin.ask(`${path}/sessions`);
  const [session] = (body as { sessions: { id: string; ip: string }[] }).sessions;
  expect(session!.ip).toMatch(/127\.0\.0\.1$/);
  const kicked = await admin.ask(`${path}/kick`, { body: { session: session!.id } });
  expect(kicked.body).toEqual({ ended: 1 });
  expect((await person.ask('/api/me')).status).toBe(401);

  const roles = [held('clerk'), held('reviewer')];
  const put = await admin.ask(`${path}/roles`, { method: 'PUT', body: { roles } });
  expect(put.status).toBe(204);
  expect((await bench.person({ id })).roles).toEqual(expect.arrayContaining(roles));

  const disabled = await admin.ask(`${path}/disable`, { body: { reason: '调到别的单位' } });
  expect(disabled.status).toBe(204);
  expect((await person.signIn(person.known)).status).toBe(401);
  expect((await admin.ask(`${path}/reset`, { body: {} })).status).toBe(409);
  const reset = await admin.ask(`${path}/reset`, { body: { enable: true } });
  const { temporaryPassword: password } = reset.body as { temporaryPassword: string };
  expect((await person.signIn({ ...person.known, password })).status).toBe(200);
});

it('is on record, newest first, page by page, for the unit’s inspector', async () => {
  bench.clock.advance(1);
  await admin.ask('/api/staff', { body: NEW });
  bench.clock.advance(1);
  const inspector = await bench.signedIn('jiancha', held('inspector'));
  const { body } = await inspector.ask('/api/audit?action=staff.add');
  const { entries } = body as { entries: { actor: { name: string }; after: object }[] };
  expect(entries[0]).toMatchObject({ actor: { name: 'root' }, after: { username: 'jiancha' } });
  expect(entries[1]).toMatchObject({
    ...{ action: 'staff.add', outcome: 'done', unit: 'renshe' },
    actor: { kind: 'staff', id: admin.known.id, name: '某admin' },
    after: { username: 'newone', roles: '经办（renshe）' },
  });
  for (let index = 0; index < 20; index += 1) {
    await bench.add(`clerk${index}`, held('clerk'));
  }
  const first = (await inspector.ask('/api/audit?action=staff.')).body as AuditPage;
  const second = (await inspector.ask(`/api/audit?action=staff.&before=${first.next}`))
    .body as AuditPage;
  expect(first.entries).toHaveLength(20);
  const ids = [...first.entries, ...second.entries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual([...ids].sort().reverse());
});

interface AuditPage {
  entries: { id: string }[];
  next: string | null;
}
