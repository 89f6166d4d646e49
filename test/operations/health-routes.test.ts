import Koa from 'koa';
import { request } from 'undici';
import type { Database } from '../../src/database/database';
import { createHealthRoutes } from '../../src/operations/health-routes';
import { createMetrics } from '../../src/operations/metrics';
import { checkReadiness } from '../../src/operations/readiness';
import { startHttpServer, type RunningServer } from '../../src/platform/http-server';
import { createTestDatabase } from '../support/database';

let database: Database;
let drop: () => Promise<void>;
let server: RunningServer;
let broken = false;

beforeAll(async () => {
  ({ database, drop } = await createTestDatabase());
  const metrics = createMetrics({
    pool: () => ({ total: 3, idle: 2, waiting: 0 }),
    unhandled: () => Promise.resolve(4),
    backupAgeSeconds: () => Promise.resolve(null),
  });
  metrics.countCallback({ account: 'renshe', kind: 'text', outcome: 'answered', seconds: 0.003 });
  metrics.countReply('renshe', 'understanding');
  const app = new Koa();
  app.use(
    createHealthRoutes({
      registry: metrics.registry,
      readiness: () =>
        checkReadiness({
          database: broken
            ? ({
                dataSource: { showMigrations: () => Promise.reject(new Error('gone')) },
              } as unknown as Database)
            : database,
          secondWall: true,
          contentVersion: 'v1',
          lastBackupAt: () => Promise.resolve(null),
        }),
    }).routes(),
  );
  server = await startHttpServer(app.callback(), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await drop();
});

async function get(path: string) {
  const response = await request(`http://127.0.0.1:${server.port}${path}`);
  return { status: response.statusCode, text: await response.body.text() };
}

describe('health', () => {
  it('lives', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: 'ok' });
  });

  it('is ready with a migrated database, and tells of the wall and the backup', async () => {
    const { status, text } = await get('/readyz');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      ready: true,
      checks: {
        content: { ok: true, detail: 'v1' },
        database: { ok: true, detail: 'answers' },
        migrations: { ok: true, detail: 'applied' },
        secondWall: { ok: true, detail: 'on' },
        backup: { ok: false, detail: 'never' },
      },
    });
  });

  it('is not ready without its database', async () => {
    broken = true;
    const { status, text } = await get('/readyz');
    broken = false;
    expect(status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ ready: false, checks: { database: { ok: false } } });
  });

  it('tells Prometheus callbacks, replies, unhandled messages, connections, backup and the event loop', async () => {
    const { text } = await get('/metrics');
    expect(text).toContain(
      'zhijian_callback_seconds_count{account="renshe",kind="text",outcome="answered"} 1',
    );
    expect(text).toContain(
      'zhijian_automatic_replies_total{account="renshe",responder="understanding"} 1',
    );
    expect(text).toContain('zhijian_messages_unhandled 4');
    expect(text).toContain('zhijian_database_connections{state="idle"} 2');
    expect(text).toContain('zhijian_backup_age_seconds -1');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});
