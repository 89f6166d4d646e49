import type { Clock } from '../platform/clock';

/** How the runs of one job in this process went. */
export interface JobRuns {
  /** Runs that have begun. */
  runs: number;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Of the last run that ended. */
  tookMs: number | null;
  /** When a run last failed; the log of the process says why. */
  failedAt: Date | null;
  /** Runs that have failed since the last one that went well. */
  failures: number;
}

const NEVER: JobRuns = {
  ...{ runs: 0, startedAt: null, endedAt: null, tookMs: null, failedAt: null, failures: 0 },
};

/** Remembers how the jobs of this process do, in memory alone. */
export class JobLog {
  private readonly jobs = new Map<string, JobRuns>();

  constructor(private readonly clock: Clock) {}

  of(name: string): JobRuns {
    return this.jobs.get(name) ?? NEVER;
  }

  /** Runs a job and notes how it went. @throws what the job throws */
  async watch(name: string, run: () => Promise<unknown>): Promise<void> {
    const startedAt = this.clock.now();
    const { runs } = this.of(name);
    this.jobs.set(name, { ...this.of(name), runs: runs + 1, startedAt });
    try {
      await run();
      this.end(name, startedAt, { failures: 0 });
    } catch (error) {
      const failedAt = this.clock.now();
      this.end(name, startedAt, { failedAt, failures: this.of(name).failures + 1 });
      throw error;
    }
  }

  private end(name: string, startedAt: Date, outcome: Partial<JobRuns>): void {
    const endedAt = this.clock.now();
    const tookMs = endedAt.getTime() - startedAt.getTime();
    this.jobs.set(name, { ...this.of(name), endedAt, tookMs, ...outcome });
  }
}
