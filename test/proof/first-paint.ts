/** How soon the console's list of cases stands on the screen, with years of cases behind it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { catchUp, fillDatabase } from '../bench/full-database';
import { medianOf } from '../bench/measure';
import { SEEDED_PASSWORD } from '../bench/seed-people';
import { startBrowser } from '../browser/browser';
import { officeScreen } from '../browser/phone-driver';
import { startProduct, type RunningProduct } from '../browser/product';
import { StaffDriver } from '../browser/staff-driver';

export interface FirstPaintOptions {
  cases: number;
  /** How often the list is opened with an empty and with a filled cache of the browser. */
  times: number;
  report: (line: string) => void;
}

/** Milliseconds from the address on, the median of all. */
export interface FirstPaint {
  /** Anything at all is painted. */
  painted: number;
  /** The first page of the list has its rows. */
  rows: number;
}

export interface FirstPaintResult {
  cold: FirstPaint;
  warm: FirstPaint;
}

/** Notes when the rows are there; runs before anything of the page. */
const WATCH = `new MutationObserver((_, watch) => {
  if (document.querySelectorAll('tbody tr a').length < 20) return;
  watch.disconnect();
  requestAnimationFrame(() => (window.rowsAtMs = performance.now()));
}).observe(document, { childList: true, subtree: true })`;
/** Once the rows are there. A page's policy lets nothing be evaluated that polls from inside. */
const MEASURED = `new Promise((resolve) => {
  const look = () => {
    const [painted] = performance.getEntriesByName('first-contentful-paint');
    if (painted === undefined || window.rowsAtMs === undefined) setTimeout(look, 10);
    else resolve([painted.startTime, window.rowsAtMs]);
  };
  look();
})`;

/** Fills a product of its own and opens its list in Chromium as somebody who sees the whole district. */
export async function runFirstPaint(options: FirstPaintOptions): Promise<FirstPaintResult> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-first-paint-'));
  try {
    await fillDatabase(dataDir, options.cases, options.report);
    await catchUp(dataDir);
    const product = await startProduct({ DATA_DIR: dataDir });
    try {
      const browser = await startBrowser();
      try {
        return await measure(browser, product, options);
      } finally {
        await browser.close();
      }
    } finally {
      await product.stop();
    }
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  browser: Browser,
  product: RunningProduct,
  { times, report }: FirstPaintOptions,
): Promise<FirstPaintResult> {
  const seeded = { ...product, passwordOf: () => SEEDED_PASSWORD };
  const staff = await StaffDriver.signIn(browser, seeded, 'chief');
  const signedIn = await staff.page.context().storageState();
  const cold: FirstPaint[] = [];
  const warm: FirstPaint[] = [];
  for (let round = 1; round <= times; round += 1) {
    const context = await browser.newContext({ viewport: officeScreen, storageState: signedIn });
    cold.push(await open(context, product));
    warm.push(await open(context, product));
    await context.close();
    report(`round ${round}: cold ${wordsOf(cold.at(-1)!)}; warm ${wordsOf(warm.at(-1)!)}`);
  }
  await staff.close();
  return { cold: medians(cold), warm: medians(warm) };
}

/** A new page of a browser that is signed in; what its context has loaded before is in its cache. */
async function open(context: BrowserContext, { consoleUrl }: RunningProduct): Promise<FirstPaint> {
  const page: Page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(`${consoleUrl}cases?tab=all`);
  const [painted, rows] = await page.evaluate<[number, number]>(MEASURED);
  await page.close();
  return { painted, rows };
}

function medians(all: readonly FirstPaint[]): FirstPaint {
  return {
    painted: medianOf(all.map(({ painted }) => painted)),
    rows: medianOf(all.map(({ rows }) => rows)),
  };
}

/** `painted after 312 ms, rows after 540 ms` */
export function wordsOf({ painted, rows }: FirstPaint): string {
  return `painted after ${painted.toFixed(0)} ms, rows after ${rows.toFixed(0)} ms`;
}
