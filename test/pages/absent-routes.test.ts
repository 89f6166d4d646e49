import { createListener } from '../../src/create-listener';
import { createAbsentRoutes } from '../../src/pages/absent-routes';
import { startHttpServer } from '../../src/platform/http-server';
import { createLogger } from '../../src/platform/logger';

it.each([
  ['/p', true],
  ['/p/', true],
  ['/p/nowhere', true],
  ['/p/c/a/b/c', true],
  ['/pages', false],
  ['/console/p/', false],
])('%s: a page that leads on: %s', async (path, isPage) => {
  const logger = createLogger('silent');
  const listener = createListener(logger, false, [createAbsentRoutes()]);
  const server = await startHttpServer(listener, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
  expect(answer.status).toBe(404);
  expect((await answer.text()).includes('没有这个页面')).toBe(isPage);
  await server.close();
});
