/**
 * What a query asks and what it may get back. A source never masks and never words anything for the
 * citizen: templates do. `kind: 'none'` is the same for "not there" and "does not match".
 */
export interface SourceRequest {
  unit: string;
  query: string;
  account: string;
  citizenId: string;
  /**
   * Checked values by field id, in their stored form: an identity number in capitals, a date as
   * `2026-03-01` or `2026-03`, a choice as its value, a place as what was typed or, where the
   * citizen sent a location, `@29.371235,113.004321` (latitude, longitude, GCJ-02).
   */
  fields: Readonly<Record<string, string>>;
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
  now: Date;
}

export type SourceRow = Readonly<Record<string, string>>;

export type UnavailableReason = 'timeout' | 'refused' | 'circuit_open' | 'bad_answer';

export type SourceResult =
  /** `asOf`: when the data was true, shown to the citizen; null where it is of this moment. */
  | { kind: 'rows'; rows: readonly SourceRow[]; asOf: Date | null }
  | { kind: 'none'; asOf: Date | null }
  | { kind: 'unavailable'; reason: UnavailableReason }
  /** A person answers: a case opens with the filled form. */
  | { kind: 'person' };

export interface Source {
  ask(request: SourceRequest): Promise<SourceResult>;
}
