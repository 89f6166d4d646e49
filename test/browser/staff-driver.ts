import type { Browser, Page } from 'playwright-core';
import { officeScreen } from './phone-driver';
import type { RunningProduct } from './product';

/** A member of staff at their own computer. */
export class StaffDriver {
  private constructor(
    readonly page: Page,
    /** What the page logged as a fault or loaded from elsewhere. */
    readonly faults: string[],
    private readonly consoleUrl: string,
  ) {}

  /** Signs in with the password that trial mode printed. */
  static async signIn(
    browser: Browser,
    product: RunningProduct,
    username: string,
    viewport: { width: number; height: number } = officeScreen,
  ): Promise<StaffDriver> {
    const context = await browser.newContext({ viewport, locale: 'zh-CN' });
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isOwn =
        origin === new URL(product.consoleUrl).origin || /^(?:blob|data):$/.test(protocol);
      if (!isOwn) faults.push(`loaded from elsewhere: ${request.url()}`);
    });
    const driver = new StaffDriver(page, faults, product.consoleUrl);
    await page.goto(`${product.consoleUrl}sign-in`);
    await page.getByLabel('用户名').fill(username);
    await page.getByLabel('密码', { exact: true }).fill(product.passwordOf(username));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '工作台', exact: true }).waitFor();
    return driver;
  }

  /** Opens a page of the console and waits until nothing is loading. @param path below `/console/` */
  async open(path: string): Promise<void> {
    await this.page.goto(this.consoleUrl + path);
    await this.settle();
  }

  /** Waits until the heading is there and no skeleton is left. */
  async settle(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('body:not(:has(.el-skeleton, [aria-busy="true"]))').waitFor();
  }

  /** Addresses, below `/console/`, that menu and page lead to. */
  async listLinks(): Promise<string[]> {
    const links = await this.page.evaluate<string[]>(
      `[...document.querySelectorAll('a[href^="/console/"]')].map((link) => link.getAttribute('href'))`,
    );
    return links.map((href) => href.replace(/^\/console\/?/, '').replace(/#.*$/, ''));
  }

  /**
   * Opens every page that this person can get to by links, one of each kind: what differs only in a
   * number or an id is the same kind.
   * @param look told of each page while it is shown
   */
  async walk(look: (path: string) => Promise<void>): Promise<void> {
    const seen = new Set<string>();
    const ahead = [''];
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const kind = kindOf(path);
      if (seen.has(kind)) continue;
      seen.add(kind);
      await this.open(path);
      await look(kind);
      ahead.push(...(await this.listLinks()));
    }
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** The path without its query, ids and numbers of cases as a star. */
function kindOf(path: string): string {
  const [bare = ''] = path.split('?');
  return bare.replace(/(?<=\/)(?=[^/]*\d)[^/]+/g, '*');
}
