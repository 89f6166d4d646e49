import {
  createWorkSchedules,
  type WorkSchedules,
} from '../../../src/cases/calendar/work-schedules';
import type { WorkTime } from '../../../src/units/work-time';
import { createCaseWorld, type CaseWorld } from '../../support/case-world';
import { createTestDatabase } from '../../support/database';
import { readCalendarFiles, readLimits } from '../calendar/supplied-schedule';

/** The supplied calendar with changes of the district's. */
export function schedulesWith(changes: Partial<WorkTime> = {}): WorkSchedules {
  const { workHours, seasons, restDays, workDays } = readLimits();
  return createWorkSchedules({
    years: readCalendarFiles(),
    district: { workHours, seasons, restDays, workDays, ...changes },
    units: { renshe: null, yibao: null },
  });
}

/** A database of its own with a world of cases on it. It is Monday, 2026-11-23 09:30. */
export async function openClockWorld(): Promise<CaseWorld & { drop(): Promise<void> }> {
  const { database, drop } = await createTestDatabase();
  return { ...(await createCaseWorld(database)), drop };
}

/** A case in 办理中 whose answer is due then. */
export async function openAnswering(world: CaseWorld, dueAt: Date): Promise<string> {
  const number = await world.open();
  await world.set(
    number,
    `state = 'in_progress', type = 'help', handler = 'the-clerk', accepted_at = opened_at,
     answer_due_at = '${dueAt.toISOString()}'`,
  );
  return number;
}
