import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { officeScreen, smallScreen } from './phone-driver';

const AXE = fs.readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  impact: string | null;
  nodes: { html: string; failureSummary?: string }[];
}

/** Serious and critical findings of axe in a page as it stands, each with the first place. */
export async function findSerious(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations = await page.evaluate<Violation[]>('axe.run().then((all) => all.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`);
}

/** Letters that may stand on a screen: what people call by them. */
const KNOWN_LETTERS =
  /^(?:Ctrl|Alt|Enter|Esc|Excel|CSV|JSON|XML|IP|KB|MB|GB|ms|OpenAPI|API|HTTP|PostgreSQL|ffmpeg|token)$/i;

/** Runs in the page: names without a label, and English words that the interface itself says. */
const LOOK = `(() => {
  const faults = [];
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) faults.push('scrolls sideways by ' + over);
  const labels = [...document.querySelectorAll('button, a, th, label, h1, h2, h3, legend, dt')];
  const words = labels.flatMap((one) => one.innerText.match(/(?<![\\w])[A-Za-z]{3,}(?![\\w])/g) ?? []);
  return { faults, words };
})()`;

/** What is wrong with a page of the console on an office's screen and on a phone, beside what axe says. */
export async function findConsoleFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const size of [smallScreen, officeScreen]) {
    await page.setViewportSize(size);
    const seen = await page.evaluate<{ faults: string[]; words: string[] }>(LOOK);
    // Citizens without a name are told apart by a code of hexadecimal digits.
    const foreign = seen.words.filter(
      (word) => !KNOWN_LETTERS.test(word) && !/^[a-f]+$/.test(word),
    );
    const told = [...seen.faults, ...foreign.map((word) => `not Chinese: ${word}`)];
    faults.push(...told.map((fault) => `${size.width}: ${fault}`));
  }
  return faults;
}
