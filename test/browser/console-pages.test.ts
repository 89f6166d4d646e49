import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { findPackageRoot } from '../../src/platform/package-root';
import { findConsoleFaults, findSerious } from './axe';
import { startBrowser } from './browser';
import { answerByKeyboard, answerByMouse, countPresses } from './first-case';
import { startProduct, type RunningProduct } from './product';
import { StaffDriver } from './staff-driver';

const CONSOLE = path.join(findPackageRoot(), 'dist', 'console');
const FIRST_PAGE_BYTES = 350 * 1024;

let browser: Browser;
let product: RunningProduct;
beforeAll(async () => {
  [browser, product] = await Promise.all([
    startBrowser(),
    startProduct({ TRIAL_EXAMPLES: 'true' }),
  ]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

it.each(['renshe.jb', 'renshe.qf', 'tongchou', 'admin'])(
  'shows %s no page with a serious finding, English or a sideways scroll (acceptance 12)',
  async (username) => {
    const staff = await StaffDriver.signIn(browser, product, username);
    const faults: string[] = [];
    await staff.walk(async (kind) => {
      const found = [...(await findSerious(staff.page)), ...(await findConsoleFaults(staff.page))];
      faults.push(...found.map((fault) => `/${kind}: ${fault}`));
    });
    expect(faults).toEqual([]);
    expect(staff.faults).toEqual([]);
    await staff.close();
  },
  120_000,
);

it('lets in with the keyboard alone, and says why not', async () => {
  const page = await browser.newPage();
  await page.goto(`${product.consoleUrl}cases?tab=mine`);
  await page.getByRole('heading', { level: 1, name: '公众号办件工作台' }).waitFor();
  expect(await findSerious(page)).toEqual([]);
  await page.getByLabel('用户名').fill('renshe.jb');
  await page.getByLabel('密码', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: '不对' }).waitFor();
  await page.getByLabel('密码', { exact: true }).fill(product.passwordOf('renshe.jb'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '办件列表' }).waitFor();
  expect(new URL(page.url()).search).toBe('?tab=mine');
  await page.close();
});

it('keeps what was typed when the session has ended in the middle', async () => {
  const staff = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await staff.open('cases?tab=mine');
  await staff.page.locator('tbody a').first().click();
  await staff.page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
  const note = staff.page.getByLabel('内部备注', { exact: true });
  await note.fill('打过电话，明天再联系。');
  await staff.page.context().clearCookies();
  await staff.page.getByRole('button', { name: '记下' }).click();
  const dialog = staff.page.getByRole('dialog', { name: '请重新登录' });
  await dialog.getByLabel('密码', { exact: true }).fill(product.passwordOf('renshe.jb'));
  await staff.page.keyboard.press('Enter');
  await staff.page.getByText('打过电话，明天再联系。').last().waitFor();
  await dialog.waitFor({ state: 'hidden' });
  expect(await note.inputValue()).toBe('');
  await staff.close();
});

it('saves a draft and brings it back, and opens 办理 by Alt+R', async () => {
  const staff = await StaffDriver.signIn(browser, product, 'renshe.jb');
  const { page } = staff;
  await staff.open('cases?tab=mine&states=in_progress');
  await page.locator('tbody a').first().click();
  await page.getByRole('heading', { level: 1, name: /^办件 / }).waitFor();
  await page.locator('.el-tabs').waitFor();
  await page.keyboard.press('Alt+R');
  const answer = page.getByLabel('公开答复内容', { exact: true });
  await answer.fill('您好，材料收到了，下周一前给您答复。');
  await page.keyboard.press('Control+S');
  await page.getByText(/草稿已存 \d\d:\d\d/).waitFor();
  await page.getByText('将发送 1 条').waitFor();
  await page.reload();
  await page.getByText(/已恢复 .* 的草稿/).waitFor();
  expect(await answer.inputValue()).toBe('您好，材料收到了，下周一前给您答复。');
  expect(await findSerious(page)).toEqual([]);
  await staff.close();
});

it('lets a new clerk answer a first case in five clicks, or without a mouse (acceptance 1)', async () => {
  const byMouse = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await byMouse.page.getByText('第一次用，跟着走五步').waitFor();
  const presses = await countPresses(byMouse.page);
  await answerByMouse(byMouse.page);
  expect(await presses()).toBeLessThanOrEqual(5);
  await byMouse.close();

  const byKeyboard = await StaffDriver.signIn(browser, product, 'minzheng.jb');
  const touched = await countPresses(byKeyboard.page);
  await answerByKeyboard(byKeyboard.page);
  expect(await touched()).toBe(0);
  await byKeyboard.close();
});

it('says in each row whose a case is, how late, and whether WeChat can deliver (acceptance 2)', async () => {
  const staff = await StaffDriver.signIn(browser, product, 'renshe.jb');
  await staff.open('cases?tab=unit');
  const heads = await staff.page.locator('thead th').allInnerTexts();
  const rows = await staff.page.locator('tbody tr').all();
  expect(rows.length).toBeGreaterThan(10);
  const cellOf = async (row: (typeof rows)[number], head: string): Promise<string> =>
    row.locator('td').nth(heads.indexOf(head)).innerText();
  for (const row of rows) {
    expect(await cellOf(row, '承办人')).toMatch(/经办员|没有认领/);
    expect(await cellOf(row, '剩余')).toMatch(/逾期|剩 \d|到期|暂停/);
    expect(await cellOf(row, '微信窗口与送达')).toMatch(/可发 \d 条|不能主动发|窗口已关/);
  }
  await staff.close();
});

it('loads at most 350 KB of script for the first page, and nothing inline', async () => {
  const page = await browser.newPage();
  const files = new Set<string>();
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    if (pathname.endsWith('.js')) files.add(pathname.replace('/console/', ''));
  });
  const answer = await page.goto(`${product.consoleUrl}sign-in`);
  await page.getByLabel('用户名').fill('renshe.jb');
  await page.getByLabel('密码', { exact: true }).fill(product.passwordOf('renshe.jb'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor();
  await page.waitForLoadState('networkidle');
  const bytes = [...files].map((name) => {
    const packed = path.join(CONSOLE, `${name}.gz`);
    return fs.statSync(fs.existsSync(packed) ? packed : path.join(CONSOLE, name)).size;
  });
  expect(files.size).toBeGreaterThan(2);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_PAGE_BYTES);
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self'");
  await page.close();
});
