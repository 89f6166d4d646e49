/** Stands between a process and PostgreSQL and cuts a connection at a chosen statement of a transaction. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Cut {
  /** Which statement of a transaction: 1 is `begin`. */
  position: number;
  /** `before`: the server never sees the statement; `after`: it does it, and its answer is lost. */
  when: 'before' | 'after';
}

export interface DatabaseProxy {
  /** The port on the loopback address where it listens. */
  port: number;
  /** The longest transaction seen so far, in statements. */
  longest: number;
  /** Cuts one connection, the first that gets there, once. Resolves when it has been cut. */
  arm(cut: Cut): Promise<void>;
  /** Forgets an armed cut that did not come about. */
  disarm(): void;
  close(): Promise<void>;
}

/** One message of PostgreSQL's protocol 3, whole. */
interface Frame {
  type: string;
  bytes: Buffer;
}

/** @param target path of the server's unix socket, `/…/.s.PGSQL.5432` */
export async function startDatabaseProxy(target: string): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>();
  let armed: { cut: Cut; done: () => void } | null = null;
  const proxy = { longest: 0 };
  const fire = (position: number, when: Cut['when']): boolean => {
    proxy.longest = Math.max(proxy.longest, position);
    if (armed?.cut.position !== position || armed.cut.when !== when) return false;
    const { done } = armed;
    armed = null;
    setImmediate(done);
    return true;
  };
  const server = createServer((client) => {
    const backend = connect(target);
    for (const [one, other] of [
      [client, backend],
      [backend, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    relay(client, backend, fire);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, {
    port: (server.address() as AddressInfo).port,
    arm: (cut: Cut) => new Promise<void>((done) => (armed = { cut, done })),
    disarm: () => void (armed = null),
    close: () => closeServer(server, sockets),
  });
}

/** Passes messages on, counts the statements of each transaction, and cuts where `fire` says so. */
function relay(
  client: Socket,
  backend: Socket,
  fire: (position: number, when: Cut['when']) => boolean,
): void {
  const fromClient = createFramer(true);
  const fromBackend = createFramer(false);
  let position = 0;
  let begins = false;
  let held: Buffer[] = [];
  client.on('data', (chunk) => {
    for (const { type, bytes } of fromClient(chunk)) {
      held.push(bytes);
      // Parse, Bind, Describe and Execute are held back until the Sync that ends them.
      if (type !== 'Q' && type !== 'S' && type !== 'startup' && type !== 'X') continue;
      if (type === 'Q' || type === 'S') {
        begins = type === 'Q' && bytes.toString('latin1', 5, 10).toLowerCase() === 'begin';
        position = begins ? 1 : position > 0 ? position + 1 : 0;
        if (position > 0 && fire(position, 'before')) return void client.destroy();
      }
      backend.write(Buffer.concat(held));
      held = [];
    }
  });
  backend.on('data', (chunk) => {
    const out: Buffer[] = [];
    for (const { type, bytes } of fromBackend(chunk)) {
      if (type === 'Z') {
        const answered = position;
        if (bytes.toString('latin1', 5, 6) === 'I') position = 0;
        if (answered > 0 && fire(answered, 'after')) return void client.destroy();
      }
      out.push(bytes);
    }
    if (out.length > 0) client.write(Buffer.concat(out));
  });
}

/** Cuts a stream into messages. A client's first has no type byte. */
function createFramer(startsWithoutType: boolean): (chunk: Buffer) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  let first = startsWithoutType;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const typeBytes = first ? 0 : 1;
      if (rest.length < typeBytes + 4) return frames;
      const length = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < length) return frames;
      const type = first ? 'startup' : rest.toString('latin1', 0, 1);
      frames.push({ type, bytes: rest.subarray(0, length) });
      rest = rest.subarray(length);
      first = false;
    }
  };
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
