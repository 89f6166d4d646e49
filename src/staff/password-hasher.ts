import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** Cost of scrypt (RFC 7914): N = 2^logN, memory 128·N·r bytes. */
export interface ScryptCost {
  logN: number;
  r: number;
  p: number;
}

/** OWASP Password Storage Cheat Sheet: N=2^15, r=8, p=3; 32 MB and some 0.2 s. */
export const SCRYPT_COST: ScryptCost = { logN: 15, r: 8, p: 3 };

export interface PasswordHasher {
  /** @returns `scrypt$15$8$3$<salt>$<hash>`: the parameters stand with it */
  hash(password: string): Promise<string>;
  /** `outdated`: it is right, and should be hashed anew with today's cost. */
  verify(password: string, stored: string): Promise<'right' | 'outdated' | 'wrong'>;
  /** Takes as long as `verify`: for user names that do not exist. */
  waste(password: string): Promise<void>;
}

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** At once: each takes a thread of the four that files and names are looked up with as well. */
const LANES = 2;

/** @param cost for new hashes; each stored one is checked with its own */
export function createPasswordHasher(cost: ScryptCost = SCRYPT_COST): PasswordHasher {
  const inLane = createLanes(LANES);
  const derive = (password: string, salt: Buffer, with_: ScryptCost): Promise<Buffer> =>
    inLane(() => deriveHash(password, salt, with_));
  const hash = async (password: string): Promise<string> => {
    const salt = randomBytes(SALT_BYTES);
    const derived = await derive(password, salt, cost);
    const { logN, r, p } = cost;
    return ['scrypt', logN, r, p, salt.toString('base64url'), derived.toString('base64url')].join(
      '$',
    );
  };
  return {
    hash,
    async verify(password, stored) {
      const [, logN, r, p, salt, expected] = stored.split('$');
      const own = { logN: Number(logN), r: Number(r), p: Number(p) };
      const derived = await derive(password, Buffer.from(salt!, 'base64url'), own);
      if (!timingSafeEqual(derived, Buffer.from(expected!, 'base64url'))) return 'wrong';
      const isToday = own.logN === cost.logN && own.r === cost.r && own.p === cost.p;
      return isToday ? 'right' : 'outdated';
    },
    async waste(password) {
      await derive(password, randomBytes(SALT_BYTES), cost);
    },
  };
}

/** The same sign is written in several ways on different machines: NFKC folds them. */
function deriveHash(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, derived) => {
      if (error) reject(error);
      else resolve(derived);
    });
  });
}

/** Runs work so that at most `count` run at once; others wait in order. */
function createLanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
