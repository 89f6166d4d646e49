import { carriers } from '../proof/canaries';
import { runLeak, type LeakResult } from '../proof/leak';

const CITIZENS = 1;
const KINDS_OF_NUMBERS = 12;
let result: LeakResult;

beforeAll(async () => {
  result = await runLeak({ entry: 'source', citizens: CITIZENS, report: () => undefined });
}, 300_000);

it('keeps every number, secret and openid out of tables, files and the log', () => {
  expect(result.leaks).toEqual([]);
});

it('really had them: sealed originals open to what was sent, and a marker is found', () => {
  expect(result.sent).toBe(CITIZENS * KINDS_OF_NUMBERS * Object.keys(carriers).length);
  expect(result.sealed).toBe(result.sent);
  expect(result.searchWorks).toBe(true);
  expect(result.refused).toBe(3 * KINDS_OF_NUMBERS);
});
