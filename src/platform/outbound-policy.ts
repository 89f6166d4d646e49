import { BlockList, isIP } from 'node:net';

/** A system of the unit's on the government's inner network, listed by the operator in the environment. */
export interface PrivateAllowance {
  /** Name or address as it stands in the URL, in small letters. */
  host: string;
  /** `10.20.0.0/16` */
  cidr: string;
}

/** Where queries, robots and webhooks may connect to. Files of units can widen none of it. */
export interface OutboundPolicy {
  /** Whether an address may be connected to for this origin. */
  allowsAddress(address: string, origin: Pick<URL, 'protocol' | 'hostname' | 'port'>): boolean;
  /** Plain http is for the inner network and for the trial's example; anything else asks for https. */
  allowsPlainHttp(url: URL): boolean;
}

type Network = readonly [address: string, bits: number];

/** Reached by nobody, whatever is listed: this host, link-local, metadata services, multicast, reserved, tunnels. */
const NEVER: readonly Network[] = [
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const NEVER_6: readonly Network[] = [
  ['::', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fd00:ec2::', 32],
  ['fd20:ce::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
const LOOPBACK: readonly Network[] = [['127.0.0.0', 8]];
const LOOPBACK_6: readonly Network[] = [['::1', 128]];
const PRIVATE: readonly Network[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];
const PRIVATE_6: readonly Network[] = [['fc00::', 7]];
/** The only IPv6 addresses that are given out for the internet. */
const GLOBAL_6: readonly Network[] = [['2000::', 3]];

const never = listOf(NEVER, NEVER_6);
const loopback = listOf(LOOPBACK, LOOPBACK_6);
const inner = listOf(PRIVATE, PRIVATE_6);
const global6 = listOf([], GLOBAL_6);

export type AddressKind = 'public' | 'private' | 'loopback' | 'never';

/** What an IP address is, in the notation of `socket.remoteAddress`; text that is none is `never`. */
export function addressKindOf(address: string): AddressKind {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const family = isIP(plain);
  if (family === 0 || plain.includes('%')) return 'never';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (never.check(plain, type)) return 'never';
  if (loopback.check(plain, type)) return 'loopback';
  if (inner.check(plain, type)) return 'private';
  // Mapped addresses in hexadecimal were found above; any other that is not given out is a trick.
  return family === 4 || global6.check(plain, type) ? 'public' : 'never';
}

/**
 * @param allowances from `OUTBOUND_PRIVATE_ALLOW`
 * @param trialOrigin the simulator's `http://127.0.0.1:3001`, where the example back end is; null outside trial mode
 */
export function createOutboundPolicy(
  allowances: readonly PrivateAllowance[],
  trialOrigin: string | null,
): OutboundPolicy {
  const isTrial = (origin: Pick<URL, 'protocol' | 'hostname' | 'port'>): boolean =>
    trialOrigin !== null && originOf(origin) === trialOrigin;
  return {
    allowsAddress(address, origin) {
      switch (addressKindOf(address)) {
        case 'public':
          return true;
        case 'private':
          return allowances.some(
            ({ host, cidr }) => host === origin.hostname && contains(cidr, address),
          );
        case 'loopback':
          return isTrial(origin);
        case 'never':
          return false;
      }
    },
    allowsPlainHttp: (url) => isTrial(url) || allowances.some(({ host }) => host === url.hostname),
  };
}

/** Whether every address of a network is private: nothing else may be listed. */
export function isPrivateNetwork(cidr: string): boolean {
  const network = parseNetwork(cidr);
  if (network === null || addressKindOf(network[0]) !== 'private') return false;
  const [address, bits] = network;
  const ranges = isIP(address) === 4 ? PRIVATE : PRIVATE_6;
  return ranges.some(
    (range) => bits >= range[1] && listOf([range], []).check(address, typeOf(address)),
  );
}

function contains(cidr: string, address: string): boolean {
  const network = parseNetwork(cidr);
  if (network === null) return false;
  const list = new BlockList();
  list.addSubnet(network[0], network[1], typeOf(network[0]));
  return list.check(address, typeOf(address));
}

function parseNetwork(cidr: string): Network | null {
  const [, address = '', bits = ''] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128) ? [address, Number(bits)] : null;
}

function originOf({
  protocol,
  hostname,
  port,
}: Pick<URL, 'protocol' | 'hostname' | 'port'>): string {
  return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}`;
}

function typeOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function listOf(networks: readonly Network[], networks6: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, bits] of networks) list.addSubnet(address, bits, typeOf(address));
  for (const [address, bits] of networks6) list.addSubnet(address, bits, typeOf(address));
  return list;
}
