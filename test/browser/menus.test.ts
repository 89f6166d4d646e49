import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { chinaDateOf, instantInChina } from '../../src/platform/china-time';
import { findPackageRoot } from '../../src/platform/package-root';
import { startBrowser } from './browser';
import { PhoneDriver } from './phone-driver';
import { startProduct, type RunningProduct } from './product';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the watch over menus may take to come round, and a little more. */
const WATCH_MS = 40_000;

/** A season of one day: tomorrow, or the day after where midnight may come during the tests. */
const season = chinaDateOf(new Date(Date.now() + DAY_MS + 10 * 60_000));
/** From now to a minute after it began. */
const untilSeasonMs = instantInChina(season, 1).getTime() - Date.now();
const menu = `autoApply: true
menu:
  - name: 办一办
    buttons:
      - { name: 护照, item: passport, as: card }
      - { name: 附近派出所, location: policestation }
      - { name: 扫一扫, scan: answer }
      - { name: 拍照反映, photo: either }
      - { name: 怎么用, page: help }
  - { name: 年底专用, page: items, from: ${season}, until: ${season} }
`;

let browser: Browser;
let product: RunningProduct;
let menusDir: string;
beforeAll(async () => {
  menusDir = await fs.mkdtemp(path.join(os.tmpdir(), 'menus-'));
  await fs.cp(path.join(findPackageRoot(), 'menus'), menusDir, { recursive: true });
  await fs.writeFile(path.join(menusDir, 'gongan.yaml'), menu);
  [browser, product] = await Promise.all([startBrowser(), startProduct({ MENUS_DIR: menusDir })]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
  await fs.rm(menusDir, { recursive: true, force: true });
});

async function openChat(owner: string): Promise<PhoneDriver> {
  const phone = await PhoneDriver.open(browser, product.phoneUrl, owner);
  await phone.openAccount('君山公安');
  await phone.follow();
  return phone;
}

/** Taps, gives what the button asks for, and waits for the answer. */
async function tapAndGive(
  phone: PhoneDriver,
  name: string,
  label: string,
  given: string,
): Promise<string> {
  const { page } = phone;
  const before = await phone.replies().count();
  await page.getByRole('button', { name: '办一办', exact: true }).click();
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByLabel(label).fill(given);
  await page.keyboard.press('Enter');
  await phone.replies().nth(before).waitFor();
  return phone.replies().nth(before).innerText();
}

/** Asks the history again and again until the schedule has applied so many versions. */
async function waitForSchedule(times: number): Promise<void> {
  for (const until = Date.now() + WATCH_MS; Date.now() < until;) {
    const history = await product.zhijian('menus', 'history', 'gongan');
    if (history.split('schedule').length - 1 === times) return;
  }
  throw new Error(`the schedule did not apply version ${times}`);
}

describe('the menu on the phone', () => {
  it('should be the applied one, and each of its buttons should work and be counted', async () => {
    const phone = await openChat('周大娘');
    const { page } = phone;
    expect(await phone.tapMenu('办一办', '护照')).toContain('护照');
    expect(await phone.tapMenu('办一办', '怎么用')).toContain('这样用');

    const link = 'http://127.0.0.1/passport';
    expect(await tapAndGive(phone, '扫一扫', '二维码的内容', link)).toContain('没有认出');
    const answers = await phone.replies().count();
    const place = await tapAndGive(phone, '附近派出所', '地名', '广兴洲镇');
    expect(place).toContain('示例派出所');
    expect(await phone.replies().count()).toBe(answers + 1);

    const choosing = page.waitForEvent('filechooser');
    const before = await phone.replies().count();
    await page.getByRole('button', { name: '办一办', exact: true }).click();
    await page.getByRole('button', { name: '拍照反映', exact: true }).click();
    const buffer = await page.screenshot();
    await (await choosing).setFiles({ name: 'photo.png', mimeType: 'image/png', buffer });
    await phone.replies().nth(before).waitFor();
    expect(await phone.replies().nth(before).innerText()).toContain('照片收到了');
    expect(phone.faults).toEqual([]);
    await page.close();

    const other = await openChat('郑奶奶');
    const code = 'gongan.passport';
    expect(await tapAndGive(other, '扫一扫', '二维码的内容', code)).toContain('护照');
    await other.page.close();

    const counted = await countedTaps();
    expect(counted).toMatchObject({ 扫一扫: 2, 护照: 1, 附近派出所: 1, 拍照反映: 1, 怎么用: 1 });
  });

  it('should get a seasonal button when its day begins, and lose it when it is over', async () => {
    const phone = await openChat('吴大伯');
    // A day goes by at once: for some seconds the schedule is busy with the runs that it missed.
    phone.page.setDefaultTimeout(WATCH_MS);
    const seasonal = phone.page.getByRole('button', { name: '年底专用', exact: true });
    const lasting = phone.page.getByRole('button', { name: '办一办', exact: true });
    await lasting.waitFor();
    expect(await seasonal.count()).toBe(0);

    await product.moveClock(untilSeasonMs);
    await waitForSchedule(1);
    await reopen(phone);
    expect(await phone.tapMenu('年底专用')).toContain('常办的事');

    await product.moveClock(untilSeasonMs + DAY_MS);
    await waitForSchedule(2);
    await reopen(phone);
    await lasting.waitFor();
    expect(await seasonal.count()).toBe(0);
    expect(phone.faults).toEqual([]);
    await phone.page.close();
  }, 120_000);
});

async function reopen(phone: PhoneDriver): Promise<void> {
  await phone.page.reload();
  await phone.openAccount('君山公安');
}

/** Clicks by button, once all six taps are written: they are gathered for some seconds. */
async function countedTaps(): Promise<Record<string, number>> {
  for (const until = Date.now() + WATCH_MS; Date.now() < until;) {
    const lines = (await product.zhijian('menus', 'stats', 'gongan')).split('\n');
    if (!lines.some((line) => line.includes('共 6 次'))) continue;
    const rows = lines.flatMap((line) => {
      const [, name, clicks] = /办一办 \/ (\S+) +(\d+) /.exec(line) ?? [];
      return name === undefined ? [] : [[name, Number(clicks)] as const];
    });
    return Object.fromEntries(rows);
  }
  throw new Error('the taps were not counted');
}
