import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from './browser';
import { enlarge } from './citizen-pages';
import { officeScreen, PhoneDriver, smallScreen } from './phone-driver';
import { startProduct, type RunningProduct } from './product';

const AXE = fs.readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
const LEAST_TARGET_PX = 48;
/** What a finger aims at; links within a sentence are as high as their line. */
const TARGETS =
  'button, .button, .more, .call, .list a, summary, .tick, textarea, input:not([type=checkbox], [type=radio], [type=hidden])';
let product: RunningProduct;
let browser: Browser;
let phone: PhoneDriver;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), startBrowser()]);
  phone = await PhoneDriver.open(browser, product.phoneUrl, '李大爷');
  await phone.openAccount('君山人社');
  await phone.follow();
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** The page that the last message of the account leads to, in WeChat's own browser: without a script of ours. */
async function openLink(
  words: string,
  options: { javaScriptEnabled?: boolean; large?: boolean } = {},
): Promise<Page> {
  const link = phone.replies().getByRole('link', { name: words }).last();
  const address = await link.getAttribute('href');
  const { javaScriptEnabled = false, large = false } = options;
  const context = await browser.newContext({ viewport: smallScreen, javaScriptEnabled });
  if (large) await enlarge(context, address!);
  const page = await context.newPage();
  await page.goto(address!);
  return page;
}

/** Serious and critical findings; axe needs scripts, which the page itself does not. */
async function findingsOf(page: Page): Promise<string[]> {
  const context = await browser.newContext({ viewport: smallScreen, bypassCSP: true });
  await context.addCookies(await page.context().cookies());
  const copy = await context.newPage();
  await copy.goto(page.url());
  await copy.evaluate(AXE);
  const found = await copy.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{
          violations: { id: string; impact: string | null; nodes: { html: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  await context.close();
  return found;
}

/** Links and controls that a finger would miss, and what sticks out of the screen. */
async function misfitsOf(page: Page): Promise<string[]> {
  const misfits: string[] = [];
  const width = page.viewportSize()!.width;
  for (const target of await page.locator(TARGETS).all()) {
    if (!(await target.isVisible())) continue;
    const box = await target.boundingBox();
    const words = (await target.innerText()).slice(0, 20);
    if (box && box.height < LEAST_TARGET_PX) misfits.push(`${words}: ${box.height}px high`);
    if (box && box.x + box.width > width) misfits.push(`${words}: out of the screen`);
  }
  return misfits;
}

it('opens the case of a receipt without a script: steps, promise, supplement with a picture', async () => {
  await phone.say('窗口的人互相推诿，没人管我的事');
  const page = await openLink('点这里看进展');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^办件 RS\d+/);
  expect(await page.locator('[aria-current=step]').innerText()).toContain('已收到');
  expect(await misfitsOf(page)).toEqual([]);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByLabel('要说的话').fill('再补充一句');
  const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const file = { name: 'photo.png', mimeType: 'image/png', buffer: picture };
  await page.getByLabel(/^图片/).setInputFiles(file);
  await page.getByRole('button', { name: '发送' }).click();
  expect(await page.getByRole('status').innerText()).toBe('已收到您的补充。');
  await page.getByText(/^您说过的话/).click();
  expect(await page.getByText('再补充一句').isVisible()).toBe(true);
  await page.context().close();
});

it('shows the answer, takes the rating, and opens the next round', async () => {
  const listed = await product.zhijian('cases', 'list');
  const [number] = /RS\d{12,}[A-Z0-9]/.exec(listed)!;
  await product.zhijian('cases', 'answer', number, '--text', '您好，请带身份证到一楼大厅办理。');
  await phone.page.getByText('请带身份证到一楼大厅办理').first().waitFor();
  const page = await openLink('看办理经过、评价');
  expect(await page.locator('.said').innerText()).toBe('您好，请带身份证到一楼大厅办理。');
  expect(await findingsOf(page)).toEqual([]);
  await page.getByLabel('不满意', { exact: true }).check();
  await page.getByRole('button', { name: '提交评价' }).click();
  // The link was of the first round: the new one comes with the notice.
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('链接已失效');
  await phone.page.getByText('已重新办理').first().waitFor();
  const again = await openLink('看进展');
  expect(await again.locator('[aria-current=step]').innerText()).toContain('办理中');
  await again.context().close();
});

it('gives a query code on a one-time page, which opens the case elsewhere', async () => {
  const listed = await product.zhijian('cases', 'list');
  const [number] = /RS\d{12,}[A-Z0-9]/.exec(listed)!;
  await phone.say('查询码');
  const page = await openLink('点这里取查询码');
  await page.getByRole('button', { name: '开始' }).click();
  await page.getByRole('button', { name: '取这件的查询码' }).first().click();
  const code = await page.locator('.code').innerText();
  const home = await browser.newPage({ viewport: officeScreen });
  await home.goto(new URL('/p/find', page.url()).href);
  expect(await findingsOf(home)).toEqual([]);
  await home.getByLabel('办件编号').fill(number);
  await home.getByLabel('查询码').fill('AAAAAAAA');
  await home.getByRole('button', { name: '查询' }).click();
  expect(await home.getByRole('alert').innerText()).toContain('对不上');
  await home.getByLabel('查询码').fill(code);
  await home.getByRole('button', { name: '查询' }).click();
  expect(await home.getByRole('heading', { level: 1 }).innerText()).toBe(`办件 ${number}`);
  await home.close();
  await page.context().close();
});

it('remembers large type, and still fits the screen', async () => {
  await phone.say('进度');
  const page = await openLink('查看');
  await page.getByRole('button', { name: '大字版' }).click();
  await page.getByRole('button', { name: '标准字' }).waitFor();
  expect(await page.locator('html.large').count()).toBe(1);
  expect(await misfitsOf(page)).toEqual([]);
  await page.context().close();
  const large = await openLink('查看', { javaScriptEnabled: true, large: true });
  expect(await large.evaluate<number>('document.documentElement.scrollWidth')).toBe(375);
  await large.context().close();
});

it.each([
  ...['/p/items', '/p/items/renshe', '/p/items/renshe/card', '/p/privacy/renshe', '/p/find'],
  ...['/p/c/not-a-link-of-ours', '/p/nowhere'],
])('%s is for everyone: small, its targets large, without serious findings', async (path) => {
  const link = phone.replies().getByRole('link', { name: '查看' }).last();
  const origin = new URL((await link.getAttribute('href'))!).origin;
  const page = await browser.newPage({ viewport: smallScreen });
  const sizes: number[] = [];
  page.on('response', (answer) => void answer.body().then(({ length }) => sizes.push(length)));
  await page.goto(origin + path, { waitUntil: 'networkidle' });
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30 * 1024);
  expect(await misfitsOf(page)).toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(375);
  expect(await findingsOf(page)).toEqual([]);
  await page.close();
});
