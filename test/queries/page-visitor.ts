/** A browser as far as the pages need one: it follows a redirect and keeps a cookie. */
export class PageVisitor {
  private cookie = '';

  constructor(readonly address: string) {}

  async get(address = this.address): Promise<{ status: number; text: string; headers: Headers }> {
    return this.fetch(address);
  }

  /** Taps 开始. */
  async open(): Promise<{ status: number; text: string }> {
    return this.fetch(`${this.address}/open`, new URLSearchParams());
  }

  /** Sends the form. @returns the page that comes back, its tags taken out */
  async submit(fields: Readonly<Record<string, string>>): Promise<string> {
    return wordsOf((await this.post(fields)).text);
  }

  post(fields: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
    return this.fetch(this.address, new URLSearchParams(fields));
  }

  private async fetch(address: string, body?: URLSearchParams) {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: this.cookie },
      ...(body ? { method: 'POST', body } : {}),
    });
    const set = answer.headers.getSetCookie()[0];
    if (set !== undefined) this.cookie = set.split(';')[0]!;
    const location = answer.headers.get('location');
    if (answer.status === 303 && location) {
      await answer.text();
      return this.get(new URL(location, address).href) as Promise<never>;
    }
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
}

/** The address of the link in a reply. */
export function linkIn(reply: string): string {
  const address = /<a href="([^"]+)">/.exec(reply)?.[1];
  if (address === undefined) throw new Error(`no link in: ${reply}`);
  return address;
}

/** Opens the page that a reply leads to. */
export async function openForm(reply: string): Promise<PageVisitor> {
  const visitor = new PageVisitor(linkIn(reply));
  await visitor.get();
  await visitor.open();
  return visitor;
}

/** What a person reads of a page. */
export function wordsOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ');
}
