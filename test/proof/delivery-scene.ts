/** The simulated platform, a database and worker processes: what the proofs of delivery stand on. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { enqueueAnswer } from '../../src/delivery/enqueue-answer';
import { recordContacts } from '../../src/delivery/ledger';
import { createId } from '../../src/platform/ids';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { createTestDatabase, type TestDatabase } from '../support/database';
import type { TlsGate } from '../support/tls-gate';
import type { WorkerSettings } from './delivery-worker';

const HOOK = path.join(__dirname, '..', 'support', 'typescript-hook.cjs');
const WORKER = path.join(__dirname, 'delivery-worker.ts');

export interface Citizen {
  unit: string;
  id: string;
  openid: string;
}

/** One answer: its text is its name in the simulator's log. */
export interface Answer {
  citizen: Citizen;
  text: string;
  /** The outbox row. */
  caseId: string;
}

export interface Scene {
  db: TestDatabase;
  simulator: Simulator;
  /** @param gate where it finds the platform; by default the simulator itself */
  startWorker(gate?: Pick<TlsGate, 'origin' | 'certificateFile'>): Promise<ChildProcess>;
  /** Citizens who have just written, known to both sides. */
  makeCitizens(unit: string, count: number): Promise<Citizen[]>;
  /** Signs answers, in their order, in one transaction. */
  enqueue(answers: readonly Answer[]): Promise<void>;
  close(): Promise<void>;
}

/** @param units accounts, all verified */
export async function createScene(units: readonly string[]): Promise<Scene> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-delivery-'));
  const db = await createTestDatabase();
  const simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    callbackBase: 'http://127.0.0.1:9',
    units: units.map((code) => ({ code, accountName: code, type: 'subscription', verified: true })),
    logger: { error: () => undefined },
  });
  const workers = new Set<ChildProcess>();
  const settings: Omit<WorkerSettings, 'apiBase'> = {
    databaseUrl: db.url,
    secretKey: 'a secret key of the proofs, long enough',
    accounts: simulator.accounts.map((account) => ({
      ...account,
      aesKey: account.encodingAesKey,
      previousAesKey: null,
    })),
  };
  return {
    db,
    simulator,
    async startWorker(gate) {
      const apiBase = gate?.origin ?? simulator.apiBase;
      const child = spawn(process.execPath, ['-r', HOOK, WORKER], {
        env: {
          ...process.env,
          ...(gate && { NODE_EXTRA_CA_CERTS: gate.certificateFile }),
          WORKER_SETTINGS: JSON.stringify({ ...settings, apiBase }),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      workers.add(child);
      child.once('exit', () => workers.delete(child));
      await once(createInterface({ input: child.stdout }), 'line');
      return child;
    },
    makeCitizens: (unit, count) => makeCitizens(db, simulator, unit, count),
    enqueue: (answers) => enqueue(db, answers),
    async close() {
      await Promise.all([...workers].map((child) => kill(child)));
      await simulator.close();
      await db.drop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** kill -9, resolves when it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function makeCitizens(
  { database }: TestDatabase,
  simulator: Simulator,
  unit: string,
  count: number,
): Promise<Citizen[]> {
  const at = new Date();
  const citizens = Array.from({ length: count }, (_, index) => ({
    unit,
    id: createId(at),
    openid: `o${unit.slice(0, 3)}${String(index).padStart(24, 'x')}`,
  }));
  await database.transaction(async (tx) => {
    await tx.query(
      `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, last_item_candidates)
       select $1, id, openid, 1, $4, $4, '{}' from unnest($2::uuid[], $3::text[]) as c(id, openid)`,
      [unit, citizens.map(({ id }) => id), citizens.map(({ openid }) => openid), at],
    );
    const contacts = citizens.map(({ id }) => ({
      account: unit,
      citizen_id: id,
      window: 'message' as const,
      at,
    }));
    await recordContacts(tx, contacts);
  });
  for (const { openid } of citizens) simulator.putCitizen(unit, openid, { opens: 'message' });
  return citizens;
}

async function enqueue({ database }: TestDatabase, answers: readonly Answer[]): Promise<void> {
  await database.transaction(async (tx) => {
    for (const { citizen, text, caseId } of answers) {
      await enqueueAnswer(tx, {
        account: citizen.unit,
        citizenId: citizen.id,
        caseId,
        text,
        whole: { progressUrl: null, telephone: null },
        at: new Date(),
      });
    }
  });
}
