import fs from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { findPackageRoot } from '../../src/platform/package-root';
import { startBrowser } from './browser';
import { enlarge, listCitizenPages } from './citizen-pages';
import { officeScreen, smallScreen } from './phone-driver';
import { startProduct } from './product';
import { StaffDriver } from './staff-driver';

/** One of each kind of people; together they see every page. */
const PEOPLE = ['renshe.jb', 'renshe.sh', 'renshe.qf', 'tongchou', 'jiandu', 'admin'];
const SCREENS = { office: officeScreen, phone: smallScreen };

async function takeAll(folder: string): Promise<void> {
  const product = await startProduct({ TRIAL_EXAMPLES: 'true' });
  const browser = await startBrowser();
  let taken = 0;
  try {
    for (const [screen, size] of Object.entries(SCREENS)) {
      const seen = new Set<string>();
      for (const username of PEOPLE) {
        const staff = await StaffDriver.signIn(browser, product, username, size);
        await staff.walk(async (kind) => {
          // What another person has shown is not shown again, but for the page that everybody begins with.
          if (kind !== '' && seen.has(kind)) return;
          seen.add(kind);
          const name = `${kind === '' ? `desk-${username}` : kind.replaceAll(/[/*]+/g, '-')}.png`;
          await staff.page.screenshot({ path: path.join(folder, screen, name), fullPage: true });
          taken += 1;
        });
        await staff.close();
      }
    }
    taken += await takeCitizenPages(browser, await listCitizenPages(browser, product), folder);
  } finally {
    await browser.close();
    await product.stop();
  }
  process.stdout.write(`${taken} 张截图在 ${folder}\n`);
}

/** Each page as it is, and on the telephone in large type too. @returns how many pictures */
async function takeCitizenPages(
  browser: Browser,
  pages: ReadonlyMap<string, string>,
  folder: string,
): Promise<number> {
  let taken = 0;
  for (const [screen, viewport, isLarge] of [
    ['office', officeScreen, false],
    ['phone', smallScreen, false],
    ['phone', smallScreen, true],
  ] as const) {
    const context = await browser.newContext({ viewport, locale: 'zh-CN' });
    const page = await context.newPage();
    for (const [name, address] of pages) {
      if (isLarge) await enlarge(context, address);
      await page.goto(address, { waitUntil: 'networkidle' });
      const file = `citizen-${name}${isLarge ? '-large' : ''}.png`;
      await page.screenshot({ path: path.join(folder, screen, file), fullPage: true });
      taken += 1;
    }
    await context.close();
  }
  return taken;
}

async function run(): Promise<void> {
  const folder = path.join(findPackageRoot(), 'screenshots');
  await fs.rm(folder, { recursive: true, force: true });
  await takeAll(folder);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exitCode = 1;
});
