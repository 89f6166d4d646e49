import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/platform/clock';
import type { Entry } from '../../src/simulator/model';
import type { Exchange } from '../../src/simulator/exchanges';
import type { Action } from '../../src/simulator/phone/actions';
import type { AccountRow } from '../../src/simulator/phone/present';
import { startSimulator, type Simulator } from '../../src/simulator/simulator';
import { startFakeProduct, type FakeProduct } from './fake-product';

export const units = [
  { code: 'renshe', accountName: '君山人社', type: 'service', verified: true },
  { code: 'yibao', accountName: '君山医保', type: 'subscription', verified: false },
] as const;

/** A simulator and a fake product behind it, and short words for what tests do with them. */
export interface Running {
  simulator: Simulator;
  product: FakeProduct;
  dataDir: string;
  /** Lines that the simulator logged about faults of its own. */
  faults: string[];
  /** A movable clock. */
  clock: Clock & { at: number };
  phone(name: string): PhoneClient;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface PhoneClient {
  accounts(): Promise<AccountRow[]>;
  entries(unit: string): Promise<Entry[]>;
  exchanges(): Promise<Exchange[]>;
  setFaults(faults: Record<string, unknown>): Promise<void>;
  /** Does it and waits until no bubble of the chat is on its way any more. */
  act(unit: string, action: Action): Promise<Entry[]>;
}

export async function startRunning(replyTimeoutMs = 2000): Promise<Running> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'simulator-'));
  const product = await startFakeProduct();
  const faults: string[] = [];
  const clock = { at: Date.parse('2026-11-23T02:00:00Z'), now: () => new Date(clock.at) };
  const start = async (): Promise<Simulator> => {
    const simulator = await startSimulator({
      port: 0,
      host: '127.0.0.1',
      dataDir,
      units,
      callbackBase: product.base,
      logger: { error: (fields, message) => faults.push(`${message} ${String(fields['err'])}`) },
      clock,
      retryDelayMs: 1,
      replyTimeoutMs,
    });
    product.accounts = simulator.accounts;
    return simulator;
  };
  const running: Running = {
    simulator: await start(),
    product,
    dataDir,
    faults,
    clock,
    phone: (name) => createPhoneClient(() => running.simulator.url, name),
    restart: async () => {
      await running.simulator.close();
      running.simulator = await start();
    },
    stop: async () => {
      await running.simulator.close();
      await product.close();
      await fs.rm(dataDir, { recursive: true, force: true });
    },
  };
  return running;
}

function createPhoneClient(url: () => string, name: string): PhoneClient {
  const at = (rest: string): string => `${url()}/phone/${encodeURIComponent(name)}/${rest}`;
  const get = async <T>(rest: string): Promise<T> => (await fetch(at(rest))).json() as Promise<T>;
  const send = async (method: string, rest: string, body: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(at(rest), { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  const client: PhoneClient = {
    accounts: async () => (await get<{ accounts: AccountRow[] }>('accounts')).accounts,
    entries: async (unit) => (await get<{ entries: Entry[] }>(`chats/${unit}`)).entries,
    exchanges: async () => (await get<{ exchanges: Exchange[] }>('exchanges')).exchanges,
    setFaults: (faults) => send('PUT', 'faults', faults),
    act: async (unit, action) => {
      await send('POST', `chats/${unit}/actions`, action);
      return settled(client, unit, at('live'));
    },
  };
  return client;
}

/** Listens to the live stream and looks again at each event, until nothing is being sent. */
async function settled(client: PhoneClient, unit: string, liveUrl: string): Promise<Entry[]> {
  const abort = new AbortController();
  const stream = await fetch(liveUrl, { signal: abort.signal });
  try {
    for await (const _chunk of stream.body!) {
      const entries = await client.entries(unit);
      if (entries.every((entry) => entry.delivery?.state !== 'sending')) return entries;
    }
    throw new Error('the live stream ended');
  } finally {
    abort.abort();
  }
}

export function shownText(entry: Entry | undefined): string {
  if (entry?.body.kind === 'note') return entry.body.text;
  if (entry?.body.kind !== 'text') return '';
  return entry.body.parts.map((part) => part.text).join('');
}
