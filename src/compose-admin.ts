/** Builds what the pages of admins read: the files as they are live, queries, accounts, the system. */
import type { RecordAudit } from './audit/audit-row';
import { tryMessage } from './callback/try-message';
import type { AdminDesk } from './console/api/admin/admin-desk';
import { createAdminEndpoints, type AdminPorts } from './console/api/admin/admin-endpoints';
import type { SystemReport } from './console/api/admin/system-endpoint';
import { createAuditEndpoints } from './console/api/audit-endpoints';
import type { Endpoint } from './console/api/endpoint';
import type { StaffComposition } from './compose-staff';
import { formatFault } from './content/fault';
import type { Database, Queryable } from './database/database';
import { poolFigures } from './database/pool-figures';
import { countTrouble } from './delivery/list-trouble';
import { JobLog } from './jobs/job-log';
import { jobTable } from './jobs/schedule';
import type { LiveFiles } from './live-content';
import { readClocks, readDisk, readInbox } from './operations/read-system';
import type { Clock } from './platform/clock';
import type { QueryHealth } from './queries/query-health';

export interface AdminParts {
  database: Database;
  clock: Clock;
  config: { dataDir: string; databaseUrl: string | null; trial: boolean };
  secondWall: boolean;
  live: LiveFiles;
  staff: { recordAudit: RecordAudit };
  queries: { health(units: ReadonlySet<string>): QueryHealth[] };
  /** Accounts that are configured here, by unit. */
  apis: ReadonlyMap<string, unknown>;
  lastBackupAt(): Promise<Date | null>;
}

export interface Admin {
  /** But for the reads of who asks, which `adminEndpoints` adds. */
  desk: Omit<AdminDesk, 'reads'>;
  ports: AdminPorts;
  /** Trial mode: the API's document is shown to people. */
  showsDocs: boolean;
  /** Where the schedule notes how its jobs do. */
  jobLog: JobLog;
}

/** Nothing is read before a request comes. */
export function composeAdmin(parts: AdminParts): Admin {
  const { database, clock, live } = parts;
  const { recordAudit } = parts.staff;
  const jobLog = new JobLog(clock);
  return {
    ...{ jobLog, showsDocs: parts.config.trial },
    desk: {
      ...{ database, clock, recordAudit },
      content: () => live.content,
      router: () => live.router,
      tryMessage: (unit, text, now) => tryMessage(live.router, unit, text, now),
      faults: () => live.faults(),
      queryHealth: (units) => parts.queries.health(units),
    },
    ports: {
      configured: (unit) => parts.apis.has(unit),
      readSystem: () => readSystem(parts, jobLog),
    },
  };
}

/** The endpoints of admins and of the record. @param reads reads within the walls of who asks */
export function adminEndpoints(
  { desk, ports }: Pick<Admin, 'desk' | 'ports'>,
  staff: Pick<StaffComposition, 'parts' | 'chainKeys'>,
  reads: Queryable,
): Endpoint[] {
  const { database, clock, recordAudit } = staff.parts;
  const nameOf = (unit: string) => desk.content().routing.units.get(unit)?.shortName ?? unit;
  const { chainKeys } = staff;
  return [
    ...createAdminEndpoints({ ...desk, reads }, ports),
    ...createAuditEndpoints({ database, clock, recordAudit, reads, chainKeys, nameOf }),
  ];
}

async function readSystem(parts: AdminParts, jobLog: JobLog): Promise<SystemReport> {
  const { database, clock, live, config } = parts;
  const now = clock.now();
  const accounts = [...live.units.keys()];
  const [inbox, deliveries, clocks, disk, backupAt] = await Promise.all([
    readInbox(database, accounts, now),
    countTrouble(database),
    readClocks(database, accounts, clock),
    readDisk(config.dataDir).catch(() => null),
    parts.lastBackupAt(),
  ]);
  return {
    ...{ at: now, inbox, deliveries, clocks, disk },
    content: {
      version: live.version,
      since: live.liveSince,
      faults: live.faults().map(formatFault),
    },
    database: { secondWall: parts.secondWall, pool: poolFigures(database) },
    backup: { at: backupAt, ours: config.databaseUrl === null },
    jobs: jobTable.map(({ name, what, when }) => ({ name, what, when, ...jobLog.of(name) })),
  };
}
