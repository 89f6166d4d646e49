import { refreshReports } from '../../src/cases/reports/refresh-reports';
import type { Database } from '../../src/database/database';
import { listTold } from '../../src/delivery/list-told';
import { schedulesWith } from '../cases/clock/open-clocks';

/** Counts what reports are read from, as the product's own job does; each unit keeps the same hours. */
export async function countReports(database: Database, now: Date): Promise<void> {
  const schedules = schedulesWith();
  const schedule = () => schedules.of('renshe');
  const parts = { database, told: { listTold }, schedule, now: () => now };
  await refreshReports(parts, { all: true });
}
