import dns from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { OutboundPolicy } from './outbound-policy';

const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;

/** An address that nobody connects to. */
export class OutboundRefused extends Error {
  readonly code = 'OUTBOUND_REFUSED';

  constructor() {
    super('The address is not one that may be connected to');
    this.name = 'OutboundRefused';
  }
}

/** How names are resolved: `dns.lookup` with `all`. Tests hand in their own. */
export type Resolve = (
  hostname: string,
  done: (error: Error | null, addresses: readonly dns.LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (hostname, done) => {
  dns.lookup(hostname, { all: true }, (error, addresses) => done(error, addresses ?? []));
};

/**
 * Connections to allowed addresses only. The addresses of a name are looked at before one is connected to, and
 * the address of the socket after: a name that is answered otherwise the second time gains nothing.
 */
export function createGuardedDispatcher(policy: OutboundPolicy, resolve: Resolve): Agent {
  return new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    connect: (options, callback) => {
      const origin = originOf(options);
      const refused = (): void => callback(new OutboundRefused(), null);
      // A literal address is never looked up.
      const literal = origin.hostname.replace(/^\[|\]$/g, '');
      if (isIP(literal) !== 0 && !policy.allowsAddress(literal, origin)) return refused();
      const connect = buildConnector({
        timeout: CONNECT_TIMEOUT_MS,
        lookup: guardedLookup(resolve, (address) => policy.allowsAddress(address, origin)),
      });
      connect(options, (...[error, socket]) => {
        if (error) return callback(error, null);
        if (isAllowed(socket, policy, origin)) return callback(null, socket);
        socket.destroy();
        refused();
      });
    },
  });
}

type Origin = Pick<URL, 'protocol' | 'hostname' | 'port'>;

function originOf({ protocol, hostname, port }: buildConnector.Options): Origin {
  const url = new URL(`${protocol}//${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port}`);
  return { protocol: url.protocol, hostname: url.hostname, port: url.port };
}

function isAllowed(socket: Socket, policy: OutboundPolicy, origin: Origin): boolean {
  return policy.allowsAddress(socket.remoteAddress ?? '', origin);
}

/** All of a name's addresses must be allowed: one bad one among them is reason enough. */
function guardedLookup(resolve: Resolve, allows: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      const [first] = addresses;
      if (error || !first) {
        callback(error ?? new OutboundRefused(), '', 0);
      } else if (!addresses.every(({ address }) => allows(address))) {
        callback(new OutboundRefused(), '', 0);
      } else if (options.all) {
        callback(null, [...addresses]);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}
