import { pruneAudit } from '../../src/audit/prune-audit';
import { aRow, createAuditBench, type AuditBench } from './audit-bench';

const DAY_MS = 24 * 60 * 60_000;
/** Long ago for any clock, also the database's own. */
const LONG_AGO = new Date('2025-01-06T01:00:00Z');

let bench: AuditBench;

beforeEach(async () => {
  bench = await createAuditBench();
});
afterEach(() => bench.drop());

/** One entry a day for ten days, chained. */
async function tenDays(): Promise<void> {
  for (let day = 0; day < 10; day += 1) {
    await bench.record(aRow(new Date(LONG_AGO.getTime() + day * DAY_MS)));
  }
  await bench.sealAll();
}

const dayOf = (day: number): Date => new Date(LONG_AGO.getTime() + (day + 180) * DAY_MS);
const prune = (now: Date, retentionDays = 180) =>
  pruneAudit(bench.database, {
    keys: [bench.chainKey],
    recordAudit: bench.recordAudit,
    now,
    retentionDays,
  });

it('takes away what is older than 180 days and leaves a checkpoint on which the rest stands', async () => {
  await tenDays();
  expect(await prune(dayOf(4))).toBe(4);
  await bench.sealAll();
  expect(await bench.verify()).toMatchObject({ pruned: 4, checked: 7, firstBreak: null });
  expect(await prune(dayOf(4))).toBe(0);
  expect(await prune(dayOf(9))).toBe(5);
  await bench.sealAll();
  expect(await bench.verify()).toMatchObject({ pruned: 9, firstBreak: null });
  const told = await bench.database.query(
    `select after from audit_entries where action = 'audit.prune' order by id`,
  );
  expect(told).toEqual([
    { after: { entries: 4, before: '2025-01-10T01:00:00.000Z' } },
    { after: { entries: 5, before: '2025-01-15T01:00:00.000Z' } },
  ]);
});

it('goes on after everything was taken away', async () => {
  await tenDays();
  expect(await prune(dayOf(30))).toBe(10);
  await bench.sealAll();
  expect(await bench.verify()).toMatchObject({ pruned: 10, checked: 1, firstBreak: null });
});

it('finds a checkpoint that was changed', async () => {
  await tenDays();
  await prune(dayOf(4));
  await bench.asOwner(`update audit_checkpoints set hash = '\\x00'`);
  expect((await bench.verify()).firstBreak).toMatchObject({ kind: 'changed', seq: 5 });
});

it('takes nothing away from a chain that does not hold', async () => {
  await tenDays();
  await bench.asOwner(`update audit_entries set reason = 'another' where id = (
    select entry_id from audit_seals where seq = 2)`);
  await expect(prune(dayOf(4))).rejects.toMatchObject({ code: 'conflict' });
  await bench.asOwner(`delete from audit_entries where id = (
    select entry_id from audit_seals where seq = 2)`);
  await expect(prune(dayOf(4))).rejects.toMatchObject({ code: 'conflict' });
  expect(await bench.asOwner('select count(*)::int as n from audit_seals')).toEqual([{ n: 10 }]);
});

it('refuses less than 180 days, here and in the database by its own clock', async () => {
  await expect(prune(dayOf(4), 179)).rejects.toMatchObject({ code: 'bad_request' });
  await expect(
    bench.database.query(`select prune_audit(now() - interval '179 days', 100)`),
  ).rejects.toMatchObject({ code: '42501' });
});

it('leaves what is not chained', async () => {
  await bench.record(aRow(LONG_AGO));
  expect(await prune(dayOf(30))).toBe(0);
});
