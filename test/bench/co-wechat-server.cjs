/**
 * The bench's yardstick: the npm package `co-wechat` on Koa, encrypted mode, storing nothing, with
 * the two replies that ours gives too. Every path answers; prints its port when it listens.
 *   PORT, TOKEN, AES_KEY (43 characters), APP_ID
 *   KEYWORD        the text that gets KEYWORD_REPLY; every other message gets RECEIPT_REPLY
 */
const Koa = require('koa');
const wechat = require('co-wechat');

const { PORT = '0', TOKEN, AES_KEY, APP_ID } = process.env;
const { KEYWORD = '社保卡', KEYWORD_REPLY = '', RECEIPT_REPLY = '' } = process.env;

const app = new Koa();
app.use(
  wechat({ token: TOKEN, appid: APP_ID, encodingAESKey: AES_KEY }).middleware(async (message) =>
    message.Content === KEYWORD ? KEYWORD_REPLY : RECEIPT_REPLY,
  ),
);
const server = app.listen(Number(PORT), '127.0.0.1', () => console.log(server.address().port));
process.on('SIGTERM', () => process.exit());
