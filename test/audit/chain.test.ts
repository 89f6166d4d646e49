import { createChainKey } from '../../src/audit/chain';
import type { ChainBreak } from '../../src/audit/verify-audit';
import { aRow, createAuditBench, type AuditBench } from './audit-bench';

let bench: AuditBench;

beforeEach(async () => {
  bench = await createAuditBench();
});
afterEach(() => bench.drop());

/** Five entries, chained. @returns their ids in the order of the chain */
async function fiveChained(): Promise<string[]> {
  for (let index = 1; index <= 5; index += 1) {
    await bench.record(aRow(bench.clock.now(), { action: `case.${index}` }));
    bench.clock.advance(1000);
  }
  await bench.sealAll();
  const rows = await bench.database.query<{ entry_id: string }>(
    'select entry_id from audit_seals order by seq',
  );
  return rows.map((row) => row.entry_id);
}

const firstBreak = async (): Promise<ChainBreak | null> => (await bench.verify()).firstBreak;

it('chains what is committed, and says how far it holds', async () => {
  await fiveChained();
  const verdict = await bench.verify();
  expect(verdict).toEqual({
    checked: 5,
    pruned: 0,
    head: { seq: 5, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    firstBreak: null,
    unsealed: 0,
  });
  expect(await bench.seal()).toBe(0);
});

it('holds while it is empty', async () => {
  expect(await bench.verify()).toEqual({
    checked: 0,
    pruned: 0,
    head: null,
    firstBreak: null,
    unsealed: 0,
  });
});

it('finds a change of any column of an entry or of its link', async () => {
  const ids = await fiveChained();
  const changes: Readonly<Record<string, string>> = {
    uuid: `'019a9999-0000-7000-8000-000000000009'`,
    int8: 'coalesce(old, 0) + 1000',
    timestamptz: `old + interval '1 millisecond'`,
    text: `coalesce(old, '') || 'x'`,
    bool: 'not old',
    jsonb: `old || '{"state": "x"}'`,
    bytea: `old || '\\x00'`,
  };
  /** What a check allows; for others any text does. */
  const allowed: Readonly<Record<string, string>> = {
    actor_kind: `'operator'`,
    outcome: `'refused'`,
  };
  const columns = await bench.asOwner(
    `select table_name as table, column_name as column, udt_name as type
     from information_schema.columns where table_name in ('audit_entries', 'audit_seals')`,
  );
  expect(columns).toHaveLength(24);
  for (const { table, column, type } of columns as Record<string, string>[]) {
    const key = table === 'audit_seals' ? 'entry_id' : 'id';
    const value = allowed[column!] ?? changes[type!]!.replaceAll('old', column!);
    await bench.asOwner(
      `create table kept as select * from ${table!} where ${key} = $1`.replace(
        '$1',
        `'${ids[2]!}'`,
      ),
    );
    const changed = await bench.asOwner(
      `update ${table!} set ${column!} = ${value} where ${key} = $1 returning 1`,
      [ids[2]],
    );
    expect([table, column, changed.length]).toEqual([table, column, 1]);
    const found = await firstBreak();
    expect([table, column, found?.seq]).toEqual([table, column, 3]);
    await bench.asOwner(
      `delete from ${table!} t using kept k where ${
        column === key ? `t.${key} = ${value}` : `t.${key} = k.${key}`
      }`,
    );
    await bench.asOwner(`insert into ${table!} select * from kept`);
    await bench.asOwner('drop table kept');
    expect([table, column, await firstBreak()]).toEqual([table, column, null]);
  }
});

it('finds an entry that is gone', async () => {
  const ids = await fiveChained();
  await bench.asOwner('delete from audit_entries where id = $1', [ids[1]]);
  expect(await firstBreak()).toEqual({ kind: 'entry_missing', seq: 2, entryId: ids[1] });
});

it('finds a link that is gone with its entry', async () => {
  const ids = await fiveChained();
  await bench.asOwner('delete from audit_seals where seq = 2');
  await bench.asOwner('delete from audit_entries where id = $1', [ids[1]]);
  expect(await firstBreak()).toEqual({ kind: 'seal_missing', seq: 2 });
});

it('finds two links that changed places', async () => {
  await fiveChained();
  await bench.asOwner('update audit_seals set seq = 99 where seq = 2');
  await bench.asOwner('update audit_seals set seq = 2 where seq = 3');
  await bench.asOwner('update audit_seals set seq = 3 where seq = 99');
  expect(await firstBreak()).toMatchObject({ kind: 'changed', seq: 2 });
});

it('finds a chain whose end was cut off, or that was made anew, by what was noted of it', async () => {
  const ids = await fiveChained();
  const { head } = await bench.verify();
  expect((await bench.verify({ note: head! })).firstBreak).toBeNull();
  await bench.asOwner('delete from audit_seals where seq = 5');
  await bench.asOwner('delete from audit_entries where id = $1', [ids[4]]);
  expect(await firstBreak()).toBeNull();
  expect((await bench.verify({ note: head! })).firstBreak).toEqual({
    kind: 'differs_from_note',
    seq: 5,
  });
  await bench.record(aRow(bench.clock.now()));
  await bench.sealAll();
  expect((await bench.verify({ note: head! })).firstBreak).toEqual({
    kind: 'differs_from_note',
    seq: 5,
  });
});

it('cannot be made anew without the secret key', async () => {
  await fiveChained();
  const other = createChainKey('another secret key, long enough too');
  expect((await bench.verify({ keys: [other] })).firstBreak).toEqual({
    kind: 'unknown_key',
    seq: 1,
    method: bench.chainKey.method,
  });
  expect((await bench.verify({ keys: [other, bench.chainKey] })).firstBreak).toBeNull();
});

it('says how many entries wait for more than a minute', async () => {
  await bench.record(aRow(bench.clock.now()));
  expect((await bench.verify()).unsealed).toBe(0);
  bench.clock.advance(60_001);
  expect((await bench.verify()).unsealed).toBe(1);
});
