/** Builds what reports stand on: the jobs that keep them counted, and their endpoints. */
import type Router from '@koa/router';
import { removeExpired } from './cases/exports/export-store';
import { calendarFileSchema } from './cases/calendar/schema';
import { countReplies } from './cases/reports/count-replies';
import { refreshReports, type ReportParts } from './cases/reports/refresh-reports';
import { makeMonthlySnapshot } from './cases/reports/snapshots';
import type { ConsoleParts } from './compose-console';
import {
  createCalendarEndpoints,
  type ReadCalendar,
} from './console/api/calendar/calendar-endpoints';
import type { CaseDesk } from './console/api/cases/case-desk';
import type { Endpoint } from './console/api/endpoint';
import { createExportEndpoints } from './console/api/exports/export-endpoints';
import { createExportFiles } from './console/api/exports/export-files';
import type { ExportDesk } from './console/api/exports/export-desk';
import { runExports } from './console/api/exports/run-exports';
import { createReportEndpoints } from './console/api/reports/report-endpoints';
import { createSnapshotEndpoints } from './console/api/reports/snapshot-endpoints';
import { createSupervisionEndpoints } from './console/api/supervision/supervision-endpoints';
import { formatFault } from './content/fault';
import { readYaml } from './content/read-yaml';
import { identify, type ServeParts } from './console/api/serve-endpoints';
import { listTold } from './delivery/list-told';

/** One run takes no more than this; the rest follows with the next. */
const MOST_BATCHES = 20;

/**
 * The jobs of reports and exports, for the schedule. The first run of a process looks for all cases that
 * were never counted.
 */
export function reportJobs(desk: CaseDesk, console: ConsoleParts) {
  const { database, clock } = console;
  const exporting = exportDesk(desk, console);
  const parts: ReportParts = {
    database,
    told: { listTold },
    schedule: (unit) => console.content().schedules.of(unit),
    now: () => clock.now(),
  };
  let isFirst = true;
  return {
    async refreshReports(): Promise<void> {
      const all = isFirst;
      isFirst = false;
      await refreshReports(parts, all ? { all } : { batches: MOST_BATCHES });
    },
    refreshAllReports: () => refreshReports(parts, { all: true, days: true }),
    countReplies: () => countReplies(database, clock.now()),
    makeMonthlyReport: () =>
      makeMonthlySnapshot(database, [...console.content().routing.units.keys()], clock.now()),
    runExports: () => runExports(exporting),
    removeExports: () => removeExpired(database, clock.now()),
  };
}

/** A year's file, held against the same schema and habits as in its folder. */
function readCalendar(text: string): ReturnType<ReadCalendar> {
  const read = readYaml(Buffer.from(text), '放假安排', calendarFileSchema);
  return read.file
    ? { kind: 'file', file: read.file.data }
    : { kind: 'faults', faults: read.faults.map(formatFault) };
}

/** Endpoints of reports, exports, 督办 and 日历. */
export function reportEndpoints(desk: CaseDesk, parts: ConsoleParts): Endpoint[] {
  return [
    ...createReportEndpoints(desk),
    ...createSnapshotEndpoints(desk, parts.staff.recordAudit),
    ...createExportEndpoints(exportDesk(desk, parts)),
    ...createSupervisionEndpoints(desk),
    ...createCalendarEndpoints({
      database: parts.database,
      now: () => parts.clock.now(),
      schedules: () => parts.content().schedules,
      read: readCalendar,
    }),
  ];
}

/** Exported files, for who asked for them. */
export function exportFiles(desk: CaseDesk, parts: ConsoleParts, serving: ServeParts): Router {
  return createExportFiles(exportDesk(desk, parts), (ctx) => identify(ctx, 'signed_in', serving));
}

function exportDesk(desk: CaseDesk, console: ConsoleParts): ExportDesk {
  const { logger, staff } = console;
  return { desk, recordAudit: staff.recordAudit, logger, named: () => console.content().routing };
}
