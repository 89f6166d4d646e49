import { Client } from 'pg';
import { aPlainRow, createAuditBench, type AuditBench } from './audit-bench';

let bench: AuditBench;

beforeEach(async () => {
  bench = await createAuditBench();
});
afterEach(() => bench.drop());

const chained = async (): Promise<string[]> => {
  const rows = await bench.database.query<{ action: string }>(
    'select e.action from audit_seals s join audit_entries e on e.id = s.entry_id order by s.seq',
  );
  return rows.map(({ action }) => action);
};

it('misses nothing when two transactions commit in the reverse order', async () => {
  let commitFirst = (): void => undefined;
  const held = new Promise<void>((resolve) => (commitFirst = resolve));
  let started = (): void => undefined;
  const begun = new Promise<void>((resolve) => (started = resolve));
  const first = bench.database.transaction(async (tx) => {
    await bench.recordAudit(tx, [aPlainRow(bench.clock.now(), 'first')]);
    started();
    await held;
  });
  await begun;
  await bench.record(aPlainRow(bench.clock.now(), 'second'));
  expect(await bench.seal()).toBe(0);
  expect(await chained()).toEqual([]);
  commitFirst();
  await first;
  await bench.sealAll();
  expect(await chained()).toEqual(['first', 'second']);
  expect((await bench.verify()).firstBreak).toBeNull();
});

it('makes one chain though several sealers run beside the writers', async () => {
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let index = 0; index < 20; index += 1) {
      await bench.record(aPlainRow(bench.clock.now(), `${writer}.${index}`));
    }
  });
  let writing = true;
  const sealers = Array.from({ length: 3 }, async () => {
    while (writing) await bench.seal();
  });
  await Promise.all(writers);
  writing = false;
  await Promise.all(sealers);
  await bench.sealAll();
  expect(new Set(await chained()).size).toBe(120);
  expect(await bench.verify()).toMatchObject({ checked: 120, firstBreak: null, unsealed: 0 });
});

it('leaves at once where another process seals', async () => {
  await bench.record(aPlainRow(bench.clock.now(), 'one'));
  const other = new Client({ connectionString: bench.url });
  await other.connect();
  await other.query('begin');
  await other.query('select pg_advisory_xact_lock(4736201946)');
  expect(await bench.seal()).toBe(0);
  await other.end();
});

it('chains more than one batch', async () => {
  const rows = Array.from({ length: 2_100 }, () => aPlainRow(bench.clock.now(), 'many'));
  await bench.record(...rows);
  await bench.sealAll();
  expect(await bench.verify()).toMatchObject({ checked: 2_100, firstBreak: null });
});

it('goes on after a restore that counts transactions anew', async () => {
  await bench.record(aPlainRow(bench.clock.now(), 'old'));
  await bench.asOwner('update audit_entries set xact = xact + 1000000000');
  await bench.asOwner(
    `with e as (select id from audit_entries)
     insert into audit_seals (seq, entry_id, method, hash, sealed_at)
     select 1, id, 'of another time', '\\x00', now() from e`,
  );
  await bench.record(aPlainRow(bench.clock.now(), 'new'));
  await bench.sealAll();
  await bench.record(aPlainRow(bench.clock.now(), 'newer'));
  await bench.sealAll();
  expect(await chained()).toEqual(['old', 'new', 'newer']);
});
