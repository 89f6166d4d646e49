/** A data folder with what years leave behind, for whoever measures beside it. */
import { pino } from 'pino';
import { foldTallies } from '../../src/cases/lists/fold-tallies';
import { createFoldText } from '../../src/cases/search/fold-text';
import { indexQueued } from '../../src/cases/search/index-queued';
import type { Database } from '../../src/database/database';
import { findOwner } from '../../src/database/embedded/ownership';
import { DATABASE_NAME, OWNER_ROLE, socketUrl } from '../../src/database/embedded/roles';
import { openDatabase } from '../../src/database/open-database';
import { countReports } from './count-reports';
import { seedCases } from './seed-cases';

/** Fills a data folder with so many cases, five messages each, and all that lies around them. */
export async function fillDatabase(
  dataDir: string,
  cases: number,
  report: (line: string) => void,
): Promise<void> {
  await withDatabase(dataDir, async (database) => {
    const ownerUrl = socketUrl(findOwner(dataDir)!.socketFolder!, OWNER_ROLE, DATABASE_NAME);
    const shape = { cases, messagesPerCase: 5, openPercent: 2, until: new Date() };
    await seedCases({ ownerUrl, database }, { ...shape, around: true, report });
  });
}

/** Does what a run has left to the background: an empty database has no such past. Nobody keeps a second factor. */
export async function catchUp(dataDir: string): Promise<void> {
  await withDatabase(dataDir, async (database) => {
    const foldText = createFoldText();
    while ((await indexQueued(database, foldText)) > 0);
    await foldTallies(database);
    await countReports(database, new Date());
    await database.query(
      `update staff set totp_secret = null, totp_confirmed_at = null, totp_last_step = null`,
    );
  });
}

/** Opens a folder's database for a while, as a process of ours does. */
async function withDatabase(
  dataDir: string,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const opened = await openDatabase({
    ...{ databaseUrl: null, migrationDatabaseUrl: null, dataDir },
    ...{ logger: pino({ level: 'silent' }), mode: 'serve' },
  });
  try {
    await work(opened.database);
  } finally {
    await opened.close();
  }
}
