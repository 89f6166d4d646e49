import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How one question to a source went; holds nothing of the person. */
export interface QuerySample {
  unit: string;
  query: string;
  outcome: string;
  seconds: number;
  cached: boolean;
  circuit: 'closed' | 'open';
}

export interface QueryMetrics {
  countQuery: (sample: QuerySample) => void;
  countReminder: (account: string) => void;
}

/** How old the data of an imported table is. */
export interface TableAge {
  unit: string;
  table: string;
  seconds: number;
}

/** Adds the metrics of queries to the registry: their sources' health, by unit and query. */
export function registerQueryMetrics(
  registry: Registry,
  tableAges: () => readonly TableAge[],
): QueryMetrics {
  const labelNames = ['unit', 'query'];
  const asked = new Histogram({
    name: 'zhijian_query_seconds',
    help: 'Questions to the sources of queries by unit, query and outcome, and how long they took',
    labelNames: [...labelNames, 'outcome'],
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2, 4.5, 10, 20, 30],
    registers: [registry],
  });
  const cached = new Counter({
    name: 'zhijian_query_cached_total',
    help: 'Questions that were answered from what a source said a short while ago',
    labelNames,
    registers: [registry],
  });
  const circuit = new Gauge({
    name: 'zhijian_query_circuit_open',
    help: '1 while a source is left alone after failures in a row',
    labelNames,
    registers: [registry],
  });
  const reminders = new Counter({
    name: 'zhijian_query_reminders_total',
    help: 'Citizens who were reminded of a query that they had begun',
    labelNames: ['account'],
    registers: [registry],
  });
  new Gauge({
    name: 'zhijian_query_table_age_seconds',
    help: 'Time since the day that the imported data of a table is of',
    labelNames: ['unit', 'table'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { unit, table, seconds } of tableAges()) this.set({ unit, table }, seconds);
    },
  });
  return {
    countQuery({ unit, query, outcome, seconds, cached: isCached, circuit: state }) {
      if (isCached) cached.inc({ unit, query });
      else asked.observe({ unit, query, outcome }, seconds);
      circuit.set({ unit, query }, state === 'open' ? 1 : 0);
    },
    countReminder: (account) => reminders.inc({ account }),
  };
}
