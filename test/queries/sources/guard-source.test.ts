import { createBlindIndex } from '../../../src/privacy/blind-index';
import type { Timer } from '../../../src/platform/deadline';
import type { Source, SourceRequest, SourceResult } from '../../../src/queries/source';
import { guardSource, type SourceSample } from '../../../src/queries/sources/guard-source';
import { fixedClock } from '../../support/clock';

const OK: SourceResult = { kind: 'rows', rows: [{ a: '1' }], asOf: null };
const BAD: SourceResult = { kind: 'unavailable', reason: 'bad_answer' };
const never: Timer = { wait: () => new Promise(() => undefined) };
const atOnce: Timer = { wait: () => Promise.resolve() };

function guard(ask: Source['ask'], { timer = never, cacheSeconds = 0 } = {}) {
  const clock = fixedClock();
  const samples: SourceSample[] = [];
  const errors: unknown[] = [];
  const source = guardSource(
    {
      clock,
      timer,
      blindIndex: createBlindIndex('a secret of at least thirty-two characters'),
      report: (sample) => samples.push(sample),
      onError: (error) => errors.push(error),
    },
    { ask },
    { timeoutMs: 8000, cacheSeconds },
  );
  return { source, clock, samples, errors };
}
function aRequest(overrides: Partial<SourceRequest> = {}): SourceRequest {
  return {
    unit: 'yibao',
    query: 'claim',
    account: 'yibao',
    citizenId: 'c',
    fields: { no: '1' },
    signal: new AbortController().signal,
    now: new Date(0),
    ...overrides,
  };
}

it('hands the answer on and says how it went, without what was asked', async () => {
  const { source, samples } = guard(() => Promise.resolve(OK));
  expect(await source.ask(aRequest({ fields: { id: '990000199001010018' } }))).toEqual(OK);
  expect(samples).toEqual([
    {
      unit: 'yibao',
      query: 'claim',
      outcome: 'rows',
      seconds: 0,
      cached: false,
      circuit: 'closed',
    },
  ]);
});

it('answers when the time is over, whatever the source does, and tells it to stop', async () => {
  let signal: AbortSignal | undefined;
  const { source } = guard(
    (request) => {
      signal = request.signal;
      return new Promise(() => undefined);
    },
    { timer: atOnce },
  );
  expect(await source.ask(aRequest())).toEqual({ kind: 'unavailable', reason: 'timeout' });
  expect(signal?.aborted).toBe(true);
});

it('answers when nobody waits any more, and does not hold it against the source', async () => {
  const { source, samples } = guard(() => new Promise(() => undefined));
  for (let count = 0; count < 6; count++) {
    const result = await source.ask(aRequest({ signal: AbortSignal.abort() }));
    expect(result).toEqual({ kind: 'unavailable', reason: 'timeout' });
  }
  expect(samples.every(({ circuit }) => circuit === 'closed')).toBe(true);
});

it.each([
  ['throws', (): Promise<SourceResult> => Promise.reject(new Error('x'))],
  [
    'throws at once',
    (): never => {
      throw new Error('x');
    },
  ],
])('takes a source that %s for a bad answer', async (_name, ask) => {
  const { source, errors } = guard(ask);
  expect(await source.ask(aRequest())).toEqual(BAD);
  expect(errors).toHaveLength(1);
});

describe('the circuit', () => {
  function failing() {
    let asked = 0;
    let answer: SourceResult = BAD;
    const guarded = guard(() => {
      asked += 1;
      return Promise.resolve(answer);
    });
    return {
      ...guarded,
      asked: () => asked,
      recover: () => (answer = OK),
      ask: () => guarded.source.ask(aRequest()),
    };
  }
  const OPEN = { kind: 'unavailable', reason: 'circuit_open' };

  it('opens after five failures in a row and leaves the system alone', async () => {
    const { ask, asked, samples } = failing();
    for (let count = 0; count < 5; count++) expect(await ask()).toEqual(BAD);
    expect(await ask()).toEqual(OPEN);
    expect(asked()).toBe(5);
    expect(samples.map(({ circuit }) => circuit).slice(-2)).toEqual(['open', 'open']);
  });

  it('lets one request at a time try after half a minute, and closes on success', async () => {
    const { ask, asked, clock, recover } = failing();
    for (let count = 0; count < 5; count++) await ask();
    clock.advance(29_999);
    expect(await ask()).toEqual(OPEN);
    clock.advance(1);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([BAD, OPEN, OPEN]);
    expect(await ask()).toEqual(OPEN);
    clock.advance(30_000);
    recover();
    expect(await ask()).toEqual(OK);
    expect(await Promise.all([ask(), ask()])).toEqual([OK, OK]);
    expect(asked()).toBe(9);
  });

  it('counts failures in a row only, and nothing found is none', async () => {
    let answers: SourceResult[] = [];
    const { source } = guard(() => Promise.resolve(answers.shift()!));
    const none: SourceResult = { kind: 'none', asOf: null };
    answers = [BAD, BAD, BAD, BAD, none, BAD, BAD, BAD, BAD, OK];
    for (const expected of [...answers]) expect(await source.ask(aRequest())).toEqual(expected);
  });
});

describe('the cache', () => {
  it('answers the same question for its time, and no other', async () => {
    let asked = 0;
    const { source, clock, samples } = guard(
      () => {
        asked += 1;
        return Promise.resolve(OK);
      },
      { cacheSeconds: 60 },
    );
    await source.ask(aRequest({ fields: { a: '1', b: '2' } }));
    await source.ask(aRequest({ fields: { b: '2', a: '1' } }));
    expect(asked).toBe(1);
    await source.ask(aRequest({ fields: { a: '1', b: '3' } }));
    expect(asked).toBe(2);
    clock.advance(60_000);
    await source.ask(aRequest({ fields: { a: '1', b: '2' } }));
    expect(asked).toBe(3);
    expect(samples.map(({ cached }) => cached)).toEqual([false, true, false, false]);
  });

  it('keeps no failure', async () => {
    const answers: SourceResult[] = [BAD, OK];
    const { source } = guard(() => Promise.resolve(answers.shift()!), { cacheSeconds: 60 });
    expect(await source.ask(aRequest())).toEqual(BAD);
    expect(await source.ask(aRequest())).toEqual(OK);
    expect(await source.ask(aRequest())).toEqual(OK);
  });
});
