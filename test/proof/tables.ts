/** A table of a million rows: how long its import takes, how large the process grows, how fast a look-up is. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import type { Queryable } from '../../src/database/database';
import { openDatabase } from '../../src/database/open-database';
import { createBlindIndex } from '../../src/privacy/blind-index';
import { createSealer } from '../../src/privacy/sealer';
import { idCheckCharacter } from '../../src/queries/fields/id-number';
import { queriesFileSchema } from '../../src/queries/schema';
import { createSmallTables } from '../../src/queries/sources/table/small-table';
import { createTableSource } from '../../src/queries/sources/table/table-source';
import { parse } from 'yaml';

const ROOT = path.join(__dirname, '..', '..');
const SECRET = 'a secret key of tests and proofs 0123456789';
const HEADING = '姓名,身份证号,手机号,月份,项目,金额,状态,卡号\r\n';
const SURNAMES = '赵钱孙李周吴郑王';
const GIVEN = '伟芳娜敏静丽强磊';
const FIRST_BIRTHDAY = Date.UTC(1930, 0, 1);
const MEGABYTE = 1024;

export interface TablesOptions {
  rows: number;
  lookups: number;
  report(line: string): void;
}

export interface TablesResult {
  seconds: number;
  /** The largest resident size that the importing process had (VmHWM). */
  mostMegabytes: number;
  progressLines: number;
  /** Of the importing process, without the database: it may have waited for other work of the machine. */
  cpuSeconds: number;
  /** At the database, planning and execution. */
  lookupMsMedian: number;
  lookupMs99: number;
  /** Look-ups that did not find their own row. */
  wrong: number;
  /** Rows that a killed import left live: those of the import before. */
  rowsAfterKill: string;
}

/** Imports with the built command into an embedded database on the disk, durably, as an operator does. */
export async function runTables(options: TablesOptions): Promise<TablesResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-million-'));
  try {
    const file = path.join(folder, 'subsidies.csv');
    await writeTable(file, options.rows);
    options.report(`${options.rows} rows, ${Math.round(fs.statSync(file).size / 1e6)} MB`);
    const imported = await runImport(folder, file, null);
    for (const line of imported.lines.slice(-3)) options.report(line);
    if (imported.code !== 0) throw new Error(`the import ended with ${imported.code}`);
    await runImport(folder, file, options.rows / 2);
    const lookups = await timeLookups(folder, options);
    return {
      seconds: imported.seconds,
      mostMegabytes: imported.mostMegabytes,
      cpuSeconds: imported.cpuSeconds,
      progressLines: imported.lines.filter((line) => line.startsWith('已读')).length,
      ...lookups,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

interface Ran {
  code: number | null;
  seconds: number;
  mostMegabytes: number;
  cpuSeconds: number;
  lines: string[];
}

/** @param killAt the row count at whose progress line the process is killed; null: never */
async function runImport(folder: string, file: string, killAt: number | null): Promise<Ran> {
  const startedAt = Date.now();
  const args = [
    'tables',
    'import',
    'minzheng',
    'subsidies',
    file,
    '--as-of',
    '2026-10-31',
    '--yes',
  ];
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/src/cli/main.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, SECRET_KEY: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ran: Ran = { code: null, seconds: 0, mostMegabytes: 0, cpuSeconds: 0, lines: [] };
  let effectiveAt = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    ran.lines.push(line);
    ran.mostMegabytes = Math.max(ran.mostMegabytes, highestSize(child));
    ran.cpuSeconds = Math.max(ran.cpuSeconds, cpuSecondsOf(child));
    if (line.startsWith('已生效')) effectiveAt = Date.now();
    if (killAt !== null && line.startsWith(`已读 ${killAt} 行`)) child.kill('SIGKILL');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...ran, code, seconds: ((effectiveAt || Date.now()) - startedAt) / 1000 };
}

function highestSize({ pid }: ChildProcess): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / MEGABYTE;
  } catch {
    return 0;
  }
}

/** Clock ticks are hundredths of a second wherever Linux runs today. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

async function timeLookups(
  folder: string,
  { rows, lookups }: TablesOptions,
): Promise<Pick<TablesResult, 'lookupMsMedian' | 'lookupMs99' | 'wrong' | 'rowsAfterKill'>> {
  const opened = await openDatabase({
    databaseUrl: null,
    migrationDatabaseUrl: null,
    dataDir: folder,
    logger: pino({ level: 'warn' }),
    mode: 'attach',
  });
  try {
    const times: number[] = [];
    const ask = askerOf(timing(opened.database, times));
    let wrong = 0;
    for (let count = 0; count < lookups; count++) {
      const serial = Math.floor((count * rows) / lookups);
      const { name, idNumber, mobile } = personOf(serial);
      const result = await ask({ name, idNumber, phoneTail: mobile.slice(-4) });
      if (result.kind !== 'rows' || result.rows[0]?.['手机号'] !== mobile) wrong += 1;
    }
    times.sort((a, b) => a - b);
    const live = await opened.database.query<{ rows: string }>(
      `select row_count::text as rows from query_imports where state = 'live'`,
    );
    return {
      lookupMsMedian: times[times.length >> 1]!,
      lookupMs99: times[Math.floor(times.length * 0.99)]!,
      wrong,
      rowsAfterKill: live.map((each) => each.rows).join(),
    };
  } finally {
    await opened.close();
  }
}

/** Explains each statement before it is run, and notes how long the database took. */
function timing(database: Queryable, times: number[]): Queryable {
  interface Explained {
    'QUERY PLAN': [{ 'Planning Time': number; 'Execution Time': number }];
  }
  return {
    async query<Row extends object>(sql: string, parameters?: readonly unknown[], name?: string) {
      const [plan] = await database.query<Explained>(
        `explain (analyze, format json) ${sql}`,
        parameters,
      );
      const [figures] = plan!['QUERY PLAN'];
      times.push(figures['Planning Time'] + figures['Execution Time']);
      return database.query<Row>(sql, parameters, name);
    },
  };
}

/** The supplied query of the civil affairs bureau, on its supplied table. */
function askerOf(database: Queryable) {
  const text = fs.readFileSync(path.join(ROOT, 'replies/minzheng/queries.yaml'), 'utf8');
  const { queries, tables } = queriesFileSchema.parse(parse(text));
  const source = queries.find(({ id }) => id === 'subsidyquery')?.source;
  const [table] = tables;
  if (source?.kind !== 'table' || !table) throw new Error('the supplied query has changed');
  const sealer = createSealer(SECRET);
  const shared = { database, sealer, blindIndex: createBlindIndex(SECRET), samplesAllowed: false };
  const parts = { ...shared, smallTables: createSmallTables(shared) };
  const asked = createTableSource(parts, 'minzheng', source, table);
  return (fields: Record<string, string>) =>
    asked.ask({
      unit: 'minzheng',
      query: 'subsidyquery',
      account: 'minzheng',
      citizenId: '',
      fields,
      signal: new AbortController().signal,
      now: new Date(),
    });
}

async function writeTable(file: string, rows: number): Promise<void> {
  const out = fs.createWriteStream(file);
  out.write(HEADING);
  for (let serial = 0; serial < rows; serial++) {
    const { name, idNumber, mobile } = personOf(serial);
    const line = `${name},${idNumber},${mobile},2026-10,高龄津贴,${100 + (serial % 900)}.00,已发放,99990000${String(serial).padStart(8, '0')}\r\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Somebody made up, of a region that is none. */
function personOf(serial: number): { name: string; idNumber: string; mobile: string } {
  const day = new Date(FIRST_BIRTHDAY + (serial % 20_000) * 86_400_000);
  const birthday = day.toISOString().slice(0, 10).replaceAll('-', '');
  const digits = `990000${birthday}${String(Math.floor(serial / 20_000)).padStart(3, '0')}`;
  return {
    name: `${SURNAMES[serial % 8]}${GIVEN[(serial >> 3) % 8]}${GIVEN[(serial >> 6) % 8]}`,
    idNumber: digits + idCheckCharacter(digits),
    mobile: `140${String(serial).padStart(8, '0')}`,
  };
}
