import { inspect } from 'node:util';
import { buffer } from 'node:stream/consumers';
import { sendCustomMessage } from '../../../src/wechat/api/custom-message';
import { createJsapiSigner } from '../../../src/wechat/api/jsapi-ticket';
import { getMedia, uploadTempMedia } from '../../../src/wechat/api/media';
import { getMenu } from '../../../src/wechat/api/menu';
import { snsAccessToken, snsRefreshToken, snsUserInfo } from '../../../src/wechat/api/oauth';
import { clearQuotaByAppSecret } from '../../../src/wechat/api/quota';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import {
  aDispatcher,
  aLogger,
  aWechatApi,
  FakeWechat,
  HandClock,
  MemoryTokenStore,
  SECRET,
  TOKEN,
  type Answer,
} from './fake-wechat';

const TICKET = 'TICKET-0123456789abcdef';
const CODE = 'CODE-0123456789abcdef';
const CITIZEN = 'CITIZEN-0123456789abcdef';
const REFRESH = 'REFRESH-0123456789abcdef';
const SECRETS = [SECRET, TOKEN, TICKET, CODE, CITIZEN, REFRESH];
const token = { value: TOKEN, fetchedAt: new HandClock().now(), expiresAt: new Date('2027-01-01') };

const calls: [name: string, path: string, call: (api: WechatApi) => Promise<unknown>][] = [
  ['the token call', '/cgi-bin/stable_token', (api) => getMenu(api)],
  ['a menu', '/cgi-bin/menu/get', (api) => getMenu(api)],
  [
    'a send',
    '/cgi-bin/message/custom/send',
    (api) => sendCustomMessage(api, { touser: 'o1', msgtype: 'text', text: { content: 'a' } }),
  ],
  [
    'an upload',
    '/cgi-bin/media/upload',
    (api) => uploadTempMedia(api, 'image', { fileName: 'a.jpg', content: new Blob(['a']) }),
  ],
  [
    'a download',
    '/cgi-bin/media/get',
    async (api) => buffer((await getMedia(api, 'M', { maxBytes: 10 })).content),
  ],
  ['a quota', '/cgi-bin/clear_quota/v2', (api) => clearQuotaByAppSecret(api)],
  ['a code', '/sns/oauth2/access_token', (api) => snsAccessToken(api, CODE)],
  ['a refresh', '/sns/oauth2/refresh_token', (api) => snsRefreshToken(api, REFRESH)],
  [
    'a citizen',
    '/sns/userinfo',
    (api) => snsUserInfo(api, { access_token: CITIZEN, openid: 'o1' }),
  ],
  [
    'a ticket',
    '/cgi-bin/ticket/getticket',
    (api) => {
      const parts = { store: new MemoryTokenStore(), clock: new HandClock() };
      const signer = createJsapiSigner(api, { ...parts, logger: aLogger().logger });
      return signer.sign(`https://a.example/?t=${TICKET}`);
    },
  ],
];

/** Everything that the request carried, said back. */
const echo: Answer = (seen, response) => {
  const said = `${[...seen.query.values()].join(' ')} ${seen.body} ${SECRET}`;
  response.end(JSON.stringify({ errcode: 40035, errmsg: `bad ${said} rid: 1-2-3` }));
};
const manners: [name: string, answer: Answer | 'no connection'][] = [
  ['refused with an echo', echo],
  ['cut', (_seen, response) => response.destroy()],
  ['broken', (_seen, response) => response.writeHead(502).end('<html>')],
  ['not understood', (seen, response) => response.end(JSON.stringify([...seen.query, seen.body]))],
  ['not connected', 'no connection'],
];

const cases = calls.flatMap(([name, path, call]) =>
  manners.map(([manner, answer]) => [name, manner, path, call, answer] as const),
);

it.each(cases)('%s %s lets no secret out', async (_name, _manner, path, call, answer) => {
  const wechat = new FakeWechat();
  await wechat.start();
  const dispatcher = aDispatcher();
  const { logger, lines } = aLogger();
  const needsToken = path !== '/cgi-bin/stable_token';
  const tokens = Object.assign(new MemoryTokenStore(), { token: needsToken ? token : null });
  const api = aWechatApi(wechat, { dispatcher, logger, tokens });
  if (answer === 'no connection') await wechat.stop();
  else wechat.on(path, answer);
  const failure = await call(api).then(
    () => undefined,
    (error: unknown) => error,
  );
  logger.error({ err: failure }, 'failed');
  const said = [
    inspect(failure, { depth: 12, showHidden: true }),
    String(failure),
    ...lines,
  ].join();
  expect(failure).toBeInstanceOf(Error);
  for (const secret of SECRETS) expect(said).not.toContain(secret);
  expect(said).not.toContain('access_token=');
  await dispatcher.destroy();
  if (answer !== 'no connection') await wechat.stop();
});
