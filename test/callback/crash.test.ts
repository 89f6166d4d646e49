import { runCrashes } from '../proof/crash';

it('keeps its word through kills, and through connections cut at each statement', async () => {
  const result = await runCrashes({
    entry: 'source',
    seed: 20261123,
    randomKills: 1,
    atStatements: ['cut'],
    report: () => undefined,
  });
  expect(result.spoilt).toEqual([]);
  expect(result.kills).toBe(1);
  expect(result.leastInFlight).toBeGreaterThanOrEqual(32);
  expect(result.cuts).toBe(2 * result.longest);
  expect(result.longest).toBeGreaterThanOrEqual(10);
}, 300_000);
