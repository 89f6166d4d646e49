import { runFuzz } from '../proof/fuzz';

it('takes or refuses whatever is posted, without a 5xx, a hang or a crash', async () => {
  const { faults, goodShare } = await runFuzz({
    entry: 'source',
    mutations: 1000,
    seed: 20261123,
    report: () => undefined,
  });
  expect(faults).toEqual([]);
  expect(goodShare).toBeGreaterThan(0.3);
}, 300_000);
