import { textOf } from '../../src/simulator/reply-reader';
import { createApiClient, type ApiClient } from './api-client';
import { shownText, startRunning, type PhoneClient, type Running } from './running';

const HOUR_MS = 3600_000;
let running: Running;
let api: ApiClient;
let phone: PhoneClient;
let openid: string;

beforeEach(async () => {
  running = await startRunning();
  api = createApiClient(running);
  phone = running.phone('张大妈');
  await phone.act('renshe', { kind: 'follow' });
  openid = textOf(running.product.received[0]!.fields!, 'FromUserName')!;
});
afterEach(() => running.stop());

const sendText = (content = '已办好', to = openid): Promise<number> =>
  api.codeOf(
    api.post('/cgi-bin/message/custom/send', { touser: to, msgtype: 'text', text: { content } }),
  );
const send = (body: object): Promise<number> =>
  api.codeOf(api.post('/cgi-bin/message/custom/send', { touser: openid, ...body }));

describe('the ledger of customer-service messages', () => {
  it('should allow three within a minute of following', async () => {
    expect([await sendText(), await sendText(), await sendText(), await sendText()]).toEqual([
      0, 0, 0, 45047,
    ]);
  });

  it('should close a minute after an event', async () => {
    running.clock.at += 60_000;
    expect(await sendText()).toBe(45015);
  });

  it('should allow five within 48 hours of a message, and refill with the next', async () => {
    await phone.act('renshe', { kind: 'text', text: '在吗' });
    running.clock.at += 48 * HOUR_MS - 1;
    const codes: number[] = [];
    for (let count = 0; count < 6; count += 1) codes.push(await sendText());
    expect(codes).toEqual([0, 0, 0, 0, 0, 45047]);

    await phone.act('renshe', { kind: 'text', text: '还在吗' });
    expect(await sendText()).toBe(0);
    running.clock.at += 48 * HOUR_MS;
    expect(await sendText()).toBe(45015);
  });

  it('should never add an event to a message', async () => {
    await phone.act('renshe', { kind: 'text', text: '在吗' });
    await phone.act('renshe', { kind: 'scan', scene: 'hall' });
    const codes: number[] = [];
    for (let count = 0; count < 6; count += 1) codes.push(await sendText());
    expect(codes).toEqual([0, 0, 0, 0, 0, 45047]);
  });

  it('should open only the short window for a msgmenu tap and none for a view', async () => {
    running.clock.at += HOUR_MS;
    await api.post('/cgi-bin/menu/create', {
      button: [{ name: '网页', type: 'view', url: 'http://127.0.0.1/' }],
    });
    await phone.act('renshe', { kind: 'menu', path: [0] });
    expect(await sendText()).toBe(45015);
    await phone.act('renshe', { kind: 'say', text: '满意', itemId: '101' });
    expect([await sendText(), await sendText(), await sendText(), await sendText()]).toEqual([
      0, 0, 0, 45047,
    ]);
    const { fields } = running.product.received.at(-1)!;
    expect(fields).toMatchObject({ Content: '满意', bizmsgmenuid: '101' });
  });

  it('should close when the citizen leaves', async () => {
    await phone.act('renshe', { kind: 'unfollow' });
    expect(await sendText()).toBe(43004);
  });
});

describe('message/custom/send', () => {
  it('should show the message on the phone and count it unread', async () => {
    expect(await sendText('您的办件 RS1 已答复')).toBe(0);
    const entries = await phone.entries('renshe');
    expect(entries.at(-1)?.from).toBe('account');
    expect(shownText(entries.at(-1))).toBe('您的办件 RS1 已答复');
    const rows = await phone.accounts();
    expect(rows.find((row) => row.unit === 'renshe')?.unread).toBe(1);
  });

  it('should take 2048 bytes of text and no more', async () => {
    expect(await sendText('字'.repeat(682) + 'ab')).toBe(0);
    expect(await sendText('字'.repeat(683))).toBe(45002);
    expect(await sendText('')).toBe(44004);
  });

  it('should not know openids of other accounts', async () => {
    expect(await sendText('好', 'oNobody')).toBe(40003);
    const other = createApiClient(running, 'yibao');
    const answer = other.post('/cgi-bin/message/custom/send', {
      touser: openid,
      msgtype: 'text',
      text: { content: '好' },
    });
    expect(await other.codeOf(answer)).toBe(48001);
  });

  it('should check news, menus, media and kinds', async () => {
    const article = { title: '题', description: '述', url: 'http://127.0.0.1/a', picurl: '' };
    expect(await send({ msgtype: 'news', news: { articles: [] } })).toBe(44003);
    expect(await send({ msgtype: 'news', news: { articles: [article, article] } })).toBe(45008);
    expect(await send({ msgtype: 'image', image: { media_id: 'none' } })).toBe(40007);
    expect(await send({ msgtype: 'hologram', hologram: {} })).toBe(40008);
    expect(await send({ msgtype: 'wxcard', wxcard: {} })).toBe(40035);
    expect(await send({ msgtype: 'mpnews', mpnews: { media_id: 'none' } })).toBe(40007);
    expect(await send({ msgtype: 'msgmenu', msgmenu: { list: [] } })).toBe(40035);

    expect(await send({ msgtype: 'news', news: { articles: [article] } })).toBe(0);
    const list = [
      { id: '1', content: '满意' },
      { id: 2, content: '不满意' },
    ];
    const msgmenu = { head_content: '请评价', list, tail_content: '谢谢' };
    expect(await send({ msgtype: 'msgmenu', msgmenu })).toBe(0);
    const entries = await phone.entries('renshe');
    expect(entries.at(-1)?.body).toMatchObject({
      kind: 'menu',
      items: [
        { id: '1', text: '满意' },
        { id: '2', text: '不满意' },
      ],
    });
  });

  it('should never make a script a link', async () => {
    const article = { title: '题', description: '', url: 'javascript:alert(1)', picurl: 'data:x' };
    await send({ msgtype: 'news', news: { articles: [article] } });
    expect((await phone.entries('renshe')).at(-1)?.body).toMatchObject({
      articles: [{ url: '', pictureUrl: '' }],
    });
  });
});

describe('message/custom/typing', () => {
  const typing = (command: string): Promise<number> =>
    api.codeOf(api.post('/cgi-bin/message/custom/typing', { touser: openid, command }));

  it('should know its commands, their time and their repetition', async () => {
    expect(await typing('Nod')).toBe(45072);
    expect(await typing('Typing')).toBe(0);
    expect(await typing('Typing')).toBe(45081);
    expect(await typing('CancelTyping')).toBe(0);
    running.clock.at += 31_000;
    expect(await typing('Typing')).toBe(45080);
  });
});
