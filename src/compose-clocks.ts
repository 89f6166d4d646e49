/** What time brings about for deadlines: a changed calendar, warnings, a year that is missing. */
import { findCalendarGap } from './cases/calendar/calendar-gap';
import { escalateCases, type EscalationNotices } from './cases/clock/escalate-cases';
import { recomputeDeadlines } from './cases/clock/recompute-deadlines';
import type { ContentSet } from './content/load-content';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';
import type { Logger } from './platform/logger';

export interface ClockParts {
  database: Database;
  clock: Clock;
  logger: Logger;
  /** The files that are live. */
  live: () => { content: Pick<ContentSet, 'schedules' | 'limits'>; liveSince: Date };
  /** How staff are told of deadlines. */
  notices: EscalationNotices;
}

/** The jobs of deadlines, for the schedule. */
export function clockJobs({ database, clock, logger, live, notices }: ClockParts) {
  return {
    async recomputeDeadlines(): Promise<void> {
      const { content, liveSince } = live();
      const { schedules } = content;
      const changed = await recomputeDeadlines(database, { clock, schedules, liveSince });
      if (changed > 0) logger.warn({ changed }, 'deadlines follow the changed calendar');
    },
    async escalateCases(): Promise<void> {
      const { schedules, limits } = live().content;
      await escalateCases(database, { clock, schedules, limits, notices });
    },
    async checkCalendar(): Promise<void> {
      const gap = findCalendarGap(live().content.schedules.holidays, clock.now());
      if (gap) logger[gap.urgent ? 'error' : 'warn']({ year: gap.year }, gap.text);
    },
  };
}
