import { Counter, Gauge, type Registry } from 'prom-client';

export interface CaseMetrics {
  /** Places where the counts of cases were not what the cases say. */
  countDifferences: (places: number) => void;
}

/**
 * Adds the metrics of lists and search to the registry.
 * @param queued how many changes of cases wait to be made findable; read on each scrape
 */
export function registerCaseMetrics(
  registry: Registry,
  queued: () => Promise<number>,
): CaseMetrics {
  const differences = new Counter({
    name: 'zhijian_case_count_differences_total',
    help: 'Places whose counts of cases the nightly recount had to put right; any is a fault',
    registers: [registry],
  });
  new Gauge({
    name: 'zhijian_case_search_queue',
    help: 'Changes of cases that wait to be made findable',
    registers: [registry],
    async collect() {
      this.set(await queued());
    },
  });
  return { countDifferences: (places) => differences.inc(places) };
}
