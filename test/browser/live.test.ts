import type { Browser } from 'playwright-core';
import { startBrowser } from './browser';
import { PhoneDriver } from './phone-driver';
import { startProduct, type RunningProduct } from './product';
import { StaffDriver } from './staff-driver';

let product: RunningProduct;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

it('shows a new case, who else has it open, and that the line is lost, without a reload', async () => {
  const zhang = await StaffDriver.signIn(browser, product, 'renshe.jb');
  const li = await StaffDriver.signIn(browser, product, 'renshe.jb2');
  await zhang.open('cases?tab=unit');
  const phone = await PhoneDriver.open(browser, product.phoneUrl, 'live');
  await phone.openAccount('君山人社');
  await phone.follow();
  await phone.say('转人工');
  await phone.say('钱粮湖的工地拖欠我们四个月工资，没有人管');
  const row = zhang.page.getByRole('row').filter({ hasText: /RS\d{12}/ });
  await row.first().waitFor();
  const number = /RS\d{12,}\w/.exec(await row.first().innerText())![0];

  await Promise.all([zhang.open(`cases/${number}`), li.open(`cases/${number}`)]);
  await zhang.page.getByText('区人社局经办员乙也打开着这件').waitFor();
  await li.open('cases');
  await zhang.page.getByText('也打开着这件').waitFor({ state: 'detached' });

  await product.stop();
  const bar = zhang.page.getByText(/连接已断开，\d\d:\d\d 之后的新消息可能未显示。/);
  await bar.waitFor({ timeout: 20_000 });
  expect(await zhang.page.getByRole('button', { name: '重新加载' }).isVisible()).toBe(true);
  expect(zhang.faults).toEqual([]);
});
