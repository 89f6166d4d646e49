import type { Browser } from 'playwright-core';
import { replyTo, textReply } from '../simulator/fake-product';
import { startRunning, type Running } from '../simulator/running';
import { startBrowser } from './browser';
import { officeScreen, PhoneDriver } from './phone-driver';

let browser: Browser;
let running: Running;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  running = await startRunning();
});
afterEach(() => running.stop());

const open = (owner = '张大妈'): Promise<PhoneDriver> =>
  PhoneDriver.open(browser, `${running.simulator.url}/`, owner);

async function openChat(owner?: string): Promise<PhoneDriver> {
  running.product.script = (push) => textReply(push, '欢迎');
  const phone = await open(owner);
  await phone.openAccount('君山人社');
  await phone.follow();
  return phone;
}

describe('the phone page', () => {
  it('should show markup of a reply as text and only web links as links', async () => {
    const phone = await openChat();
    const nasty =
      '<script>window.broken=1</script><img src=x onerror="window.broken=1">' +
      '<a href="javascript:window.broken=1">别点</a><a href="https://a.example/">可点</a>';
    running.product.script = (push) => textReply(push, nasty);

    expect(await phone.say('来一段')).toContain('<script>window.broken=1</script><img src=x');
    const links = phone.replies().last().locator('a');
    expect(await links.count()).toBe(1);
    expect(await links.getAttribute('href')).toBe('https://a.example/');
    expect(await links.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await phone.page.evaluate('window.broken')).toBeUndefined();
    expect(phone.faults).toEqual([]);
    await phone.page.close();
  });

  it('should show a card, send a place and words spoken, and scan a scene', async () => {
    const phone = await openChat();
    const { page } = phone;
    const item = {
      Title: '社保卡指南',
      Description: '带什么',
      PicUrl: '',
      Url: 'http://127.0.0.1/a',
    };
    running.product.script = (push) =>
      replyTo(push, { MsgType: 'news', ArticleCount: 1, Articles: { item } });
    expect(await phone.say('指南')).toContain('阅读全文');
    expect(await page.getByRole('link', { name: /社保卡指南/ }).getAttribute('href')).toBe(
      item.Url,
    );

    running.product.script = (push) => textReply(push, '好的');
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '位置' }).click();
    await page.getByLabel('地名').fill('广兴洲镇');
    await page.keyboard.press('Enter');
    await page.getByText('广兴洲镇').waitFor();
    await page.getByRole('button', { name: '发语音' }).click();
    await page.getByLabel('识别出的文字').fill('养老金怎么领');
    await page.getByRole('button', { name: '发送', exact: true }).click();
    await page.getByText('养老金怎么领').waitFor();
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '扫场景码' }).click();
    await page.getByLabel('场景值').fill('hall-3');
    await page.keyboard.press('Enter');
    await page.getByText('扫了场景码“hall-3”').waitFor();
    await page.locator('.trip.sending').first().waitFor({ state: 'detached' });
    const sent = running.product.received.map(
      (push) => push.fields?.['Event'] ?? push.fields?.['MsgType'],
    );
    expect(sent).toEqual(['subscribe', 'text', 'location', 'voice', 'SCAN']);
    await page.close();
  });

  it('should mark what is unread and say how long the answer took', async () => {
    const phone = await openChat();
    await phone.say('你好');
    expect(await phone.page.locator('.citizen .trip').innerText()).toMatch(/^\d+ 毫秒$/);
    await phone.page.getByRole('button', { name: '返回' }).click();
    await phone.page.getByRole('button', { name: '君山人社', exact: true }).waitFor();

    await running.phone('张大妈').act('renshe', { kind: 'text', text: '从别处写的' });
    await phone.page.getByRole('button', { name: '君山人社，1 条未读' }).waitFor();
    await phone.openAccount('君山人社');
    await phone.page.getByRole('button', { name: '返回' }).click();
    await phone.page.getByRole('button', { name: '君山人社', exact: true }).waitFor();
    await phone.page.close();
  });

  it('should unfollow, and say in the chat that an account fails', async () => {
    const phone = await openChat();
    const { page } = phone;
    running.product.script = () => ({ status: 500, body: '' });
    await page.getByRole('textbox', { name: '输入消息' }).fill('在吗');
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByText('该公众号提供的服务出现故障，请稍后再试').waitFor();
    await page.getByText('没有答复，试了 3 次').waitFor();

    await page.getByRole('button', { name: '公众号资料' }).click();
    await page.getByRole('button', { name: '不再关注' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '不再关注' }).click();
    await page.getByRole('button', { name: '君山人社，未关注' }).waitFor();
    await page.close();
  });

  it('should fit both screens, also with large letters', async () => {
    const phone = await openChat();
    const { page } = phone;
    await phone.say('一段很长的话'.repeat(30));
    const isTooWide = (): Promise<unknown> =>
      page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(await isTooWide()).toBe(false);
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByRole('button', { name: '我', exact: true }).click();
    await page.getByRole('switch', { name: '大字模式' }).click();
    expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('20px');
    expect(await isTooWide()).toBe(false);
    await page.setViewportSize(officeScreen);
    await page.getByRole('complementary', { name: '开发者面板' }).waitFor({ state: 'attached' });
    expect(await isTooWide()).toBe(false);
    await page.close();
  });

  it('should open several phones beside the drawer and show each one’s wire', async () => {
    const page = await browser.newPage({ viewport: officeScreen });
    const query = ['张大妈', '王奶奶'].map((name) => `phone=${encodeURIComponent(name)}`).join('&');
    await page.goto(`${running.simulator.url}/?${query}`);
    const hers = page.getByRole('region', { name: '王奶奶的手机' });
    await page.getByRole('region', { name: '张大妈的手机' }).waitFor();
    running.product.script = (push) => textReply(push, '欢迎王奶奶');
    await hers.getByRole('button', { name: /^君山人社/ }).click();
    await hers.getByRole('button', { name: '关注公众号' }).click();
    await hers.getByText('欢迎王奶奶').waitFor();

    const drawer = page.getByRole('complementary', { name: '开发者面板' });
    await drawer.getByText('君山人社 · 关注').click();
    await drawer.getByText('<Event>').waitFor();
    for (const title of ['推送，明文', '推送，加密后', '回复，明文', '回复，收到的（HTTP 200）']) {
      await drawer.getByRole('heading', { name: title }).waitFor();
    }
    await drawer.getByText('推送故障').click();
    await drawer.getByRole('switch', { name: '签名错误' }).click();
    await drawer.getByText('开了 1 个').waitFor();
    await hers.getByRole('textbox', { name: '输入消息' }).fill('在吗');
    await page.keyboard.press('Enter');
    await hers.getByText('没有答复，试了 3 次').waitFor();
    await page.close();
  });

  it('should be worked by keyboard alone', async () => {
    running.product.script = (push) => textReply(push, '欢迎');
    const phone = await open();
    const { page } = phone;
    await page.getByRole('button', { name: '君山人社，未关注' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '关注公众号' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('欢迎').first().waitFor();
    await page.getByRole('button', { name: '更多' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '位置' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '发送位置' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.close();
  });
});
