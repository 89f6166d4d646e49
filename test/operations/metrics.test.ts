import type { CallbackReport } from '../../src/callback/callback-routes';
import { createMetrics } from '../../src/operations/metrics';

const metrics = createMetrics({
  pool: () => ({ total: 3, idle: 2, waiting: 0 }),
  unhandled: () => Promise.resolve(4),
  backupAgeSeconds: () => Promise.resolve(null),
});

it('counts a refused callback by account, kind and outcome, whatever else its report says', async () => {
  const report: CallbackReport = {
    requestId: '01a208ad-929f-7a4a-91c6-bd88f46ba059',
    account: 'renshe',
    kind: 'unreadable',
    outcome: 'refused',
    reason: 'wrong_signature',
    seconds: 0.003,
  };
  metrics.countCallback(report);
  const text = await metrics.registry.metrics();
  expect(text).toContain(
    'zhijian_callback_seconds_count{account="renshe",kind="unreadable",outcome="refused"} 1',
  );
  expect(text).not.toContain('wrong_signature');
  expect(text).not.toContain('01a208ad');
});

it('reads pool, unhandled messages and the age of the backup when it is asked', async () => {
  const text = await metrics.registry.metrics();
  expect(text).toContain('zhijian_database_connections{state="idle"} 2');
  expect(text).toContain('zhijian_messages_unhandled 4');
  expect(text).toContain('zhijian_backup_age_seconds -1');
});
