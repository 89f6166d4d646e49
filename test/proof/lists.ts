/** Everything that the console reads, over HTTP, beside years of cases: how long each answer takes. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { totpCode } from '../../src/staff/totp';
import { catchUp, fillDatabase } from '../bench/full-database';
import { SEEDED_PASSWORD, seededPeople, type SeededPerson } from '../bench/seed-people';
import { createBrowser, type Browser } from '../console/console-bench';
import { startServing } from '../support/serving-process';
import { makeAccounts } from '../support/seven-accounts';
import { askConsole, findUnasked, type Ask, type Asked } from './ask-console';
import { askers, consoleQuestions, leftOut } from './console-questions';

export interface ListsOptions {
  cases: number;
  /** How often each address is asked. */
  times: number;
  /** A folder that a former run has filled, or that is filled and stays; null: one for this run. */
  dataDir: string | null;
  report: (line: string) => void;
}

/** Fills a database, starts the product on it, and asks its API what the console's pages ask. */
export async function runLists(options: ListsOptions): Promise<Asked> {
  const { report, cases } = options;
  const dataDir = options.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-lists-'));
  try {
    if (options.dataDir === null || !fs.existsSync(dataDir)) {
      await fillDatabase(dataDir, cases, report);
    }
    await catchUp(dataDir);
    report('caught up');
    const served = await startServing({
      ...{ dataDir, accounts: makeAccounts('full'), entry: 'dist' },
      env: { WECHAT_API_BASE: 'http://127.0.0.1:9' },
    });
    try {
      return await askAll(served.base, options);
    } finally {
      await served.stop();
    }
  } finally {
    if (options.dataDir === null) fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function askAll(base: string, { cases, ...options }: ListsOptions): Promise<Asked> {
  const browsers = Object.fromEntries(
    await Promise.all(askers.map(async (name) => [name, await open(base, name)] as const)),
  ) as Record<SeededPerson, Ask>;
  // Numbers of renshe's go up by seven.
  const number = `SE${3 + 7 * Math.floor(cases / 20)}00`;
  const questions = consoleQuestions({ now: new Date(), number, cases });
  const { p95, faults } = await askConsole(browsers, questions, { ...options, warmUp: 3 });
  return { p95, faults: [...faults, ...(await findUnasked(browsers.system, questions, leftOut))] };
}

/** Signs somebody in, with a second factor where the role wants one. */
async function open(base: string, name: SeededPerson): Promise<Ask> {
  const browser = createBrowser(base);
  const known = { username: name, password: SEEDED_PASSWORD, id: seededPeople[name].id };
  const { status, text } = await browser.signIn(known);
  if (status !== 200) throw new Error(`${name} could not sign in: ${status} ${text}`);
  await enrol(browser);
  return (path) => browser.ask(path);
}

async function enrol(browser: Browser): Promise<void> {
  const { body } = await browser.ask('/api/totp', { method: 'POST' });
  const { secret } = body as { secret: string };
  const code = totpCode(secret, Math.floor(Date.now() / 30_000));
  const { status, text } = await browser.ask('/api/totp/confirm', { body: { code } });
  if (status !== 200) throw new Error(`no second factor: ${text}`);
}
