import { Gauge, type Registry } from 'prom-client';

/** How each account's menus stand to their file; read on each scrape. `secondsUnseen` null: never seen. */
export type MenuFigures = () => Promise<
  readonly { account: string; state: string; secondsUnseen: number | null }[]
>;

/** Adds the metrics of menus to the registry; each gauge reads for itself, as none waits for another. */
export function registerMenuMetrics(registry: Registry, figures: MenuFigures): void {
  const state = new Gauge({
    name: 'zhijian_menu_state',
    help: '1 for the state of the menus: same, to_apply, drifted, not_pulled, failed, unknown, by_hand',
    labelNames: ['account', 'state'],
    registers: [registry],
    async collect() {
      const rows = await figures();
      state.reset();
      for (const { account, state: now } of rows) state.set({ account, state: now }, 1);
    },
  });
  const unseen = new Gauge({
    name: 'zhijian_menu_unseen_seconds',
    help: 'Seconds since WeChat last said which menus the account has',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      const rows = await figures();
      unseen.reset();
      for (const { account, secondsUnseen } of rows) {
        if (secondsUnseen !== null) unseen.set({ account }, secondsUnseen);
      }
    },
  });
}
