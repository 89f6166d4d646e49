import type { Clock } from '../../platform/clock';
import { CallOff, type Timer } from '../../platform/deadline';
import type { Source, SourceRequest, SourceResult } from '../source';
import { AnswerCache } from './answer-cache';
import { CircuitBreaker, type CircuitState } from './circuit-breaker';
import type { BlindIndex } from './table/lookup-key';

/** How one question to a source went; holds nothing of the person. */
export interface SourceSample {
  unit: string;
  query: string;
  /** `rows`, `none`, `person`, or why there was no answer. */
  outcome: 'rows' | 'none' | 'person' | 'timeout' | 'refused' | 'circuit_open' | 'bad_answer';
  seconds: number;
  cached: boolean;
  circuit: CircuitState;
}

export interface GuardParts {
  clock: Clock;
  timer: Timer;
  blindIndex: BlindIndex;
  report: (sample: SourceSample) => void;
  /** A source threw: a fault of ours. */
  onError: (error: unknown, place: { unit: string; query: string }) => void;
}

export interface GuardOptions {
  timeoutMs: number;
  /** 0: each question is asked. */
  cacheSeconds: number;
}

/**
 * A source that always answers in time and once: after `timeoutMs` with "timeout", whatever it does;
 * at once with "circuit open" after failures in a row; a throw is a bad answer.
 */
export function guardSource(parts: GuardParts, source: Source, options: GuardOptions): Source {
  const breaker = new CircuitBreaker();
  const cache = options.cacheSeconds > 0 ? new AnswerCache(options.cacheSeconds * 1000) : null;
  return {
    async ask(request) {
      const startedAt = parts.clock.now();
      const report = (result: SourceResult, cached = false): SourceResult => {
        parts.report(
          sampleOf(parts, request, result, { startedAt, cached, circuit: breaker.state }),
        );
        return result;
      };
      const key = cache && keyOf(parts.blindIndex, request);
      const known = cache && key && cache.find(key, startedAt);
      if (known) return report(known, true);
      if (!breaker.tryEnter(startedAt)) {
        return report({ kind: 'unavailable', reason: 'circuit_open' });
      }
      const result = await askInTime(parts, source, request, options.timeoutMs);
      const now = parts.clock.now();
      if (result.kind !== 'unavailable') breaker.succeed();
      else if (request.signal.aborted) breaker.leave();
      else breaker.fail(now);
      if (cache && key && result.kind !== 'unavailable') cache.keep(key, result, now);
      return report(result);
    },
  };
}

const TIMEOUT: SourceResult = { kind: 'unavailable', reason: 'timeout' };

/** The source is told to stop, and not waited for if it does not. */
async function askInTime(
  { timer, onError }: GuardParts,
  source: Source,
  request: SourceRequest,
  timeoutMs: number,
): Promise<SourceResult> {
  const ended = new AbortController();
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const asked = Promise.resolve()
    .then(() => source.ask({ ...request, signal }))
    .catch((error: unknown): SourceResult => {
      if (signal.aborted) return TIMEOUT;
      onError(error, { unit: request.unit, query: request.query });
      return { kind: 'unavailable', reason: 'bad_answer' };
    });
  const waiting = new CallOff();
  ended.signal.addEventListener('abort', () => waiting.callOff(), { once: true });
  const late = timer.wait(timeoutMs, waiting).then(() => TIMEOUT);
  const left = new Promise<SourceResult>((resolve) => {
    const options = { once: true, signal: ended.signal };
    request.signal.addEventListener('abort', () => resolve(TIMEOUT), options);
    if (request.signal.aborted) resolve(TIMEOUT);
  });
  try {
    return await Promise.race([asked, late, left]);
  } finally {
    stop.abort();
    ended.abort();
  }
}

function keyOf(blindIndex: BlindIndex, { unit, query, fields }: SourceRequest): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return blindIndex(`query answer ${unit}.${query}`, JSON.stringify(sorted));
}

function sampleOf(
  { clock }: GuardParts,
  { unit, query }: SourceRequest,
  result: SourceResult,
  rest: { startedAt: Date; cached: boolean; circuit: CircuitState },
): SourceSample {
  const { startedAt, ...others } = rest;
  const outcome = result.kind === 'unavailable' ? result.reason : result.kind;
  const seconds = (clock.now().getTime() - startedAt.getTime()) / 1000;
  return { unit, query, outcome, seconds, ...others };
}
