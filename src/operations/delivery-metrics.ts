/** What Prometheus is told of deliveries and of the accounts' connections to WeChat. */
import { Counter, Gauge, type Registry } from 'prom-client';
import { readTogether, resetAll } from './read-together';

/** Read on each scrape. */
export interface DeliveryFigures {
  deliveries(): Promise<
    readonly { account: string; state: string; count: number; oldestSeconds: number }[]
  >;
  accounts(): Promise<
    readonly {
      account: string;
      tokenSecondsLeft: number | null;
      paused: boolean;
      quotaLeft: number | null;
      alarms: number;
      granted: Readonly<Record<string, boolean>>;
    }[]
  >;
}

export interface DeliveryMetrics {
  /** A claim ended in this state, for this reason. */
  countDelivery: (account: string, state: string, reason: string | null) => void;
}

/** Adds the metrics of delivery to the registry. */
export function registerDeliveryMetrics(
  registry: Registry,
  figures: DeliveryFigures,
): DeliveryMetrics {
  registerDeliveries(registry, figures);
  registerAccounts(registry, figures);
  const ended = new Counter({
    name: 'zhijian_delivery_results_total',
    help: 'How claims of deliveries ended, by account, state and reason',
    labelNames: ['account', 'state', 'reason'],
    registers: [registry],
  });
  return {
    countDelivery: (account, state, reason) => ended.inc({ account, state, reason: reason ?? '' }),
  };
}

function registerDeliveries(registry: Registry, figures: DeliveryFigures): void {
  const collect = readTogether(async () => {
    const rows = await figures.deliveries();
    resetAll([deliveries, oldest]);
    for (const { account, state, count, oldestSeconds } of rows) {
      deliveries.set({ account, state }, count);
      oldest.set({ account, state }, oldestSeconds);
    }
  });
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['account', 'state'], registers: [registry], collect });
  const oldest = gauge(
    'zhijian_deliveries_oldest_seconds',
    'Age of the oldest delivery that has not been accepted, by account and state',
  );
  const deliveries = gauge(
    'zhijian_deliveries',
    'Deliveries that have not been accepted, by account and state',
  );
}

function registerAccounts(registry: Registry, figures: DeliveryFigures): void {
  const collect = readTogether(async () => {
    const rows = await figures.accounts();
    resetAll([token, paused, quota, granted, alarms]);
    for (const row of rows) {
      const { account } = row;
      alarms.set({ account }, row.alarms);
      paused.set({ account }, row.paused ? 1 : 0);
      if (row.tokenSecondsLeft !== null) token.set({ account }, row.tokenSecondsLeft);
      if (row.quotaLeft !== null) quota.set({ account }, row.quotaLeft);
      for (const [capability, is] of Object.entries(row.granted)) {
        granted.set({ account, capability }, is ? 1 : 0);
      }
    }
  });
  const gauge = (name: string, help: string, ...more: string[]) =>
    new Gauge({ name, help, labelNames: ['account', ...more], registers: [registry], collect });
  const token = gauge('zhijian_account_token_seconds', 'Seconds until the access token ends');
  const paused = gauge('zhijian_account_paused', '1 while nothing is sent for the account');
  const quota = gauge(
    'zhijian_account_send_quota_left',
    'Calls of custom/send left, as last asked',
  );
  const granted = gauge('zhijian_account_capability', '1: granted, 0: not', 'capability');
  const alarms = gauge('zhijian_account_alarms', 'Alarms of the account that are not over');
}
