/**
 * A door of TLS on the loopback address before a server: while it is shut, new connections are refused.
 * With TLS, as at WeChat's, whoever was still knocking knows that nothing of a request has left.
 */
import fs from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createServer, type Server } from 'node:tls';
import { createSelfSigned, type Certificate } from './self-signed';

export interface TlsGate {
  /** What a client takes for the server's origin. */
  origin: string;
  /** For `NODE_EXTRA_CA_CERTS` of a client's process. */
  certificateFile: string;
  /** New connections are refused from now on (ECONNREFUSED); those that stand go on. */
  shut(): void;
  /** New connections are let in again, on the same port. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** @param port of the server behind it; the gate is open at first */
export async function startTlsGate(port: number): Promise<TlsGate> {
  const certificate = createSelfSigned();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-gate-'));
  const certificateFile = path.join(folder, 'gate.pem');
  fs.writeFileSync(certificateFile, certificate.cert);
  const sockets = new Set<Socket>();
  let server: Server | null = await listen(0, port, certificate, sockets);
  const own = (server.address() as AddressInfo).port;
  const shut = (): void => {
    server?.close();
    server = null;
  };
  return {
    origin: `https://127.0.0.1:${own}`,
    certificateFile,
    shut,
    async open() {
      server ??= await listen(own, port, certificate, sockets);
    },
    async close() {
      shut();
      for (const socket of sockets) socket.destroy();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listen(
  own: number,
  behind: number,
  certificate: Certificate,
  sockets: Set<Socket>,
): Promise<Server> {
  const server = createServer(certificate, (client) => {
    const backend = connect(behind, '127.0.0.1');
    join(client, backend, sockets);
    join(backend, client, sockets);
  });
  // Whoever knocks and is killed.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(own, '127.0.0.1', resolve);
  });
  return server;
}

function join(from: Socket, to: Socket, sockets: Set<Socket>): void {
  sockets.add(from);
  from.setNoDelay(true);
  from.on('error', () => to.destroy());
  from.on('close', () => {
    sockets.delete(from);
    to.end();
  });
  from.pipe(to);
}
