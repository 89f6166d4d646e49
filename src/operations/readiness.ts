import type { Database } from '../database/database';
import type { Readiness } from './health-routes';

export interface ReadinessParts {
  database: Database;
  /** False: the process owns its tables, and row-level security would not hold it. */
  secondWall: boolean;
  contentVersion: string;
  lastBackupAt(): Promise<Date | null>;
}

/** Looks at the database, its migrations and the content; the second wall and the backup are told, not demanded. */
export async function checkReadiness(parts: ReadinessParts): Promise<Readiness> {
  const checks = {
    content: { ok: true, detail: parts.contentVersion },
    ...(await checkDatabase(parts.database)),
  };
  const backupAt = await parts.lastBackupAt();
  return {
    ready: Object.values(checks).every(({ ok }) => ok),
    checks: {
      ...checks,
      secondWall: { ok: parts.secondWall, detail: parts.secondWall ? 'on' : 'off' },
      backup: { ok: backupAt !== null, detail: backupAt?.toISOString() ?? 'never' },
    },
  };
}

async function checkDatabase(database: Database): Promise<Readiness['checks']> {
  try {
    const pending = await database.dataSource.showMigrations();
    return {
      database: { ok: true, detail: 'answers' },
      migrations: { ok: !pending, detail: pending ? 'pending' : 'applied' },
    };
  } catch {
    return { database: { ok: false, detail: 'does not answer' } };
  }
}
