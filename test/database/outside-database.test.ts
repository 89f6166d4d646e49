import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { migrations } from '../../src/database/migrations';
import type { OpenedDatabase } from '../../src/database/open-database';
import { openDatabase } from '../../src/database/open-database';
import { explainOutsideError } from '../../src/database/outside-database';
import type { TestServer } from '../support/database-harness';
import { administer, getTestServer, urlOf } from '../support/database-harness';

let server: TestServer;
let name: string;
beforeEach(async () => {
  server = await getTestServer();
  name = `${server.template}_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} owner ${server.ownerRole}`);
});
afterEach(() => administer(server, `drop database ${name} with (force)`));

const open = (
  databaseUrl: string,
  migrationDatabaseUrl: string | null,
  mode: 'serve' | 'attach' = 'serve',
): Promise<OpenedDatabase> =>
  openDatabase({
    databaseUrl,
    migrationDatabaseUrl,
    dataDir: '/nowhere',
    mode,
    logger: pino({ level: 'silent' }),
  });

it('migrates as the owner and works as the other role, with the second wall', async () => {
  const opened = await open(urlOf(server.app, name), urlOf(server.owner, name));
  expect(opened).toMatchObject({ embedded: false, secondWall: true });
  expect(await opened.database.query('select * from messages')).toEqual([]);
  await expect(opened.database.query('delete from messages')).rejects.toMatchObject({
    code: '42501',
  });
  await opened.close();
});

it('works with one role, and says that the second wall is off', async () => {
  const opened = await open(urlOf(server.owner, name), null);
  expect(opened.secondWall).toBe(false);
  expect(await opened.database.query('select * from messages')).toEqual([]);
  await opened.close();
});

it('lets two processes open it, and commands beside them', async () => {
  const [app, owner] = [urlOf(server.app, name), urlOf(server.owner, name)];
  const opened = await Promise.all([
    open(app, owner),
    open(app, owner),
    open(app, owner, 'attach'),
  ]);
  for (const each of opened) {
    expect(await each.database.query('select count(*)::int as count from migrations')).toEqual([
      { count: migrations.length },
    ]);
    await each.close();
  }
});

it('says which database cannot be reached, without its password', async () => {
  const closed = net.createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  await expect(open(`postgres://me:secret@127.0.0.1:${port}/zhijian`, null)).rejects.toMatchObject({
    code: 'database_unavailable',
    message: expect.stringMatching(
      new RegExp(`^(?!.*secret).*127\\.0\\.0\\.1:${port}/zhijian`),
    ) as string,
  });
});

it('says that the database is not there, or that the role may not make tables', async () => {
  await expect(open(urlOf(server.owner, `${name}_none`), null)).rejects.toThrow(
    '没有这个名字的数据库',
  );
  await expect(open(urlOf(server.app, `${name}_none`), null)).rejects.toMatchObject({
    code: 'bad_configuration',
  });
});

it.each([
  ['28P01', '用户名或密码不对'],
  ['28000', 'pg_hba.conf'],
  ['42501', 'MIGRATION_DATABASE_URL'],
])('explains %s', (code, sentence) => {
  const error = Object.assign(new Error('refused'), { code });
  expect(
    explainOutsideError(error, 'postgres://a:b@db.example:5432/zhijian?ssl=true'),
  ).toMatchObject({
    code: 'bad_configuration',
    message: expect.stringMatching(`db.example:5432/zhijian：.*${sentence}`) as string,
  });
});
