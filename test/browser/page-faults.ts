import type { Page } from 'playwright-core';
import { officeScreen, smallScreen } from './phone-driver';

/** Runs in the page: what old eyes and thumbs cannot use, in words. */
const LOOK = `(() => {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push('scrolls sideways');
  for (const element of document.querySelectorAll('button, a, input:not([type=hidden])')) {
    const name = element.id || element.name || element.textContent;
    const target = element.closest('label') ?? element;
    if (target.getBoundingClientRect().height < 48) faults.push('hard to hit: ' + name);
    if (element.tagName === 'INPUT' && !element.labels.length) faults.push('no label: ' + name);
  }
  for (const element of document.querySelectorAll('body *')) {
    const isText = element.children.length === 0 && element.textContent.trim() !== '';
    if (isText && parseFloat(getComputedStyle(element).fontSize) < 18) {
      faults.push('too small: ' + element.textContent);
    }
  }
  const foreign = document.body.innerText.match(/[A-Za-z]{2,}/g);
  if (foreign) faults.push('not Chinese: ' + foreign.join(' '));
  return faults;
})()`;

/** What is wrong with a citizen's page on a phone and on a screen of an office. */
export async function findPageFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of [officeScreen, smallScreen]) {
    await page.setViewportSize(size);
    const found = await page.evaluate<string[]>(LOOK);
    faults.push(...found.map((fault) => `${size.width}: ${fault}`));
  }
  return faults;
}
