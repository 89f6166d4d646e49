import { runDeliveryStorm, type StormResult } from '../proof/delivery-storm';

let result: StormResult;

beforeAll(async () => {
  const report = (): void => undefined;
  result = await runDeliveryStorm({ citizens: 100, kills: 4, killEveryMs: 1500, seed: 7, report });
}, 300_000);

it('brings every answer to a true end, exactly once and in order, whatever is cut, refused or killed', () => {
  expect(result.spoilt).toEqual([]);
  expect(result.answers).toBe(400);
  const { accepted = 0, held = 0, uncertain = 0, failed = 0 } = result.states;
  expect(accepted + held + uncertain + failed).toBe(400);
  expect(accepted).toBeGreaterThan(200);
});

it('leaves in doubt only what a silence or a kill took, each for one of them', () => {
  const { uncertain = 0 } = result.states;
  const { lost = 0, ...bySilence } = result.doubts;
  expect(Object.values(result.doubts).reduce((sum, one) => sum + one, 0)).toBe(uncertain);
  expect(lost).toBeLessThanOrEqual(result.interrupted);
  for (const [kind, answers] of Object.entries(bySilence)) {
    expect(['cut_before', 'cut_after', 'not_json']).toContain(kind);
    expect(answers).toBeLessThanOrEqual(result.faults[kind] ?? 0);
  }
});

it('was refused connections, and tried again what had not left', () => {
  expect(result.notSent).toBeGreaterThan(0);
});

it('had faults of every kind, and kills', () => {
  expect(result.kills).toBe(4);
  expect(Object.keys(result.faults).length).toBeGreaterThanOrEqual(10);
});
