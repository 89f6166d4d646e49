import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { Agent } from 'undici';
import type { Clock } from '../../../src/platform/clock';
import type { Logger } from '../../../src/platform/logger';
import type { AccessToken, TokenStore } from '../../../src/wechat/api/token-store';
import {
  createWechatApi,
  type WechatApi,
  type WechatApiOptions,
} from '../../../src/wechat/api/wechat-api';

export const APP_ID = 'wx0123456789abcdef';
export const SECRET = 'secret-0123456789abcdef';
export const TOKEN = 'token-0123456789abcdef';

/** A request as the fake platform saw it. */
export interface Seen {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string | undefined;
  headers: http.IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
}

export type Answer = (seen: Seen, response: http.ServerResponse) => void;

/** A small platform for tests of the client: answers by path, records what it saw. */
export class FakeWechat {
  readonly seen: Seen[] = [];
  /** Connections open now, and the most that ever were. */
  connections = { open: 0, most: 0, ever: 0 };
  private readonly answers = new Map<string, Answer>();
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url!, 'http://fake');
      const seen = {
        method: request.method!,
        path: url.pathname,
        query: url.searchParams,
        contentType: request.headers['content-type'],
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
        bytes: Buffer.concat(chunks),
      };
      this.seen.push(seen);
      const answer = this.answers.get(seen.path);
      if (answer) answer(seen, response);
      else response.writeHead(404).end('not found');
    });
  });

  async start(): Promise<void> {
    this.server.on('connection', (socket) => {
      const open = this.connections.open + 1;
      const most = Math.max(open, this.connections.most);
      this.connections = { open, most, ever: this.connections.ever + 1 };
      socket.on('close', () => this.connections.open--);
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get base(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  on(path: string, answer: Answer | object): void {
    this.answers.set(
      path,
      typeof answer === 'function'
        ? (answer as Answer)
        : (_seen, response) => response.end(JSON.stringify(answer)),
    );
  }

  /** Answers the token call with `T1`, `T2` …, a new one only after the last was called dead. */
  giveTokens(tokens: { valid: string }): void {
    this.on('/cgi-bin/stable_token', (_seen, response) =>
      response.end(JSON.stringify({ access_token: tokens.valid, expires_in: 7200 })),
    );
  }

  countOf(path: string): number {
    return this.seen.filter((seen) => seen.path === path).length;
  }

  /** Resolves when no connection is open. */
  async quiet(): Promise<void> {
    while (this.connections.open > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A store as two processes of one account would share it. */
export class MemoryTokenStore implements TokenStore {
  token: AccessToken | null = null;
  saves = 0;

  async find(): Promise<AccessToken | null> {
    return this.token;
  }

  async save(
    _account: string,
    token: AccessToken,
    replacing: AccessToken | null,
  ): Promise<AccessToken> {
    if (this.token?.value === replacing?.value) {
      this.token = token;
      this.saves++;
    }
    return this.token!;
  }
}

/** A clock that stands still until it is moved. */
export class HandClock implements Clock {
  private at = new Date('2026-11-23T02:00:00.000Z').getTime();
  now(): Date {
    return new Date(this.at);
  }
  advance(ms: number): void {
    this.at += ms;
  }
}

/** A logger whose lines can be read. */
export function aLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  return { logger: pino({}, { write: (line: string) => lines.push(line) }), lines };
}

/** Connections that give up soon: `headersMs` without an answer. */
export function aDispatcher(headersMs = 2_000): Agent {
  return new Agent({ connections: 64, headersTimeout: headersMs, bodyTimeout: headersMs });
}

/** The client of `renshe` at a fake platform; `changes` in the place of what is usual. */
export function aWechatApi(wechat: FakeWechat, changes: Partial<WechatApiOptions> = {}): WechatApi {
  return createWechatApi({
    account: 'renshe',
    apiBase: wechat.base,
    appId: APP_ID,
    appSecret: SECRET,
    tokens: new MemoryTokenStore(),
    clock: new HandClock(),
    logger: aLogger().logger,
    ...changes,
  });
}

/** What the work failed with; fails itself where the work does not. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('should have failed');
    },
    (error: unknown) => error,
  );
}
