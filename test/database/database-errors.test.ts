import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import {
  isDatabaseUnavailable,
  isDataError,
  isRetryable,
  violatedConstraint,
} from '../../src/database/database-errors';
import { explainFolderError, explainServerOutput } from '../../src/database/embedded/failures';

const withCode = (code: string): Error => Object.assign(new Error('message'), { code });

it.each([
  // code, unavailable, retryable, data
  ['08006', true, false, false],
  ['08001', true, false, false],
  ['57P01', true, false, false],
  ['57P03', true, false, false],
  ['53100', true, false, false],
  ['53300', true, false, false],
  ['25006', true, false, false],
  ['ECONNREFUSED', true, false, false],
  ['ECONNRESET', true, false, false],
  ['ENOENT', true, false, false],
  ['57014', false, false, false],
  ['40P01', false, true, false],
  ['40001', false, true, false],
  ['22P02', false, false, true],
  ['22021', false, false, true],
  ['23505', false, false, true],
  ['23514', false, false, true],
  ['42P01', false, false, false],
  ['42501', false, false, false],
])('sorts %s', (code, unavailable, retryable, data) => {
  const error = withCode(code);
  expect([isDatabaseUnavailable(error), isRetryable(error), isDataError(error)]).toEqual([
    unavailable,
    retryable,
    data,
  ]);
});

it.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Cannot use a pool after calling end on the pool',
])('knows what the driver says without a code: %s', (message) => {
  expect(isDatabaseUnavailable(new Error(message))).toBe(true);
});

it('takes nothing else for a fault of the database', () => {
  for (const value of [null, undefined, 'text', new Error('boom'), { code: 7 }]) {
    expect(isDatabaseUnavailable(value)).toBe(false);
    expect(isRetryable(value)).toBe(false);
    expect(isDataError(value)).toBe(false);
    expect(violatedConstraint(value)).toBeNull();
  }
});

it('knows a refused connection as the driver really reports it', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const client = new Client({ connectionString: `postgres://a@127.0.0.1:${port}/a` });
  const error: unknown = await client.connect().catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(error)).toBe(true);
});

it.each([
  ['initdb: error: could not write: No space left on device', '磁盘已满'],
  ['FATAL: could not create lock file "postmaster.pid": Permission denied', '不能写入'],
  ["postgres: /lib/libc.so.6: version `GLIBC_2.27' not found", 'DATABASE_URL'],
  ['FATAL: could not create shared memory segment: Cannot allocate memory', '内存不足'],
  ['PANIC: could not locate a valid checkpoint record', '已损坏'],
  ['something new', '/d/postgres.log'],
])('says in Chinese what stopped the server: %s', (output, sentence) => {
  const error = explainServerOutput(output, '/d', '/d/postgres.log');
  expect(error.code).toBe('bad_configuration');
  expect(error.message).toContain(sentence);
  expect(error.details.output).toBe(output);
});

it.each(['EACCES', 'EROFS', 'ENOTDIR', 'ENOSPC'])('explains %s of a folder', (code) => {
  expect(explainFolderError(withCode(code), '/d')).toMatchObject({ code: 'bad_configuration' });
});

it('leaves other errors as they are', () => {
  const error = withCode('EIO');
  expect(explainFolderError(error, '/d')).toBe(error);
});
