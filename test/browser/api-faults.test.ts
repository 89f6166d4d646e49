import type { Browser, Page } from 'playwright-core';
import { sendTemplateMessage } from '../../src/wechat/api/template-message';
import { getMenu } from '../../src/wechat/api/menu';
import { createRealClient, outcomeOf } from '../simulator/real-client';
import { textReply } from '../simulator/fake-product';
import { startRunning, type Running } from '../simulator/running';
import { startBrowser } from './browser';
import { officeScreen, PhoneDriver } from './phone-driver';

const shots = process.env['SHOTS_DIR'];
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

async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
}

async function openFaults(page: Page): Promise<void> {
  await page.getByText('接口故障').click();
}

/** Nothing stands out over the side of the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

describe('faults of the API in the drawer', () => {
  it('should follow the account on the phone, set a fault and show when it is spent', async () => {
    const api = createRealClient(running);
    const phone = await PhoneDriver.open(browser, `${running.simulator.url}/`, '张大妈');
    const { page } = phone;
    await page.setViewportSize(officeScreen);
    await phone.openAccount('君山人社');
    await openFaults(page);
    const account = page.getByLabel('哪个公众号的接口');
    expect(await account.inputValue()).toBe('renshe');

    await page.getByLabel('微信系统繁忙').selectOption('下一次');
    await page.getByText('开了 1 个').waitFor();
    await shoot(page, 'api-faults-office');
    expect(await outcomeOf(getMenu(api))).toBe(-1);
    await page.getByText('开了 1 个').waitFor({ state: 'detached' });
    expect(await outcomeOf(getMenu(api))).toBe('done');

    await page.getByRole('button', { name: '返回' }).click();
    await phone.openAccount('君山医保');
    await page.waitForFunction(`document.querySelector('.fault-account select').value === 'yibao'`);
    expect(phone.faults).toEqual([]);
    await page.close();
    await api.close();
  });

  it('should fit a small screen', async () => {
    const phone = await PhoneDriver.open(browser, `${running.simulator.url}/`, '张大妈');
    const { page } = phone;
    await phone.openAccount('君山人社');
    running.product.script = (push) => textReply(push, '欢迎');
    await phone.follow();
    await page.getByRole('button', { name: '开发者面板' }).last().click();
    await openFaults(page);
    await page.getByLabel('收下后断线').selectOption('三成');
    await page.getByText('开了 1 个').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await shoot(page, 'api-faults-small');
    await page.close();
  });
});

it('should show a notice as a card in a chat that nobody can write to', async () => {
  const api = createRealClient(running);
  const citizen = running.phone('张大妈');
  await citizen.act('renshe', { kind: 'follow' });
  const openid = running.product.received[0]!.fields!['FromUserName'] as string;
  await sendTemplateMessage(api, {
    touser: openid,
    template_id: 'ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY',
    url: `${running.simulator.url}/progress`,
    data: { thing1: { value: '您的咨询有答复了' }, time2: { value: '2026年11月23日 10:00' } },
  });
  const phone = await PhoneDriver.open(browser, `${running.simulator.url}/`, '张大妈');
  const { page } = phone;
  await phone.openAccount('服务通知');
  await page.getByText('您的咨询有答复了').waitFor();
  expect(await page.getByRole('link', { name: /查看详情/ }).getAttribute('href')).toBe(
    `${running.simulator.url}/progress`,
  );
  expect(await page.getByRole('textbox').count()).toBe(0);
  expect(await page.getByRole('button', { name: '公众号资料' }).count()).toBe(0);
  await shoot(page, 'notice-small');
  expect(phone.faults).toEqual([]);
  await page.close();
  await api.close();
});
