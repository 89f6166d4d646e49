import { Client } from 'pg';
import type { TestDatabase } from './database';

/** Removes a table's rows as its owner: the product's role may not delete. */
export async function emptyTable(db: TestDatabase, table: string): Promise<void> {
  const owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`delete from ${table}`);
  } finally {
    await owner.end();
  }
}
