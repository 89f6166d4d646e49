/** A door on the loopback address before a server: while it is shut, new connections are refused. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface TcpGate {
  /** What a client takes for the server's origin. */
  origin: string;
  /** New connections are refused from now on (ECONNREFUSED); those that stand go on. */
  shut(): void;
  /** New connections are let in again, on the same port. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** @param port of the server behind it; the gate is open at first */
export async function startTcpGate(port: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let server: Server | null = await listen(0, port, sockets);
  const own = (server.address() as AddressInfo).port;
  const shut = (): void => {
    server?.close();
    server = null;
  };
  return {
    origin: `http://127.0.0.1:${own}`,
    shut,
    async open() {
      server ??= await listen(own, port, sockets);
    },
    async close() {
      shut();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function listen(own: number, behind: number, sockets: Set<Socket>): Promise<Server> {
  const server = createServer((client) => {
    const backend = connect(behind, '127.0.0.1');
    join(client, backend, sockets);
    join(backend, client, sockets);
  });
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
