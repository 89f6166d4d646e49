/** Numbers, secrets and openids that are told everywhere, and then searched for everywhere. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { Agent, request } from 'undici';
import { findOwner } from '../../src/database/embedded/ownership';
import { SUPERUSER } from '../../src/database/embedded/initialise';
import { DATABASE_NAME, socketUrl } from '../../src/database/embedded/roles';
import { createSealer } from '../../src/privacy/sealer';
import { startServing, type ServingOptions, type ServingProcess } from '../support/serving-process';
import { makeAccounts, type TestAccount } from '../support/seven-accounts';
import { aPushed, postPushed, type Pushed, type Target } from '../support/wechat-side';
import { carriers, makeCanaries, type Canary } from './canaries';
import { searchFiles, searchTables, searchText, type Secret } from './search';

const SECRET_KEY = 'canary secret key 7f3a9c1e5b2d8a4f6e0c';
const AT_ONCE = 24;
/** WeChat's. */
const TRIES = 3;
/** Stands in a message beside a number and must be found: the search would else prove nothing. */
const MARKER = '上回那位同志答应给我回话';

export interface LeakOptions {
  entry: ServingOptions['entry'];
  /** Each sends every kind of number in every kind of message. */
  citizens: number;
  report(line: string): void;
}

export interface LeakResult {
  sent: number;
  refused: number;
  /** Sealed originals that open to the number that was sent. */
  sealed: number;
  /** The marker was found in tables and in files. */
  searchWorks: boolean;
  leaks: string[];
}

interface Sent {
  canary: Canary;
  pushed: Pushed;
}

/** Sends, dumps, stops, and searches: tables, files and the log at its finest level. */
export async function runLeak(options: LeakOptions): Promise<LeakResult> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-leak-'));
  const logFile = path.join(os.tmpdir(), `${path.basename(dataDir)}.log`);
  const accounts = makeAccounts('canary');
  const env = { LOG_LEVEL: 'trace', SECRET_KEY };
  const server = await startServing({ dataDir, accounts, entry: options.entry, env, logFile });
  const dispatcher = new Agent({ connections: AT_ONCE });
  try {
    const target = { base: server.base, dispatcher };
    const sent = allPushes(accounts, options.citizens);
    await postAll(target, sent);
    options.report(`${sent.length} messages sent`);
    const refused = await postRefused(target, accounts[0]!);
    const found = await lookIntoDatabase(dataDir, server, sent, accounts, target);
    await server.stop();
    const secrets = numbersOf(sent).concat(secretsOf(accounts));
    const files = searchFiles(dataDir, secrets);
    const log = fs.readFileSync(logFile, 'utf8');
    return {
      sent: sent.length,
      refused,
      sealed: found.sealed,
      searchWorks:
        found.marker && searchFiles(dataDir, [{ name: 'marker', text: MARKER }]).length > 0,
      leaks: [
        ...found.leaks,
        ...files,
        ...searchText('the log', log, [...secrets, ...openidsOf(sent)]),
      ],
    };
  } finally {
    await server.kill();
    await dispatcher.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
    fs.rmSync(logFile, { force: true });
  }
}

/** Every kind of number by every carrier, each number once, so that what is found tells how it came. */
function allPushes(accounts: readonly TestAccount[], citizens: number): Sent[] {
  const kinds = Object.entries(carriers);
  return Array.from({ length: citizens }, (_, n) =>
    kinds.flatMap(([carrier, carry], k) =>
      makeCanaries(n * kinds.length + k).map((canary, i) => {
        const openid = `oCanary${String(n).padStart(4, '0')}A${String(k * 100 + i).padStart(15, '0')}z`;
        const pushed = aPushed(accounts[n % accounts.length]!, openid, carry(canary.written));
        return { canary: { ...canary, kind: `${canary.kind} (${carrier})` }, pushed };
      }),
    ),
  ).flat();
}

/** @throws when one is not answered with 200: then nothing was stored that could be searched */
async function postAll(target: Target, sent: readonly Sent[]): Promise<void> {
  const left = sent.map(({ pushed }) => ({ pushed, tries: 0 }));
  const worker = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const answer = await postPushed(target, next.pushed);
      if (answer.kind === 'answered' && answer.status === 200) continue;
      next.tries += 1;
      if (next.tries === TRIES) {
        throw new Error(`${JSON.stringify(answer)} to ${next.pushed.xml}`);
      }
      left.push(next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Posts that are turned away leave lines in the log too. @returns how many were */
async function postRefused(target: Target, account: TestAccount): Promise<number> {
  let refused = 0;
  for (const canary of makeCanaries(999)) {
    const push = carriers['text, a matter']!(canary.written);
    const { xml, openid } = aPushed(account, 'oCanary0999Arefused0000000z', push);
    for (const [query, body] of [
      [`signature=${account.token}&timestamp=1&nonce=2&openid=${openid}`, xml],
      [`msg_signature=x&encrypt_type=aes&openid=${openid}&echostr=${canary.forms[0]}`, xml],
      [`openid=${openid}`, xml.repeat(400)],
    ] as const) {
      const answer = await request(`${target.base}/wechat/${account.unit}?${encodeURI(query)}`, {
        method: 'POST',
        body,
        dispatcher: target.dispatcher,
      });
      await answer.body.dump();
      if (answer.statusCode >= 400) refused += 1;
    }
  }
  return refused;
}

/** Searches the tables, opens what is sealed, and has writes fail so that their errors are logged. */
async function lookIntoDatabase(
  dataDir: string,
  { logFile }: ServingProcess,
  sent: readonly Sent[],
  accounts: readonly TestAccount[],
  target: Target,
): Promise<{ leaks: string[]; sealed: number; marker: boolean }> {
  const client = new Client(socketUrl(findOwner(dataDir)!.socketFolder!, SUPERUSER, DATABASE_NAME));
  await client.connect();
  try {
    const secrets = numbersOf(sent).concat(secretsOf(accounts));
    const leaks = await searchTables(client, secrets);
    const marker = await searchTables(client, [{ name: 'marker', text: MARKER }]);
    const sealed = await countSealed(client, sent);
    await failWrites(client, target, accounts[0]!);
    if (!fs.readFileSync(logFile, 'utf8').includes('could not be stored')) {
      throw new Error('no failed write was logged, so the log of one was not searched');
    }
    await client.query('checkpoint');
    return { leaks, sealed, marker: marker.length > 0 };
  } finally {
    await client.end();
  }
}

/** How many rows hold the number that was sent, for those who have the key. */
async function countSealed(client: Client, sent: readonly Sent[]): Promise<number> {
  const sealer = createSealer(SECRET_KEY);
  const { rows } = await client.query<{
    account: string;
    id: string;
    original: Buffer;
    openid: string;
  }>(
    `select m.account, m.id, m.original, c.openid from messages m
     join citizens c on c.account = m.account and c.id = m.citizen_id where m.original is not null`,
  );
  const written = new Map(sent.map(({ canary, pushed }) => [pushed.openid, canary.written]));
  return rows.filter(({ account, id, original, openid }) =>
    sealer.open(original, `message:${account}:${id}`).includes(written.get(openid)!),
  ).length;
}

/** The database refuses every message while numbers come in, and the error names the row. */
async function failWrites(client: Client, target: Target, account: TestAccount): Promise<void> {
  await client.query(
    `alter table messages add constraint messages_refused_check check (false) not valid`,
  );
  const push = carriers['text, a matter']!;
  await Promise.all(
    makeCanaries(998).map((canary) =>
      postPushed(target, aPushed(account, 'oCanary0998Afailed00000000z', push(canary.written))),
    ),
  );
  await client.query('alter table messages drop constraint messages_refused_check');
}

function numbersOf(sent: readonly Sent[]): Secret[] {
  const canaries = [...new Set(sent.map(({ canary }) => canary))].concat(
    makeCanaries(998),
    makeCanaries(999),
  );
  return canaries.flatMap(({ kind, forms }) => forms.map((text) => ({ name: kind, text })));
}

function secretsOf(accounts: readonly TestAccount[]): Secret[] {
  return [
    { name: 'SECRET_KEY', text: SECRET_KEY },
    ...accounts.flatMap(({ unit, appSecret, token, encodingAesKey }) => [
      { name: `app secret of ${unit}`, text: appSecret },
      { name: `token of ${unit}`, text: token },
      { name: `AES key of ${unit}`, text: encodingAesKey },
    ]),
  ];
}

function openidsOf(sent: readonly Sent[]): Secret[] {
  const openids = new Set(sent.map(({ pushed }) => pushed.openid));
  openids.add('oCanary0999Arefused0000000z').add('oCanary0998Afailed00000000z');
  return [...openids].map((text) => ({ name: 'openid', text }));
}
