import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The calls that change something. */
const WRITES = /^\/cgi-bin\/menu\/(?:create|addconditional|delconditional)/;

/** A way to the platform on which the caller dies at a chosen write. */
export interface KillingProxy {
  base: string;
  /** Writes that came by since `arm`. */
  writes: number;
  /** `kill` is called once, at the write of this number (from 1): before or after the platform has it. */
  arm(number: number, moment: 'before' | 'after', kill: () => void): void;
  close(): Promise<void>;
}

/** @param target origin of the platform */
export async function startKillingProxy(target: string): Promise<KillingProxy> {
  let armed: { number: number; moment: string; kill: () => void } | null = null;
  const forward = async (request: http.IncomingMessage, body: Buffer): Promise<Response> => {
    const method = request.method!;
    const type = { 'content-type': 'application/json' };
    return fetch(`${target}${request.url!}`, {
      ...{ method, headers: type },
      ...(method === 'POST' && { body }),
    });
  };
  const answer = async (
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const isWrite = WRITES.test(request.url!);
    if (isWrite) proxy.writes += 1;
    const dies = isWrite && armed?.number === proxy.writes ? armed : null;
    if (dies?.moment === 'before') return dies.kill();
    const answered = await forward(request, Buffer.concat(chunks));
    const text = await answered.text();
    if (dies) return dies.kill();
    response.end(text);
  };
  const server = http.createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: KillingProxy = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    writes: 0,
    arm(number, moment, kill) {
      proxy.writes = 0;
      armed = { number, moment, kill };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}
