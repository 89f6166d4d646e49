import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createConsolePages } from '../../src/console/serve-console';
import { createListener } from '../../src/create-listener';
import { startHttpServer, type RunningServer } from '../../src/platform/http-server';
import { createLogger } from '../../src/platform/logger';

const INDEX = '<!doctype html><title>指尖</title>';
const SCRIPT = 'console.log("指尖");';
let folder: string;
let server: RunningServer;
let base: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'console-pages-'));
  fs.mkdirSync(path.join(folder, 'console', 'assets'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'secret.js'), 'not for anybody');
  fs.writeFileSync(path.join(folder, 'console', 'index.html'), INDEX);
  fs.writeFileSync(path.join(folder, 'console', 'assets', 'index-abc.js'), SCRIPT);
  fs.writeFileSync(path.join(folder, 'console', 'assets', 'index-abc.js.gz'), gzipSync(SCRIPT));
  const pages = createConsolePages(path.join(folder, 'console'));
  const listener = createListener(createLogger('silent'), false, [pages]);
  server = await startHttpServer(listener, { host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

const ask = (pathname: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(base + pathname, { headers: { Connection: 'close', ...headers }, redirect: 'manual' });

it.each(['/', '/console'])('leads from %s to the application', async (pathname) => {
  const { status, headers } = await ask(pathname);
  expect([status, headers.get('Location')]).toEqual([302, '/console/']);
});

it.each(['/console/', '/console/cases', '/console/cases/RS2026060200013'])(
  'answers %s with the application, asked for anew each time',
  async (pathname) => {
    const answer = await ask(pathname);
    expect([answer.status, await answer.text()]).toEqual([200, INDEX]);
    expect(answer.headers.get('Cache-Control')).toBe('no-cache');
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  },
);

it('lets pages run and load nothing but our own files', async () => {
  const { headers } = await ask('/console/');
  const policy = headers.get('Content-Security-Policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
});

it('gives a named file for good, in the form that the browser takes', async () => {
  const plain = await ask('/console/assets/index-abc.js', { 'Accept-Encoding': 'identity' });
  expect(await plain.text()).toBe(SCRIPT);
  expect(plain.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  const packed = await ask('/console/assets/index-abc.js', { 'Accept-Encoding': 'gzip' });
  expect(packed.headers.get('Content-Encoding')).toBe('gzip');
  expect(packed.headers.get('Vary')).toBe('Accept-Encoding');
  expect(await packed.text()).toBe(gunzipSync(gzipSync(SCRIPT)).toString());
});

it.each([
  ...['/console/assets/gone-abc.js', '/console/../secret.js', '/console/%2e%2e/secret.js'],
  ...['/console/assets/..%2f..%2fsecret.js', '/console/assets/index-abc.js.gz'],
])('has no %s', async (pathname) => {
  const answer = await ask(pathname);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toContain('not for anybody');
});

it('says what to do where the pages are not built', async () => {
  const pages = createConsolePages(path.join(folder, 'nowhere'));
  const listener = createListener(createLogger('silent'), false, [pages]);
  const bare = await startHttpServer(listener, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(`http://127.0.0.1:${bare.port}/console/`, {
    headers: { Connection: 'close' },
  });
  expect([answer.status, await answer.text()]).toEqual([
    503,
    '管理端的网页还没有编译。请运行 npm run build:web。',
  ]);
  await bare.close();
});
