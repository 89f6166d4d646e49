/** What a circuit is doing, for metrics: 0 and 1 are easily drawn. */
export type CircuitState = 'closed' | 'open';

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

/**
 * Leaves a broken system alone: after five failures in a row nobody asks it for half a minute, then one
 * request at a time tries again. One per source and process.
 */
export class CircuitBreaker {
  private failures = 0;
  private openUntil: Date | null = null;
  private isTrying = false;

  /** Whether a request may go; each that may is ended by one of the calls below. */
  tryEnter(now: Date): boolean {
    if (this.openUntil === null) return true;
    if (now < this.openUntil || this.isTrying) return false;
    this.isTrying = true;
    return true;
  }

  succeed(): void {
    this.failures = 0;
    this.openUntil = null;
    this.isTrying = false;
  }

  fail(now: Date): void {
    this.failures += 1;
    this.isTrying = false;
    if (this.failures >= FAILURES_TO_OPEN) this.openUntil = new Date(now.getTime() + OPEN_MS);
  }

  /** The request ended without telling anything of the system. */
  leave(): void {
    this.isTrying = false;
  }

  get state(): CircuitState {
    return this.openUntil === null ? 'closed' : 'open';
  }
}
