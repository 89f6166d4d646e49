import type { Locator, Page } from 'playwright-core';

const ANSWER = '您好。请带身份证到就近的便民服务中心，工作人员帮您办。';
const FAR_ENOUGH = 120;

/** Counts each press of a finger or of the mouse, for as long as the page is not loaded anew. */
export async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(
    `window.presses = 0; addEventListener('pointerdown', (e) => e.isTrusted && window.presses++, true)`,
  );
  return () => page.evaluate<number>('window.presses');
}

/** The first case that waits to be accepted, answered with the mouse from the desk on; writing is no press. */
export async function answerByMouse(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^待受理/ }).click();
  await firstCase(page).click();
  await beginOf(page).click();
  await write(page);
  await typeOf(page).locator('..').click();
  await submitOf(page).click();
  await isSubmitted(page);
}

/** The same with Tab, Enter, an arrow and what is typed. */
export async function answerByKeyboard(page: Page): Promise<void> {
  await pressOn(page.getByRole('link', { name: /^待受理/ }), 'Enter');
  await pressOn(firstCase(page), 'Enter');
  await pressOn(beginOf(page), 'Enter');
  await write(page);
  // Back into the group at its end; from there the arrow goes round to its beginning.
  const types = page.getByRole('radiogroup', { name: '类型' }).getByRole('radio');
  await pressOn(types.last(), 'ArrowRight', 'Shift+Tab');
  await typeOf(page).and(page.locator(':checked')).waitFor({ state: 'attached' });
  await pressOn(submitOf(page), 'Enter');
  await isSubmitted(page);
}

const firstCase = (page: Page): Locator => page.locator('tbody a').first();
const beginOf = (page: Page): Locator =>
  page.getByRole('button', { name: '受理并答复', exact: true }).first();
const typeOf = (page: Page): Locator => page.getByRole('radio', { name: '咨询' });
const submitOf = (page: Page): Locator =>
  page.getByRole('button', { name: '受理并答复', exact: true }).last();

/** The page has put the cursor where one writes. */
async function write(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '公开答复内容' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(ANSWER);
  await page.getByText('将发送 1 条').waitFor();
}

async function isSubmitted(page: Page): Promise<void> {
  await page.locator('header').getByText('待审核', { exact: true }).first().waitFor();
}

/** Goes on with Tab until the focus is there, and presses. @throws Error where it does not get there */
async function pressOn(target: Locator, key: string, step = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  const page = target.page();
  for (let steps = 0; steps < FAR_ENOUGH; steps += 1) {
    if (await target.and(page.locator(':focus')).count()) return page.keyboard.press(key);
    await page.keyboard.press(step);
  }
  throw new Error(`${FAR_ENOUGH} presses of ${step} do not lead there`);
}
