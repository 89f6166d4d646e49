import type { Browser, Locator, Page } from 'playwright-core';

export const smallScreen = { width: 375, height: 812 };
export const officeScreen = { width: 1366, height: 768 };

/** A person at one phone: does what fingers do and reads what is on the screen. */
export class PhoneDriver {
  private constructor(
    readonly page: Page,
    readonly faults: string[],
  ) {}

  /** Opens a phone on a small screen; everything that the page loads or logs as a fault is kept in `faults`. */
  static async open(browser: Browser, phoneUrl: string, owner: string): Promise<PhoneDriver> {
    const page = await browser.newPage({ viewport: smallScreen });
    page.setDefaultTimeout(30_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn = origin === new URL(phoneUrl).origin || protocol === 'blob:';
      if (!isOwn) faults.push(`loaded from elsewhere: ${request.url()}`);
    });
    await page.goto(`${phoneUrl}?phone=${encodeURIComponent(owner)}`);
    return new PhoneDriver(page, faults);
  }

  async openAccount(name: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  }

  /** Follows and gives the words of welcome. */
  async follow(): Promise<string> {
    await this.page.getByRole('button', { name: '关注公众号' }).click();
    return this.reply(0);
  }

  /** Writes, sends, and gives the answer. */
  async say(text: string): Promise<string> {
    const before = await this.replies().count();
    const toKeyboard = this.page.getByRole('button', { name: '切换到键盘' });
    if (await toKeyboard.isVisible()) await toKeyboard.click();
    const input = this.page.getByRole('textbox', { name: '输入消息' });
    await input.fill(text);
    await input.press('Enter');
    return this.reply(before);
  }

  async sendPicture(bytes: Buffer): Promise<string> {
    const before = await this.replies().count();
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: '更多' }).click();
    await this.page.getByRole('button', { name: '照片' }).click();
    const file = { name: 'photo.png', mimeType: 'image/png', buffer: bytes };
    await (await choosing).setFiles(file);
    return this.reply(before);
  }

  /** Taps through the menu at the foot of the chat. */
  async tapMenu(...names: string[]): Promise<string> {
    const before = await this.replies().count();
    const toMenu = this.page.getByRole('button', { name: '切换到菜单' });
    if (await toMenu.isVisible()) await toMenu.click();
    for (const name of names) await this.page.getByRole('button', { name, exact: true }).click();
    return this.reply(before);
  }

  /** What the account said, in order. */
  replies(): Locator {
    return this.page.locator('.entry.account');
  }

  private async reply(index: number): Promise<string> {
    const reply = this.replies().nth(index);
    await reply.waitFor();
    return reply.locator('.entry-body').innerText();
  }
}
