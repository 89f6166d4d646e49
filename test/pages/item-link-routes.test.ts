import Koa from 'koa';
import { request } from 'undici';
import { itemSchema, type Item } from '../../src/items/schema';
import { createItemLinkRoutes } from '../../src/pages/item-link-routes';
import { startHttpServer, type RunningServer } from '../../src/platform/http-server';

function anItem(id: string, url: string | null): Item {
  const file = itemSchema.parse({
    id,
    name: '社保卡',
    kind: 'guide',
    group: '办一办/社保卡',
    asks: ['社保卡'],
    entries: [
      { name: '窗口', how: '到窗口' },
      { name: '平台', url, how: '搜索' },
    ],
  });
  return { ...file, unit: 'renshe', ref: `renshe.${id}` };
}

let server: RunningServer;
const clicks: string[] = [];
const items = new Map(
  [anItem('card', 'https://si.12333.gov.cn/'), anItem('none', null)].map((item) => [
    item.ref,
    item,
  ]),
);

beforeAll(async () => {
  const app = new Koa();
  app.use(
    createItemLinkRoutes({
      findItem: (ref) => items.get(ref),
      onClick: (unit, item) => clicks.push(`${unit}.${item}`),
    }).routes(),
  );
  server = await startHttpServer(app.callback(), { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close());

const get = (path: string) => request(`http://127.0.0.1:${server.port}${path}`);

describe('GET /go/:unit/:item', () => {
  it('leads to the first link of the files and counts it', async () => {
    const response = await get('/go/renshe/card');
    await response.body.dump();
    expect(response.statusCode).toBe(302);
    expect(response.headers['location']).toBe('https://si.12333.gov.cn/');
    expect(response.headers['cache-control']).toBe('no-store');
    expect(clicks).toEqual(['renshe.card']);
  });

  it.each([
    '/go/renshe/none',
    '/go/renshe/gone',
    '/go/yibao/card',
    '/go/renshe/card?url=https://evil.example',
    '/go/renshe/https:%2F%2Fevil.example',
  ])('leads nowhere else: %s', async (path) => {
    const response = await get(path);
    const text = await response.body.text();
    if (response.statusCode === 302) {
      expect(response.headers['location']).toBe('https://si.12333.gov.cn/');
    } else {
      expect(response.statusCode).toBe(404);
      expect(text).toContain('12345');
    }
  });
});

describe('startHttpServer', () => {
  it('says in a sentence that the port is taken', async () => {
    await expect(
      startHttpServer(() => undefined, { host: '127.0.0.1', port: server.port }),
    ).rejects.toMatchObject({
      code: 'bad_configuration',
      message: expect.stringContaining(String(server.port)) as string,
    });
  });
});
