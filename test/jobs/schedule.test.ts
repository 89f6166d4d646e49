import { JobLog } from '../../src/jobs/job-log';
import { startSchedule, type UseCases } from '../../src/jobs/schedule';
import { systemClock } from '../../src/platform/clock';
import { aLogger } from '../wechat/api/fake-wechat';

/** 09:30 on a Monday in China. */
const MORNING = new Date('2026-11-23T01:30:00Z');
const HOUR_MS = 60 * 60 * 1000;

let runs: (keyof UseCases)[];
let schedule: ReturnType<typeof startSchedule>;
let logged: ReturnType<typeof aLogger>;
let log: JobLog;

/** Starts the schedule with jobs that do nothing, but for those given. */
function start(given: Partial<UseCases> = {}): void {
  const useCases = new Proxy({} as UseCases, {
    get: (_target, name: keyof UseCases) => async () => {
      runs.push(name);
      await given[name]?.();
    },
  });
  logged = aLogger();
  log = new JobLog(systemClock);
  schedule = startSchedule(useCases, logged.logger, log);
}

const timesOf = (name: keyof UseCases): number => runs.filter((run) => run === name).length;
const messages = (): string[] =>
  logged.lines.map((line) => (JSON.parse(line) as { msg: string }).msg);

beforeEach(() => {
  jest.useFakeTimers({ now: MORNING });
  runs = [];
});
afterEach(async () => {
  await schedule.stop();
  jest.useRealTimers();
});

it('runs a job at its times, in China', async () => {
  start();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(timesOf('watchMenus')).toBe(4);
  expect(timesOf('eraseCitizens')).toBe(0);
  jest.setSystemTime(new Date('2026-11-23T19:29:59Z'));
  await jest.advanceTimersByTimeAsync(2_000);
  expect(timesOf('eraseCitizens')).toBe(1);
});

it('runs no job beside itself, and one that failed again', async () => {
  let end: () => void = () => undefined;
  const endless = new Promise<void>((resolve) => (end = resolve));
  start({ watchMenus: () => endless, countMenuTaps: () => Promise.reject(new Error('gone')) });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(timesOf('watchMenus')).toBe(1);
  expect(timesOf('countMenuTaps')).toBe(12);
  expect(messages().filter((message) => message === 'a job failed')).toHaveLength(12);
  end();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(timesOf('watchMenus')).toBe(2);
});

it('begins anew where the machine slept, without the runs that it missed, and beside no old run', async () => {
  let end: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => (end = resolve));
  start({ watchMenus: () => slow });
  await jest.advanceTimersByTimeAsync(15_000);
  jest.setSystemTime(Date.now() + 24 * HOUR_MS);
  const before = runs.length;
  await jest.advanceTimersByTimeAsync(30_000);
  expect(messages()).toContain('the clock jumped, the schedule begins anew');
  expect(timesOf('watchMenus')).toBe(1);
  expect(runs.length - before).toBeGreaterThan(10);
  expect(runs.length - before).toBeLessThan(200);
  end();
  await jest.advanceTimersByTimeAsync(15_000);
  expect(timesOf('watchMenus')).toBe(2);
});

it('remembers how the runs of each job went', async () => {
  let broken = true;
  start({ countMenuTaps: () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve()) });
  expect(log.of('countMenuTaps')).toMatchObject({ runs: 0, startedAt: null, failedAt: null });
  await jest.advanceTimersByTimeAsync(60_000);
  const bad = log.of('countMenuTaps');
  expect(bad).toMatchObject({ runs: 12, failures: 12, tookMs: 0 });
  expect(bad.failedAt).toEqual(bad.endedAt);
  broken = false;
  await jest.advanceTimersByTimeAsync(5_000);
  expect(log.of('countMenuTaps')).toMatchObject({ runs: 13, failures: 0, failedAt: bad.failedAt });
  expect(log.of('watchMenus')).toMatchObject({ failures: 0, failedAt: null });
});

it('stops', async () => {
  start();
  await jest.advanceTimersByTimeAsync(10_000);
  await schedule.stop();
  const before = runs.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(runs).toHaveLength(before);
});
