import type { CircuitState } from './sources/circuit-breaker';
import type { SourceSample } from './sources/guard-source';

/** One question to a source as its keeper may see it: nothing of who asked, for whom, or what was found. */
export interface QueryCall {
  at: Date;
  outcome: SourceSample['outcome'];
  seconds: number;
  /** Answered from what the source said a short while ago. */
  cached: boolean;
}

/** The last questions to a query's source in this process. */
export interface RecentCalls {
  /** Newest first. */
  calls: readonly QueryCall[];
  /** After the last of them; closed where there was none. */
  circuit: CircuitState;
}

const KEPT = 20;
const NONE: RecentCalls = { calls: [], circuit: 'closed' };

/** Remembers how the last questions to each source went, in memory alone. */
export class QueryCalls {
  private readonly recent = new Map<string, RecentCalls>();

  /** @param ref `yibao.claim` */
  of(ref: string): RecentCalls {
    return this.recent.get(ref) ?? NONE;
  }

  note({ unit, query, outcome, seconds, cached, circuit }: SourceSample, at: Date): void {
    const ref = `${unit}.${query}`;
    const calls = [{ at, outcome, seconds, cached }, ...this.of(ref).calls].slice(0, KEPT);
    this.recent.set(ref, { calls, circuit });
  }
}
