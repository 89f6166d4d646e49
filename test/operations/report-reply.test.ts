import { createMetrics } from '../../src/operations/metrics';
import { reportReply, type StoredReply } from '../../src/operations/report-reply';
import { aLogger } from '../wechat/api/fake-wechat';

const metrics = createMetrics({
  pool: () => ({ total: 0, idle: 0, waiting: 0 }),
  unhandled: () => Promise.resolve(0),
  backupAgeSeconds: () => Promise.resolve(null),
});
const reply: StoredReply = {
  account: 'renshe',
  responder: 'menu',
  duty: undefined,
  caseNumber: null,
};

it('counts every reply, and says aloud only where somebody must look', async () => {
  const { logger, lines } = aLogger();
  reportReply(reply, metrics, logger);
  expect(lines).toEqual([]);
  const duty = { level: 'now', emergency: 'fire' };
  reportReply({ ...reply, responder: 'emergency', duty, caseNumber: 'RS1' }, metrics, logger);
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ level: 40, account: 'renshe', duty, caseNumber: 'RS1' }),
  ]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('zhijian_automatic_replies_total{account="renshe",responder="menu"} 1');
  expect(text).toContain('zhijian_duty_notices_total{account="renshe",level="now"} 1');
});
