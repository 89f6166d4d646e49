import type { Queryable } from '../database/database';
import { readSwitchedOff } from './switch-store';

/** What is switched off, kept in memory and read anew every few seconds, since any process may switch. */
export class LiveSwitches {
  private switchedOff: ReadonlySet<string> = new Set();

  constructor(
    private readonly database: Queryable,
    private readonly onChange: () => void,
  ) {}

  /** `keyOf` of each entry, as last read. */
  now(): ReadonlySet<string> {
    return this.switchedOff;
  }

  /** Reads them anew, and tells where they are others than before. */
  async refresh(): Promise<void> {
    const read = await readSwitchedOff(this.database);
    const same = read.size === this.switchedOff.size && [...read].every((key) => this.has(key));
    if (same) return;
    this.switchedOff = read;
    this.onChange();
  }

  private has(key: string): boolean {
    return this.switchedOff.has(key);
  }
}
