import { createBlindIndex } from '../../../src/privacy/blind-index';
import { createSealer } from '../../../src/privacy/sealer';
import { querySchema, type Query } from '../../../src/queries/schema';
import { createSources, type Sources } from '../../../src/queries/sources/create-sources';
import type { SourceSample } from '../../../src/queries/sources/guard-source';
import { fixedClock } from '../../support/clock';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const SECRET = 'a secret of at least thirty-two characters';
const clock = fixedClock();
let test: TestDatabase;
let sources: Sources;
let samples: SourceSample[];

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  samples = [];
  sources = createSources({
    database: test.database,
    sealer: createSealer(SECRET),
    blindIndex: createBlindIndex(SECRET),
    clock,
    timer: { wait: () => new Promise(() => undefined) },
    secrets: new Map(),
    privateAllowances: [],
    trialOrigin: null,
    listProgress: (_account, citizenId) =>
      Promise.resolve(
        citizenId === 'known'
          ? [
              {
                number: 'RS202611230001X',
                state: '办理中',
                openedAt: clock.now(),
                unit: '区人社局',
              },
            ]
          : [],
      ),
    kindOfDay: () => null,
    report: (sample) => samples.push(sample),
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(() => sources.close());
afterAll(() => test.drop());

function aQuery(source: unknown): Query {
  const declared = querySchema.parse({
    id: 'q',
    item: 'q',
    name: '查询',
    privacy: 'public',
    ...(source
      ? { source, answer: { row: '{a}', next: 'x' } }
      : { official: { steps: ['1', '2', '3'] } }),
  });
  return {
    ...declared,
    unit: 'renshe',
    ref: 'renshe.q',
    itemRef: 'renshe.q',
    staleAfterDays: null,
  };
}
const request = (fields: Record<string, string> = {}, citizenId = 'known') => ({
  unit: 'renshe',
  query: 'q',
  account: 'renshe',
  citizenId,
  fields,
  signal: new AbortController().signal,
  now: clock.now(),
});
const ask = (source: unknown, fields?: Record<string, string>, citizenId?: string) =>
  sources.sourceOf(aQuery(source), [])!.ask(request(fields, citizenId));

it('has none for a query that only shows the official way in', () => {
  expect(sources.sourceOf(aQuery(null), [])).toBeNull();
});

it('hands over to a person', async () => {
  expect(await ask({ kind: 'staff' })).toEqual({ kind: 'person' });
});

it("lists the citizen's own cases", async () => {
  expect(await ask({ kind: 'cases' })).toEqual({
    kind: 'rows',
    asOf: null,
    rows: [{ 编号: 'RS202611230001X', 状态: '办理中', 日期: '2026-11-23', 单位: '区人社局' }],
  });
  expect(await ask({ kind: 'cases' }, {}, 'other')).toEqual({ kind: 'none', asOf: null });
});

it('runs the example in TypeScript, and knows no name beyond the list', async () => {
  const example = await ask({ kind: 'code', name: 'count-days' }, { date: '2026-12-01' });
  expect(example).toEqual({ kind: 'rows', rows: [{ 天数: '8' }], asOf: null });
  expect(sources.sourceOf(aQuery({ kind: 'code', name: 'constructor' }), [])).toBeNull();
  expect(sources.sourceOf(aQuery({ kind: 'code', name: 'other' }), [])).toBeNull();
});

it('has nothing to say without its table', async () => {
  const source = { kind: 'table', table: 'cards', match: [{ field: 'a', column: '姓名' }] };
  expect(sources.sourceOf(aQuery(source), [])).toBeNull();
});

it('keeps its circuit over a reload of the files, and begins anew when the declaration changes', async () => {
  const http = (path: string) => ({
    kind: 'http',
    url: `https://127.0.0.1:1${path}`,
    response: { rows: '', columns: {} },
  });
  for (let count = 0; count < 5; count++) {
    expect(await ask(http('/a'))).toEqual({ kind: 'unavailable', reason: 'refused' });
  }
  expect(await ask(http('/a'))).toEqual({ kind: 'unavailable', reason: 'circuit_open' });
  expect(await ask(http('/b'))).toEqual({ kind: 'unavailable', reason: 'refused' });
  expect(samples.map(({ outcome }) => outcome).slice(-2)).toEqual(['circuit_open', 'refused']);
});
