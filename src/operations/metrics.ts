/** What Prometheus is told. No label ever holds a citizen, a message or a secret. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface CallbackSample {
  account: string;
  kind: string;
  outcome: string;
  seconds: number;
}

export interface Metrics {
  readonly registry: Registry;
  countCallback(sample: CallbackSample): void;
  /** An automatic reply was stored. */
  countReply(account: string, responder: string): void;
  countDuty(account: string, level: string): void;
  countReload(outcome: 'live' | 'refused'): void;
}

/** Figures that are read when Prometheus asks. */
export interface Gauges {
  /** Connections of the pool: all, idle, and requests waiting for one. */
  pool(): { total: number; idle: number; waiting: number };
  /** Messages whose handling has not ended. */
  unhandled(): Promise<number>;
  /** Seconds since the last backup; null if there never was one. */
  backupAgeSeconds(): Promise<number | null>;
}

/** @param gauges read on each scrape */
export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const callbacks = new Histogram({
    name: 'zhijian_callback_seconds',
    help: 'Callbacks of WeChat by account, kind and outcome, and how long they took',
    labelNames: ['account', 'kind', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 1, 2, 4.5],
    registers: [registry],
  });
  const replies = new Counter({
    name: 'zhijian_automatic_replies_total',
    help: 'Automatic replies by account and responder',
    labelNames: ['account', 'responder'],
    registers: [registry],
  });
  const duty = new Counter({
    name: 'zhijian_duty_notices_total',
    help: 'Emergencies and threats by account and level',
    labelNames: ['account', 'level'],
    registers: [registry],
  });
  const reloads = new Counter({
    name: 'zhijian_content_reloads_total',
    help: 'Changed files that went live or were refused',
    labelNames: ['outcome'],
    registers: [registry],
  });
  registerGauges(registry, gauges);
  return {
    registry,
    countCallback({ account, kind, outcome, seconds }) {
      callbacks.observe({ account, kind, outcome }, seconds);
    },
    countReply(account, responder) {
      replies.inc({ account, responder });
    },
    countDuty(account, level) {
      duty.inc({ account, level });
    },
    countReload(outcome) {
      reloads.inc({ outcome });
    },
  };
}

function registerGauges(registry: Registry, gauges: Gauges): void {
  const connections = new Gauge({
    name: 'zhijian_database_connections',
    help: 'Connections of the database pool by state; waiting: requests without one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(gauges.pool())) connections.set({ state }, count);
    },
  });
  const unhandled = new Gauge({
    name: 'zhijian_messages_unhandled',
    help: 'Messages whose handling has not ended',
    registers: [registry],
    async collect() {
      unhandled.set(await gauges.unhandled());
    },
  });
  const backup = new Gauge({
    name: 'zhijian_backup_age_seconds',
    help: 'Seconds since the last backup; -1 if there never was one',
    registers: [registry],
    async collect() {
      backup.set((await gauges.backupAgeSeconds()) ?? -1);
    },
  });
}
