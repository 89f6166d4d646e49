import { runStorm, type StormResult } from '../proof/storm';

const ROUNDS = 3;
let result: StormResult;

beforeAll(async () => {
  result = await runStorm({ rounds: ROUNDS, entry: 'source', report: () => undefined });
}, 300_000);

it('stores a message that is posted twenty times over two processes once, with one reply and one case', () => {
  const once = { rows: 1, cases: 1, replies: 1, answered: 20 };
  expect(result.samePosts).toEqual(Array(ROUNDS).fill(once));
});

it('opens one case for twenty different messages that one citizen sends at once', () => {
  const oneCase = { rows: 20, cases: 1, joined: 20, answered: 20 };
  expect(result.manyMessages).toEqual(Array(ROUNDS).fill(oneCase));
});
