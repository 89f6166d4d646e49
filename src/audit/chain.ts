import { createHmac } from 'node:crypto';
import { deriveKey } from '../privacy/derive-key';

/** How links are hashed. Whoever can write to the database but has no SECRET_KEY cannot make one. */
export interface ChainKey {
  /** Algorithm and key id, kept with each link: `hmac-sha256:1f2e3d4c`. */
  readonly method: string;
  /** @returns 32 bytes over the link before, the place in the chain and the entry */
  hash(previous: Buffer, seal: { seq: number; sealedAt: Date }, entry: HashedEntry): Buffer;
}

/** An entry as text, in the order of `HASHED_COLUMNS`. */
export type HashedEntry = readonly (string | null)[];

/** What stands before the first link of all. */
export const GENESIS = Buffer.alloc(32);

const KEY_BYTES = 32;
const ID_BYTES = 4;

/** The key of the chain, from SECRET_KEY for this purpose alone. */
export function createChainKey(secretKey: string): ChainKey {
  const key = deriveKey(secretKey, 'audit chain', KEY_BYTES);
  const method = `hmac-sha256:${deriveKey(secretKey, 'audit chain id', ID_BYTES).toString('hex')}`;
  return {
    method,
    hash: (previous, { seq, sealedAt }, entry) =>
      createHmac('sha256', key)
        .update(
          JSON.stringify([method, previous.toString('hex'), seq, sealedAt.toISOString(), entry]),
        )
        .digest(),
  };
}

/** Every column of an entry as text that says all of it, down to the microsecond. */
const HASHED_COLUMNS: readonly string[] = [
  'e.id::text',
  'e.xact::text',
  'extract(epoch from e.at)::text',
  'e.actor_kind',
  'e.actor_id',
  'e.actor_name',
  'e.unit',
  'e.restricted::text',
  'e.action',
  'e.outcome',
  'e.subject_kind',
  'e.subject_id',
  'e.ip',
  'e.reason',
  'e.before::text',
  'e.after::text',
  'e.citizen_account',
  'e.citizen_id::text',
  `encode(e.personal, 'hex')`,
];

/** A `text[]` of the entry `e`, for a select list. */
export const HASHED_ENTRY = `array[${HASHED_COLUMNS.join(', ')}]`;
