import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { createBlindIndex } from '../../../src/privacy/blind-index';
import type { Timer } from '../../../src/platform/deadline';
import { findPackageRoot } from '../../../src/platform/package-root';
import { queriesFileSchema } from '../../../src/queries/schema';
import type { HttpSourceDeclaration } from '../../../src/queries/source-schema';
import { checkHttpSource } from '../../../src/queries/sources/http/check-http';
import { createGuardedDispatcher } from '../../../src/platform/guarded-dispatcher';
import { createHttpSource } from '../../../src/queries/sources/http/http-source';
import { createOutboundPolicy } from '../../../src/platform/outbound-policy';
import { guardSource } from '../../../src/queries/sources/guard-source';
import { fixedClock } from '../../support/clock';
import { startRunning, type Running } from '../running';

let running: Running;
let example: HttpSourceDeclaration;

beforeAll(async () => {
  running = await startRunning();
  const file = path.join(findPackageRoot(), 'src/simulator/example-backend/queries.example.yaml');
  const { queries } = queriesFileSchema.parse(parse(fs.readFileSync(file, 'utf8')));
  const source = queries[0]!.source!;
  if (source.kind !== 'http') throw new Error(source.kind);
  expect(
    checkHttpSource(
      source,
      'yibao',
      queries[0]!.fields.map(({ id }) => id),
    ),
  ).toEqual([]);
  example = source;
});
afterAll(() => running.stop());

const never: Timer = { wait: () => new Promise(() => undefined) };
const atOnce: Timer = { wait: () => Promise.resolve() };

/** Asks as the product does, of the simulator on its own port. */
async function ask(changes: Partial<HttpSourceDeclaration>, name = '降压', timer = never) {
  const origin = running.simulator.url;
  const declared = { ...example, ...changes };
  const url = declared.url.replace('http://127.0.0.1:3001', origin);
  const policy = createOutboundPolicy([], origin);
  const dispatcher = createGuardedDispatcher(policy, (_name, done) =>
    done(new Error('no names'), []),
  );
  const source = createHttpSource(
    { dispatcher, policy, retryDelayMs: 0, secrets: new Map() },
    'yibao',
    { ...declared, url },
  );
  const guarded = guardSource(
    {
      clock: fixedClock(),
      timer,
      blindIndex: createBlindIndex('a secret of at least thirty-two characters'),
      report: () => undefined,
      onError: (error) => {
        throw error;
      },
    },
    source,
    { timeoutMs: 8000, cacheSeconds: 0 },
  );
  try {
    return await guarded.ask({
      unit: 'yibao',
      query: 'medicine',
      account: 'yibao',
      citizenId: '',
      fields: { name },
      signal: new AbortController().signal,
      now: new Date(0),
    });
  } finally {
    await dispatcher.destroy();
  }
}
const fault = (name: string) => ({
  url: `http://127.0.0.1:3001/example-backend/faults/${name}?name={name}`,
});

it('answers the example as it is declared', async () => {
  expect(await ask({})).toMatchObject({
    kind: 'rows',
    asOf: new Date('2026-10-31T16:00:00Z'),
    rows: [{ 药品: '示例降压片', 价格: '12.5', 药店: '示例药店一（示例数据）' }, { 价格: '12.9' }],
  });
  expect(await ask({}, '没有这种药')).toEqual({ kind: 'none', asOf: null });
});

it('follows its redirect', async () => {
  expect(
    await ask({ url: 'http://127.0.0.1:3001/example-backend/moved?name={name}' }),
  ).toMatchObject({ kind: 'rows' });
});

it('answers in XML', async () => {
  const answer = await ask({
    method: 'POST',
    url: 'http://127.0.0.1:3001/example-backend/medicines.xml',
    body: { type: 'xml', template: '<query><name>{name}</name></query>' },
    response: {
      type: 'xml',
      rows: 'result.list.medicine',
      columns: { 药品: 'name', 价格: '@price' },
      none: { path: 'result.list', values: [''] },
      noneStatus: [],
      asOf: 'result.date',
    },
  });
  expect(answer).toMatchObject({ kind: 'rows', rows: [{ 药品: '示例降压片', 价格: '12.50' }, {}] });
});

it.each([
  ['error', 'bad_answer'],
  ['huge', 'bad_answer'],
  ['html', 'bad_answer'],
  ['unknown', 'bad_answer'],
])('fails as systems do: %s', async (name, reason) => {
  expect(await ask(fault(name))).toEqual({ kind: 'unavailable', reason });
});

it.each(['slow', 'never'])('lets nobody wait: %s', async (name) => {
  expect(await ask(fault(name), '降压', atOnce)).toEqual({
    kind: 'unavailable',
    reason: 'timeout',
  });
});
