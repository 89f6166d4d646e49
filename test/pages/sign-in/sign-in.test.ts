import { snsAccessToken } from '../../../src/wechat/api/oauth';
import { createRealClient } from '../../simulator/real-client';
import { startRunning, type Running } from '../../simulator/running';
import { Browser, createPagesWorld, type PagesWorld } from '../progress/pages-world';

let running: Running;
let world: PagesWorld;
beforeAll(async () => {
  running = await startRunning();
  const { apiBase } = running.simulator;
  world = await createPagesWorld({
    apiBase,
    apis: new Map([['renshe', createRealClient(running)]]),
  });
  await running.phone('李大爷').accounts();
});
afterAll(async () => {
  await world.stop();
  await running.stop();
});

const aBrowser = (): Browser => new Browser(world.url);

/** Where the platform sends the browser of the first phone, and what it says of who it is. */
async function ask(authorizeUrl: string): Promise<string> {
  const html = await (await fetch(authorizeUrl)).text();
  const [, address] = /<a href="([^"]+)"/.exec(html)!;
  const back = new URL(address!.replaceAll('&#38;', '&'));
  expect(back.origin).toBe('http://127.0.0.1');
  return back.pathname + back.search;
}

/** The platform knows the first phone as the citizen of this world. */
async function becomeFirstPhone(authorizeUrl: string): Promise<void> {
  const path = await ask(authorizeUrl);
  const code = new URLSearchParams(path.split('?')[1]).get('code')!;
  const client = createRealClient(running);
  const { openid } = await snsAccessToken(client, code);
  await world.database.query(`update citizens set openid = $1 where id = $2`, [
    openid,
    world.citizenId,
  ]);
}

it('opens a restricted case to its citizen, and lists all cases, without a code', async () => {
  const number = await world.open({ restricted: true });
  const path = await world.pathOf(number);
  const browser = aBrowser();
  const door = await browser.get(path);
  const [, signIn] = /href="(\/p\/sign-in\/[^"]+)">用微信确认/.exec(door.html)!;
  const first = await browser.redirectOf(signIn!);
  expect(first).toMatch(/\/connect\/oauth2\/authorize\?appid=.*scope=snsapi_base/);
  await becomeFirstPhone(first);
  const second = await browser.redirectOf(signIn!);
  const returned = await ask(second);
  const page = await browser.get(returned);
  expect(page.words).toContain(`办件 ${number}`);
  const mine = await browser.get('/p/mine');
  expect(mine.words).toContain(`${number}：待受理`);
  const [{ openid }] = (await world.database.query(`select openid from citizens where id = $1`, [
    world.citizenId,
  ])) as [{ openid: string }];
  expect(mine.html).not.toContain('openid');
  expect(mine.html).not.toContain(openid);
  // The code is good once, the state for one browser.
  expect((await browser.get(returned)).words).toContain('没有确认成功');
  expect((await aBrowser().get(await ask(await aBrowser().redirectOf(signIn!)))).status).toBe(403);
});

it('opens nothing of another citizen', async () => {
  const stranger = '019ab2c4-5d6e-7f80-9123-456789abcdef';
  await world.database.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at,
       last_item_candidates) values ('renshe', $1, 'oStranger', 1, now(), now(), '{}')`,
    [stranger],
  );
  const number = await world.open({ restricted: true, citizenId: stranger });
  const browser = aBrowser();
  const signIn = `/p/sign-in/renshe?back=${encodeURIComponent(await world.pathOf(number))}`;
  await becomeFirstPhone(await browser.redirectOf(signIn));
  const page = await browser.get(await ask(await browser.redirectOf(signIn)));
  expect(page.words).toContain('请确认是您本人');
  expect((await browser.get('/p/mine')).words).not.toContain(number);
});

it.each(['/p/sign-in/yibao', '/p/sign-in/nobody', '/p/signed-in/renshe?code=x&state=y'])(
  '%s leads nowhere',
  async (path) => {
    const page = await aBrowser().get(path);
    expect(page.status).toBe(403);
    expect(page.words).toContain('没有确认成功');
  },
);

it('leads back to a page of ours alone', async () => {
  const browser = aBrowser();
  const back = encodeURIComponent('https://evil.example/p/c/x');
  const authorize = await browser.redirectOf(`/p/sign-in/renshe?back=${back}`);
  await becomeFirstPhone(authorize);
  const again = await browser.redirectOf(`/p/sign-in/renshe?back=${back}`);
  expect((await browser.get(await ask(again))).path).toBe('/p/mine');
  expect((await aBrowser().get('/p/mine')).path).toBe('/p/find');
});
