import { once } from 'node:events';
import fs from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createDataKeys } from '../../../src/audit/data-keys';
import { createRecordAudit } from '../../../src/audit/record-audit';
import { createMediaStoreIn } from '../../../src/compose-media';
import { composePages } from '../../../src/compose-pages';
import { createListener } from '../../../src/create-listener';
import {
  createProgressLinks,
  type ProgressLinks,
} from '../../../src/pages/progress/progress-links';
import { createLogger } from '../../../src/platform/logger';
import { createBlindIndex } from '../../../src/privacy/blind-index';
import { createSealer } from '../../../src/privacy/sealer';
import { createCodeDigest, issueQueryCode } from '../../../src/cases/query-code';
import { createRouter } from '../../../src/routing/router';
import type { WechatApi } from '../../../src/wechat/api/wechat-api';
import { loadSuppliedContent } from '../../replies/supplied-content';
import { SECRET_KEY } from '../../support/callback';
import { anActor, createCaseWorld, DRAFT, type CaseWorld } from '../../support/case-world';
import { createTestDatabase } from '../../support/database';

/** Citizens' pages on a real database, over HTTP. */
export interface PagesWorld extends CaseWorld {
  url: string;
  links: ProgressLinks;
  /** The path of a case's page, for the round that it is in. */
  pathOf(number: string): Promise<string>;
  /** Has a case answered by its unit. */
  answer(number: string): Promise<void>;
  issueCode(number: string): Promise<string>;
  stop(): Promise<void>;
}

/** Whom WeChat lets sign in on the web. */
export interface WebSignIn {
  apiBase: string;
  apis: ReadonlyMap<string, WechatApi>;
}

/** @param signIn absent: no account has 网页授权 */
export async function createPagesWorld(
  signIn: WebSignIn = { apiBase: 'http://127.0.0.1', apis: new Map() },
): Promise<PagesWorld> {
  const test = await createTestDatabase();
  const world = await createCaseWorld(test.database);
  const { database, clock } = world;
  const content = await loadSuppliedContent(clock.now());
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'pages-test-'));
  const links = createProgressLinks(SECRET_KEY, 'https://pages.example');
  const { units } = content.routing;
  const pages = composePages({
    ...{ database, clock, progress: links, secretKey: SECRET_KEY, logger: createLogger('silent') },
    config: { publicUrl: 'http://127.0.0.1' },
    live: {
      ...{ units, content, retention: content.retention },
      items: new Map(content.routing.items.map((item) => [item.ref, item])),
      router: createRouter(content.routing),
    },
    cases: world.ports,
    recordAudit: createRecordAudit(createDataKeys(createSealer(SECRET_KEY))),
    media: { store: createMediaStoreIn(dataDir) },
    apiBase: signIn.apiBase,
    delivery: { apis: signIn.apis, may: (account) => signIn.apis.has(account) },
  });
  const server = http.createServer(createListener(createLogger('silent'), false, pages.routes));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const digest = createCodeDigest(createBlindIndex(SECRET_KEY));
  const idOf = async (number: string) => String((await world.read(number))['id']);
  return {
    ...world,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    links,
    async pathOf(number) {
      const { id, round } = await world.read(number);
      return links.path({ caseId: String(id), round: Number(round) }, clock.now());
    },
    async answer(number) {
      const { state } = await world.read(number);
      if (state === 'awaiting_acceptance') {
        const input = { type: 'consultation', item: null } as const;
        await world.act(number, anActor('clerk'), { action: 'accept', input });
      }
      await world.act(number, anActor('clerk'), { action: 'submit', input: DRAFT });
      const hash = await world.hash(number);
      const input = { hash, opinion: null };
      await world.act(number, anActor('reviewer'), { action: 'review', input });
    },
    async issueCode(number) {
      return issueQueryCode(database, digest, await idOf(number));
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await test.drop();
      await fs.rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A browser: it keeps cookies and follows our redirects. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  get(path: string): Promise<Shown> {
    return this.fetch(path, { method: 'GET' });
  }

  post(path: string, fields: Record<string, string> | FormData): Promise<Shown> {
    const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
    return this.fetch(path, { method: 'POST', body });
  }

  /** Where a page of ours sends the browser, which does not go there. */
  async redirectOf(path: string): Promise<string> {
    const answer = await this.send(path, { method: 'GET' });
    await answer.arrayBuffer();
    return answer.headers.get('location') ?? '';
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.url + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.cookies.set(name!, value!);
    }
    return answer;
  }

  private async fetch(path: string, init: RequestInit): Promise<Shown> {
    const answer = await this.send(path, init);
    const location = answer.headers.get('location');
    if (answer.status === 303 && location !== null) {
      await answer.arrayBuffer();
      return this.get(location);
    }
    const html = await answer.text();
    return { status: answer.status, html, words: wordsOf(html), headers: answer.headers, path };
  }
}

/** A page as it came. */
export interface Shown {
  status: number;
  html: string;
  /** What a person reads of it. */
  words: string;
  headers: Headers;
  /** Where redirects led. */
  path: string;
}

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
}
