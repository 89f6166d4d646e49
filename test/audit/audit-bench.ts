import { Client } from 'pg';
import type { AuditRow, CitizenRef } from '../../src/audit/audit-row';
import { createChainKey, type ChainKey } from '../../src/audit/chain';
import { createDataKeys, type DataKeys } from '../../src/audit/data-keys';
import { createRecordAudit } from '../../src/audit/record-audit';
import { sealAudit } from '../../src/audit/seal-audit';
import { verifyAudit, type AuditVerdict, type VerifyOptions } from '../../src/audit/verify-audit';
import { createSealer } from '../../src/privacy/sealer';
import { fixedClock, type FixedClock } from '../support/clock';
import { createTestDatabase, type TestDatabase } from '../support/database';

const SECRET = 'a secret key of the tests, long enough';

export interface AuditBench extends TestDatabase {
  clock: FixedClock;
  keys: DataKeys;
  chainKey: ChainKey;
  recordAudit: ReturnType<typeof createRecordAudit>;
  /** Writes rows in a transaction of their own. */
  record(...rows: AuditRow[]): Promise<void>;
  seal(): Promise<number>;
  /** Chains until nothing waits: another test's transaction on the same server can hold it up. */
  sealAll(): Promise<void>;
  verify(options?: Partial<VerifyOptions>): Promise<AuditVerdict>;
  /** As the tables' owner, who may do what the process may not. */
  asOwner(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

export async function createAuditBench(): Promise<AuditBench> {
  const test = await createTestDatabase();
  const { database } = test;
  const clock = fixedClock();
  const keys = createDataKeys(createSealer(SECRET));
  const chainKey = createChainKey(SECRET);
  const recordAudit = createRecordAudit(keys);
  const seal = (): Promise<number> => sealAudit(database, chainKey, clock);
  return {
    ...test,
    clock,
    keys,
    chainKey,
    recordAudit,
    record: (...rows) => database.transaction((tx) => recordAudit(tx, rows)),
    seal,
    async sealAll() {
      for (;;) {
        await seal();
        const [row] = await database.query<{ waiting: boolean }>(
          `select exists (select from audit_entries e where not exists (
             select from audit_seals s where s.entry_id = e.id)) as waiting`,
        );
        if (!row?.waiting) return;
      }
    },
    verify: (options) => verifyAudit(database, { keys: [chainKey], now: clock.now(), ...options }),
    async asOwner(sql, values = []) {
      const owner = new Client({ connectionString: test.ownerUrl });
      await owner.connect();
      try {
        return (await owner.query<Record<string, unknown>>(sql, values)).rows;
      } finally {
        await owner.end();
      }
    },
  };
}

export const CITIZEN: CitizenRef = {
  account: 'renshe',
  id: '019a0000-0000-7000-8000-000000000001',
};

/** A row with every field filled. */
export function aRow(at: Date, overrides: Partial<AuditRow> = {}): AuditRow {
  return {
    at,
    actor: { kind: 'staff', id: 'zhangsan', name: '张三', ip: '10.1.2.3' },
    action: 'case.accept',
    unit: 'renshe',
    subject: { kind: 'case', id: '019a0000-0000-7000-8000-00000000000c' },
    reason: '属于本单位职责',
    before: { state: 'waiting' },
    after: { state: 'working' },
    personal: { citizen: CITIZEN, values: { telephone: '13812345678' } },
    ...overrides,
  };
}

/** A row without values of a citizen. */
export function aPlainRow(at: Date, action: string): AuditRow {
  const { personal: _, ...row } = aRow(at, { action });
  return row;
}
