import { SYSTEM } from '../../src/audit/audit-row';
import { createDataKeys } from '../../src/audit/data-keys';
import { createRecordAudit } from '../../src/audit/record-audit';
import type { MenuAuditRow } from '../../src/menus/menu-desk';
import { createMenuAudit } from '../../src/menus/record-menu-audit';
import { createSealer } from '../../src/privacy/sealer';
import { SECRET_KEY } from '../support/callback';
import { createTestDatabase, type TestDatabase } from '../support/database';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const record = createRecordAudit(createDataKeys(createSealer(SECRET_KEY)));
const row: MenuAuditRow = {
  at: new Date('2026-11-23T01:30:00Z'),
  ...{ actor: 'schedule', unit: 'renshe', action: 'apply', version: 3 },
  ...{ state: 'applied', detail: null },
};

it('says who did what to whose menu, with the version and what came of it', async () => {
  const bySchedule = createMenuAudit(record, SYSTEM);
  const person = { kind: 'staff', id: 'staff-1', name: '李四', ip: '127.0.0.1' } as const;
  const byPerson = createMenuAudit(record, person);
  await db.database.transaction(async (tx) => {
    await bySchedule.record(tx, [row]);
    await byPerson.record(tx, [
      {
        ...row,
        action: 'rollback',
        state: 'failed',
        detail: '微信正忙。',
        at: new Date(row.at.getTime() + 1),
      },
    ]);
  });
  const entries = await db.database.query(
    `select actor_kind, actor_name, unit, action, outcome, subject_id, reason, after
     from audit_entries order by id`,
  );
  expect(entries).toEqual([
    {
      ...{ actor_kind: 'system', actor_name: 'schedule', unit: 'renshe', action: 'menu.apply' },
      ...{ outcome: 'done', subject_id: 'renshe/3', reason: null },
      after: { version: 3, state: 'applied' },
    },
    {
      ...{ actor_kind: 'staff', actor_name: '李四', unit: 'renshe', action: 'menu.rollback' },
      ...{ outcome: 'refused', subject_id: 'renshe/3', reason: '微信正忙。' },
      after: { version: 3, state: 'failed' },
    },
  ]);
});

it('goes with the change that it tells of', async () => {
  const audit = createMenuAudit(record, SYSTEM);
  const change = db.database.transaction(async (tx) => {
    await audit.record(tx, [{ ...row, version: 99 }]);
    throw new Error('the change failed');
  });
  await expect(change).rejects.toThrow('the change failed');
  const [count] = await db.database.query<{ n: number }>(
    `select count(*)::integer as n from audit_entries where subject_id = 'renshe/99'`,
  );
  expect(count!.n).toBe(0);
});
