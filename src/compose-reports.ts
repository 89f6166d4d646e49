/** Builds what reports stand on: the jobs that keep them counted, and their endpoints. */
import { countReplies } from './cases/reports/count-replies';
import { refreshReports, type ReportParts } from './cases/reports/refresh-reports';
import { makeMonthlySnapshot } from './cases/reports/snapshots';
import type { ConsoleParts } from './compose-console';
import type { CaseDesk } from './console/api/cases/case-desk';
import type { Endpoint } from './console/api/endpoint';
import { createReportEndpoints } from './console/api/reports/report-endpoints';
import { createSnapshotEndpoints } from './console/api/reports/snapshot-endpoints';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import { listTold } from './delivery/list-told';
import type { Clock } from './platform/clock';

/** One run takes no more than this; the rest follows with the next. */
const MOST_BATCHES = 20;

export interface ReportJobParts {
  database: Database;
  clock: Clock;
  /** The files that are live. */
  content: () => Pick<ContentSet, 'routing' | 'schedules'>;
}

/** The jobs, for the schedule. The first run of a process looks for all cases that were never counted. */
export function reportJobs({ database, clock, content }: ReportJobParts) {
  const parts: ReportParts = {
    database,
    told: { listTold },
    schedule: (unit) => content().schedules.of(unit),
    now: () => clock.now(),
  };
  let isFirst = true;
  return {
    async refreshReports(): Promise<void> {
      const all = isFirst;
      isFirst = false;
      await refreshReports(parts, all ? { all } : { batches: MOST_BATCHES });
    },
    refreshAllReports: () => refreshReports(parts, { all: true }),
    countReplies: () => countReplies(database, clock.now()),
    makeMonthlyReport: () =>
      makeMonthlySnapshot(database, [...content().routing.units.keys()], clock.now()),
  };
}

/** Endpoints of P16. */
export function reportEndpoints(desk: CaseDesk, { staff }: ConsoleParts): Endpoint[] {
  return [...createReportEndpoints(desk), ...createSnapshotEndpoints(desk, staff.recordAudit)];
}
