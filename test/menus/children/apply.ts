/**
 * A run of `apply` that may die at any moment. Arguments: the database's address, the platform's address,
 * the account as JSON, the menu file as JSON.
 */
import { pino } from 'pino';
import { createDataSource } from '../../../src/database/data-source';
import { createDatabase } from '../../../src/database/postgres-database';
import { createAccessTokenStore } from '../../../src/delivery/access-token-store';
import { applyMenus } from '../../../src/menus/apply-menus';
import { createMenuDesk, type MenuAccount } from '../../../src/menus/create-menu-desk';
import type { MenuFile } from '../../../src/menus/schema';
import { createSealer } from '../../../src/privacy/sealer';
import { fixedClock } from '../../support/clock';
import { contentOf } from '../simulated-menus';

const [url, apiBase, account, file] = process.argv.slice(2) as [string, string, string, string];

async function run(): Promise<void> {
  const logger = pino({ level: 'silent' });
  const dataSource = createDataSource({ url, entities: [], logger, allowExitOnIdle: true });
  await dataSource.initialize();
  const database = createDatabase(dataSource);
  const { desk, close } = createMenuDesk({
    ...{ apiBase, database, logger },
    accounts: [JSON.parse(account) as MenuAccount],
    content: contentOf(() => JSON.parse(file) as MenuFile),
    tokens: createAccessTokenStore(database, createSealer('k'.repeat(43))),
    clock: fixedClock(),
    audit: { record: () => Promise.resolve() },
  });
  await applyMenus(desk, {
    units: [],
    actor: 'child',
    replace: false,
    confirm: () => Promise.resolve(true),
    out: () => undefined,
  });
  await close();
  await database.close();
}

void run();
