import { destroyDataKeys } from '../../src/audit/data-keys';
import { listAudit, readAuditPersonal, type AuditScope } from '../../src/audit/list-audit';
import { aRow, CITIZEN, createAuditBench, type AuditBench } from './audit-bench';

let bench: AuditBench;
const everything: AuditScope = { units: ['renshe', 'yibao'], restrictedUnits: [], district: true };

beforeEach(async () => {
  bench = await createAuditBench();
});
afterEach(() => bench.drop());

const page = { limit: 20 } as const;
const list = (scope = everything, filter = {}) => listAudit(bench.database, scope, filter, page);

it('keeps who, what, before and after, from where and why', async () => {
  await bench.record(aRow(bench.clock.now()));
  expect(await list()).toEqual([
    {
      id: expect.any(String) as string,
      at: bench.clock.now(),
      actor: { kind: 'staff', id: 'zhangsan', name: '张三', ip: '10.1.2.3' },
      unit: 'renshe',
      restricted: false,
      action: 'case.accept',
      outcome: 'done',
      subjectKind: 'case',
      subjectId: '019a0000-0000-7000-8000-00000000000c',
      reason: '属于本单位职责',
      before: { state: 'waiting' },
      after: { state: 'working' },
      hasPersonal: true,
      seq: null,
    },
  ]);
});

it('goes with the transaction of the change', async () => {
  const failing = bench.database.transaction(async (tx) => {
    await bench.recordAudit(tx, [aRow(bench.clock.now())]);
    throw new Error('the change failed');
  });
  await expect(failing).rejects.toThrow('the change failed');
  expect(await list()).toEqual([]);
});

it('cannot be changed or taken away by the process', async () => {
  await bench.record(aRow(bench.clock.now()));
  await bench.sealAll();
  for (const table of ['audit_entries', 'audit_seals', 'audit_checkpoints']) {
    for (const sql of [`delete from ${table}`, `truncate ${table}`]) {
      await expect(bench.database.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
  }
  for (const sql of [
    `update audit_entries set reason = 'x'`,
    `update audit_seals set hash = ''`,
    `insert into audit_checkpoints values (9, '', 1, now(), now(), now())`,
    'alter table audit_entries disable trigger all',
  ]) {
    await expect(bench.database.query(sql)).rejects.toMatchObject({ code: '42501' });
  }
});

it('masks numbers of persons that slip into reason, before or after, and leaves ids alone', async () => {
  const id = '019a1111-2222-7333-8444-555566667777';
  await bench.record(
    aRow(bench.clock.now(), {
      reason: '群众电话13812345678',
      before: { list: [{ idNumber: '430602199001011234' }] },
      after: { id, number: 'RS202611230001X' },
    }),
  );
  const [row] = await list();
  expect(JSON.stringify(row)).not.toMatch(/13812345678|430602199001011234/);
  expect(row?.after).toEqual({ id, number: 'RS202611230001X' });
});

it('keeps a citizen’s values under the citizen’s own key, in no row in clear', async () => {
  await bench.record(aRow(bench.clock.now()), aRow(bench.clock.now()));
  const [row] = await list();
  expect(await readAuditPersonal(bench.database, bench.keys, everything, row!.id)).toEqual({
    kind: 'values',
    values: { telephone: '13812345678' },
  });
  const rows = await bench.asOwner('select t::text from audit_entries t');
  expect(JSON.stringify(rows)).not.toContain('13812345678');
  expect(await bench.asOwner('select count(*)::int as keys from data_keys')).toEqual([{ keys: 1 }]);
});

it('can read nothing personal after the erasure, keeps nothing new, and the chain stays whole', async () => {
  await bench.record(aRow(bench.clock.now()));
  await bench.sealAll();
  await bench.database.transaction((tx) =>
    destroyDataKeys(tx, CITIZEN.account, [CITIZEN.id], bench.clock.now()),
  );
  bench.clock.advance(1000);
  await bench.record(aRow(bench.clock.now()));
  await bench.sealAll();
  const rows = await list();
  expect(rows.map(({ hasPersonal }) => hasPersonal)).toEqual([false, true]);
  for (const { id } of rows) {
    expect(await readAuditPersonal(bench.database, bench.keys, everything, id)).toEqual({
      kind: 'erased',
    });
  }
  expect(await bench.verify()).toMatchObject({ checked: 2, firstBreak: null, unsealed: 0 });
});

it('makes one key for a citizen of whom two transactions tell at once', async () => {
  const other = { account: 'renshe', id: '019a0000-0000-7000-8000-000000000002' };
  const values = { telephone: '13812345678' };
  const at = bench.clock.now();
  await Promise.all(
    Array.from({ length: 8 }, (_, index) => {
      const pair = [CITIZEN, other];
      if (index % 2 === 1) pair.reverse();
      return bench.record(...pair.map((citizen) => aRow(at, { personal: { citizen, values } })));
    }),
  );
  const rows = await list();
  expect(rows).toHaveLength(16);
  for (const { id } of rows) {
    expect(await readAuditPersonal(bench.database, bench.keys, everything, id)).toEqual({
      kind: 'values',
      values,
    });
  }
});

describe('the scope', () => {
  beforeEach(async () => {
    const at = bench.clock.now();
    await bench.record(
      aRow(at, { action: 'ours' }),
      aRow(at, { action: 'theirs', unit: 'yibao' }),
      aRow(at, { action: 'district', unit: null }),
      aRow(at, { action: 'secret', restricted: true }),
    );
  });
  const actions = async (scope: AuditScope) =>
    (await list(scope)).map(({ action }) => action).sort();

  it('shows a unit its own record and nobody else’s', async () => {
    const scope = { units: ['renshe'], restrictedUnits: [], district: false };
    expect(await actions(scope)).toEqual(['ours']);
    const [theirs] = await list(everything, { action: 'theirs' });
    expect(await readAuditPersonal(bench.database, bench.keys, scope, theirs!.id)).toBeNull();
  });

  it('shows restricted matters to named people only', async () => {
    const named = { units: ['renshe'], restrictedUnits: ['renshe'], district: false };
    expect(await actions(named)).toEqual(['ours', 'secret']);
    expect(await actions(everything)).toEqual(['district', 'ours', 'theirs']);
    const [secret] = await list(named, { action: 'secret' });
    expect(await readAuditPersonal(bench.database, bench.keys, everything, secret!.id)).toBeNull();
  });

  it('filters and pages by key', async () => {
    for (let index = 0; index < 45; index += 1) {
      bench.clock.advance(1000);
      await bench.record(aRow(bench.clock.now(), { action: `staff.${index}` }));
    }
    const first = await list(everything, { action: 'staff.' });
    expect(first.map(({ action }) => action).slice(0, 2)).toEqual(['staff.44', 'staff.43']);
    const second = await listAudit(
      bench.database,
      everything,
      { action: 'staff.' },
      { ...page, before: first.at(-1)!.id },
    );
    expect(second.map(({ action }) => action)[0]).toBe('staff.24');
    const to = new Date(bench.clock.now().getTime() - 43_500);
    expect((await list(everything, { to, unit: 'renshe' })).map(({ action }) => action)).toEqual([
      'staff.0',
      'ours',
    ]);
  });
});
