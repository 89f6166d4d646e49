import type { SourceResult } from '../source';

const MOST_ENTRIES = 500;

/** Answers for a short time, in memory alone, under keys that tell nothing of what was asked. */
export class AnswerCache {
  private readonly entries = new Map<string, { until: number; result: SourceResult }>();

  constructor(private readonly keepMs: number) {}

  find(key: string, now: Date): SourceResult | null {
    const entry = this.entries.get(key);
    if (entry === undefined) return null;
    if (entry.until > now.getTime()) return entry.result;
    this.entries.delete(key);
    return null;
  }

  keep(key: string, result: SourceResult, now: Date): void {
    this.entries.delete(key);
    this.entries.set(key, { until: now.getTime() + this.keepMs, result });
    const [oldest] = this.entries.keys();
    if (this.entries.size > MOST_ENTRIES && oldest !== undefined) this.entries.delete(oldest);
  }
}
