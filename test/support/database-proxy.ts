/** Stands between a process and PostgreSQL and cuts a connection at a chosen statement of a transaction. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** How long a `begin` waits for the statement that says whether its transaction is counted. */
const BEGIN_WAITS_MS = 20;

export interface Cut {
  /** Which statement of a transaction: 1 is `begin`. */
  position: number;
  /** `before`: the server never sees the statement; `after`: it does it, and its answer is lost. */
  when: 'before' | 'after';
}

export interface DatabaseProxy {
  /** The port on the loopback address where it listens. */
  port: number;
  /** The longest counted transaction so far, in statements, `begin` and `commit` with them. */
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

export interface ProxyOptions {
  /** Path of the server's unix socket, `/…/.s.PGSQL.5432`. */
  target: string;
  /** Only transactions are counted and cut whose first statement, after `begin`, bears this name. */
  firstStatement: string;
}

export async function startDatabaseProxy(options: ProxyOptions): Promise<DatabaseProxy> {
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
    const backend = connect(options.target);
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
    relay(client, backend, { ...options, fire });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, {
    port: (server.address() as AddressInfo).port,
    arm: (cut: Cut) => new Promise<void>((done) => (armed = { cut, done })),
    disarm: () => void (armed = null),
    close: () => closeServer(server, sockets),
  });
}

/** A transaction that is under way, and whether its statements are counted. */
interface Counting {
  isCounted: boolean;
  position: number;
}

/**
 * Passes messages on, counts the statements of each transaction that is meant, and cuts where `fire`
 * says so. Statements travel before the answers of earlier ones are there, so each answer is matched
 * with the statement that it is for.
 */
function relay(
  client: Socket,
  backend: Socket,
  options: Pick<ProxyOptions, 'firstStatement'> & {
    fire: (position: number, when: Cut['when']) => boolean;
  },
): void {
  const fromClient = createFramer(true);
  const fromBackend = createFramer(false);
  const unanswered: { of: Counting | null; position: number }[] = [];
  let current: Counting | null = null;
  let begin: { bytes: Buffer; timer: NodeJS.Timeout } | null = null;
  let held: Buffer[] = [];
  const send = (bytes: Buffer, isAnswered = true): void => {
    if (isAnswered) unanswered.push({ of: current, position: current?.position ?? 0 });
    backend.write(bytes);
  };
  /** @returns false when the connection was cut instead */
  const sendBegin = (): boolean => {
    if (!begin) return true;
    const { bytes, timer } = begin;
    begin = null;
    clearTimeout(timer);
    if (current?.isCounted && options.fire(1, 'before')) return false;
    send(bytes);
    return true;
  };
  /** @returns false when the connection was cut instead */
  const sendStatement = (bytes: Buffer): boolean => {
    if (current?.position === 1) current.isCounted = bytes.includes(options.firstStatement);
    if (!sendBegin()) return false;
    if (current) current.position += 1;
    if (current?.isCounted && options.fire(current.position, 'before')) return false;
    send(bytes);
    if (isQuery(bytes, 'commit') || isQuery(bytes, 'rollback')) current = null;
    return true;
  };
  client.on('data', (chunk) => {
    for (const { type, bytes } of fromClient(chunk)) {
      held.push(bytes);
      // Parse, Bind, Describe and Execute are held back until the Sync that ends them.
      if (type !== 'Q' && type !== 'S' && type !== 'startup' && type !== 'X') continue;
      const whole = Buffer.concat(held);
      held = [];
      if (type === 'startup' || type === 'X') send(whole, type === 'startup');
      else if (isQuery(whole, 'begin')) {
        current = { isCounted: false, position: 1 };
        begin = { bytes: whole, timer: setTimeout(sendBegin, BEGIN_WAITS_MS) };
      } else if (!sendStatement(whole)) return void client.destroy();
    }
  });
  client.on('close', () => clearTimeout(begin?.timer));
  backend.on('data', (chunk) => {
    const out: Buffer[] = [];
    for (const { type, bytes } of fromBackend(chunk)) {
      const answered = type === 'Z' ? unanswered.shift() : undefined;
      if (answered?.of?.isCounted && options.fire(answered.position, 'after')) {
        return void client.destroy();
      }
      out.push(bytes);
    }
    if (out.length > 0) client.write(Buffer.concat(out));
  });
}

function isQuery(bytes: Buffer, word: string): boolean {
  const start = 5;
  const text = bytes.toString('latin1', start, start + word.length);
  return bytes[0] === 'Q'.charCodeAt(0) && text.toLowerCase() === word;
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
