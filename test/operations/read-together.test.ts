import { Registry } from 'prom-client';
import { registerDeliveryMetrics } from '../../src/operations/delivery-metrics';
import { registerMediaMetrics } from '../../src/operations/media-metrics';

it('shows in every gauge what the scrape itself has read, and asks once for all of them', async () => {
  const registry = new Registry();
  let reads = 0;
  let rows = [{ account: 'renshe', files: 3, late: 2 }];
  registerMediaMetrics(registry, async () => {
    reads += 1;
    return Promise.resolve(rows);
  });
  const first = await registry.metrics();
  expect(first).toContain('zhijian_media_late{account="renshe"} 2');
  expect(first).toContain('zhijian_media_unfetched{account="renshe"} 3');
  expect(reads).toBe(1);
  rows = [];
  expect(await registry.metrics()).not.toContain('renshe');
  expect(reads).toBe(2);
});

it('goes on after a read that failed', async () => {
  const registry = new Registry();
  let works = false;
  registerDeliveryMetrics(registry, {
    deliveries: () =>
      works
        ? Promise.resolve([{ account: 'yibao', state: 'held', count: 4, oldestSeconds: 60 }])
        : Promise.reject(new Error('the database went away')),
    accounts: () => Promise.resolve([]),
  });
  await expect(registry.metrics()).rejects.toThrow('went away');
  works = true;
  const text = await registry.metrics();
  expect(text).toContain('zhijian_deliveries{account="yibao",state="held"} 4');
  expect(text).toContain('zhijian_deliveries_oldest_seconds{account="yibao",state="held"} 60');
});
