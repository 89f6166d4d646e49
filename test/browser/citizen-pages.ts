import type { Browser, BrowserContext } from 'playwright-core';
import { PhoneDriver } from './phone-driver';
import type { RunningProduct } from './product';

/** Addresses of the citizens' pages by a name for each: those of one citizen's links, and those for everyone. */
export async function listCitizenPages(
  browser: Browser,
  product: RunningProduct,
): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const first = await CitizenAtWork.begin(browser, product, '王奶奶', pages);
  const opened = await first.keep('case-opened', '点这里看进展');
  pages.set('case-withdraw', `${opened}/withdraw`);
  await first.phone.say('查询码');
  await first.keep('codes', '点这里取查询码');
  const second = await CitizenAtWork.begin(browser, product, '李大爷', pages);
  const [number] = /RS\d{12,}[A-Z0-9]/.exec(await second.heard())!;
  await product.zhijian('cases', 'answer', number, '--text', '您好，请带身份证到一楼大厅办理。');
  await second.phone.page.getByText('请带身份证到一楼大厅办理').first().waitFor();
  await second.keep('case-answered', '看办理经过、评价');
  const { origin } = new URL(opened);
  for (const [name, path] of Object.entries(FOR_EVERYONE)) pages.set(name, origin + path);
  return pages;
}

/** A citizen with a case, whose links are kept as they come. */
class CitizenAtWork {
  private constructor(
    readonly phone: PhoneDriver,
    private readonly pages: Map<string, string>,
  ) {}

  static async begin(
    browser: Browser,
    product: RunningProduct,
    name: string,
    pages: Map<string, string>,
  ): Promise<CitizenAtWork> {
    const phone = await PhoneDriver.open(browser, product.phoneUrl, name);
    await phone.openAccount('君山人社');
    await phone.follow();
    await phone.say('窗口的人互相推诿，没人管我的事');
    return new CitizenAtWork(phone, pages);
  }

  /** Keeps the address of the newest link of these words. */
  async keep(name: string, words: string): Promise<string> {
    const link = this.phone.replies().getByRole('link', { name: words }).last();
    const address = (await link.getAttribute('href'))!;
    this.pages.set(name, address);
    return address;
  }

  async heard(): Promise<string> {
    return (await this.phone.replies().allInnerTexts()).join(' ');
  }
}

const FOR_EVERYONE: Readonly<Record<string, string>> = {
  find: '/p/find',
  units: '/p/items',
  items: '/p/items/renshe',
  'items-found': `/p/items/renshe?q=${encodeURIComponent('养老')}`,
  'items-none': `/p/items/renshe?q=${encodeURIComponent('没有这样的事')}`,
  item: '/p/items/renshe/card',
  'privacy-units': '/p/privacy',
  privacy: '/p/privacy/renshe',
  'link-expired': '/p/c/not-a-link-of-ours',
  'query-expired': '/q/not-a-link-of-ours',
  absent: '/p/nowhere',
};

/** 大字版, as who has chosen it finds every page. */
export async function enlarge(context: BrowserContext, address: string): Promise<void> {
  const { hostname } = new URL(address);
  await context.addCookies([{ name: 'zhijian_large', value: '1', domain: hostname, path: '/' }]);
}
