import { Registry } from 'prom-client';
import { registerMenuMetrics } from '../../src/operations/menu-metrics';

it('tells the present state of each account and nothing of earlier ones', async () => {
  const registry = new Registry();
  const rows = [
    { account: 'renshe', state: 'same', secondsUnseen: 30 },
    { account: 'yibao', state: 'unchecked', secondsUnseen: null },
  ];
  registerMenuMetrics(registry, () => Promise.resolve(rows));
  const first = await registry.metrics();
  expect(first).toContain('zhijian_menu_state{account="renshe",state="same"} 1');
  expect(first).toContain('zhijian_menu_unseen_seconds{account="renshe"} 30');
  expect(first).not.toContain('zhijian_menu_unseen_seconds{account="yibao"}');
  rows[0] = { account: 'renshe', state: 'drifted', secondsUnseen: 1 };
  const second = await registry.metrics();
  expect(second).toContain('zhijian_menu_state{account="renshe",state="drifted"} 1');
  expect(second).not.toContain('state="same"');
});
