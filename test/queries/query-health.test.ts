import { listQueryHealth, type QueryHealthParts } from '../../src/queries/query-health';
import { QueryCalls } from '../../src/queries/query-calls';
import { sourceSchema } from '../../src/queries/source-schema';
import type { LiveTable } from '../../src/queries/sources/table/live-tables';
import type { SourceSample } from '../../src/queries/sources/guard-source';
import { aQuery } from './query-builders';

const NOW = new Date('2026-11-23T01:30:00Z');
const claims: LiveTable = {
  unit: 'yibao',
  table: 'claims',
  importId: '01a208ad-929f-7a4a-91c6-bd88f46ba059',
  sample: false,
  declaration: { comparison: 1, columns: [], keys: [] },
  asOf: new Date('2026-10-01T00:00:00Z'),
  rowCount: 12,
  fileName: '台账.csv',
  liveAt: new Date('2026-10-02T00:00:00Z'),
};
const system = sourceSchema.parse({
  kind: 'http',
  url: 'https://claims.example.gov.cn:8443/v1?key={env:YIBAO_QUERY_KEY}&no={receipt}',
  response: { rows: 'list', columns: { 状态: 'state' } },
  timeoutMs: 5000,
});

function aSample(overrides: Partial<SourceSample> = {}): SourceSample {
  return {
    unit: 'yibao',
    query: 'claim',
    outcome: 'rows',
    seconds: 0.02,
    cached: false,
    circuit: 'closed',
    ...overrides,
  };
}

function health(overrides: Partial<QueryHealthParts>, units = ['yibao']) {
  return listQueryHealth(new Set(units), {
    queries: [aQuery()],
    isOffered: () => true,
    tables: [],
    callsOf: () => ({ calls: [], circuit: 'closed' }),
    now: NOW,
    ...overrides,
  });
}

it('says what a query stands on: its table, how old, whether it is offered', () => {
  expect(health({ tables: [claims] })).toEqual([
    {
      ref: 'yibao.claim',
      unit: 'yibao',
      name: '垫付报销进度',
      source: 'table',
      offered: true,
      http: null,
      table: {
        id: 'claims',
        rows: 12,
        fileName: '台账.csv',
        sample: false,
        asOf: claims.asOf,
        stale: true,
        importedAt: claims.liveAt,
      },
      calls: [],
      circuit: 'closed',
    },
  ]);
  const fresh = { ...claims, asOf: new Date('2026-11-22T00:00:00Z') };
  expect(health({ tables: [fresh] })[0]?.table?.stale).toBe(false);
  expect(health({ tables: [{ ...claims, unit: 'ziran' }], isOffered: () => false })).toMatchObject([
    { table: null, offered: false },
  ]);
});

it('names the host that is asked, and no key of its address', () => {
  const [one] = health({ queries: [aQuery({ source: system })] });
  expect(one).toMatchObject({
    source: 'http',
    http: { host: 'claims.example.gov.cn:8443', timeoutMs: 5000 },
  });
  expect(JSON.stringify(one)).not.toContain('QUERY_KEY');
});

it('knows of a query that only shows the official entry', () => {
  expect(health({ queries: [aQuery({ source: null })], isOffered: () => false })).toMatchObject([
    { source: null, http: null, table: null },
  ]);
});

it('lists the units that may be seen, and no other', () => {
  expect(health({}, ['renshe'])).toEqual([]);
  expect(health({}, [])).toEqual([]);
});

it('keeps the last twenty calls of each query, newest first', () => {
  const calls = new QueryCalls();
  for (let n = 0; n < 25; n += 1) {
    calls.note(aSample({ seconds: n }), new Date(NOW.getTime() + n));
  }
  calls.note(aSample({ query: 'other', outcome: 'timeout', circuit: 'open' }), NOW);
  const kept = calls.of('yibao.claim');
  expect(kept.calls.map(({ seconds }) => seconds)).toEqual(
    Array.from({ length: 20 }, (_, n) => 24 - n),
  );
  expect(kept.circuit).toBe('closed');
  expect(calls.of('yibao.other')).toEqual({
    calls: [{ at: NOW, outcome: 'timeout', seconds: 0.02, cached: false }],
    circuit: 'open',
  });
  expect(calls.of('yibao.none')).toEqual({ calls: [], circuit: 'closed' });
});
