import type { Gauge } from 'prom-client';

/**
 * For gauges that one read fills: on a scrape the registry asks each of them at the same time, and each
 * waits for the one read. A gauge that another one fills would show what the scrape before had found.
 * @param read fills the gauges
 * @returns what each of them gives as `collect`
 */
export function readTogether(read: () => Promise<void>): () => Promise<void> {
  let reading: Promise<void> | null = null;
  return () => {
    reading ??= read().finally(() => (reading = null));
    return reading;
  };
}

/** Forgets what gauges said before, so that what is gone is not shown any more. */
export function resetAll(gauges: readonly Pick<Gauge, 'reset'>[]): void {
  for (const gauge of gauges) gauge.reset();
}
