import { Gauge, type Registry } from 'prom-client';
import { readTogether, resetAll } from './read-together';

/** How each account's menus stand to their file; read on each scrape. `secondsUnseen` null: never seen. */
export type MenuFigures = () => Promise<
  readonly { account: string; state: string; secondsUnseen: number | null }[]
>;

/** Adds the metrics of menus to the registry. */
export function registerMenuMetrics(registry: Registry, figures: MenuFigures): void {
  const collect = readTogether(async () => {
    const rows = await figures();
    resetAll([state, unseen]);
    for (const { account, state: now, secondsUnseen } of rows) {
      state.set({ account, state: now }, 1);
      if (secondsUnseen !== null) unseen.set({ account }, secondsUnseen);
    }
  });
  const registers = [registry];
  const state = new Gauge({
    name: 'zhijian_menu_state',
    help: '1 for the state of the menus: same, to_apply, drifted, not_pulled, failed, unknown, by_hand',
    labelNames: ['account', 'state'],
    ...{ registers, collect },
  });
  const unseen = new Gauge({
    name: 'zhijian_menu_unseen_seconds',
    help: 'Seconds since WeChat last said which menus the account has',
    labelNames: ['account'],
    ...{ registers, collect },
  });
}
