import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../platform/errors';
import { deriveKey } from './derive-key';

/** Seals personal data at rest. `context` says where a value belongs; it opens nowhere else. */
export interface Sealer {
  /** A new sealed value each time: the same text never looks the same twice. */
  seal(plain: string, context: string): Buffer;
  /** @throws AppError `bad_configuration` when no key fits, the context is another's or a byte was changed */
  open(sealed: Buffer, context: string): string;
}

interface SealingKey {
  id: Buffer;
  key: Buffer;
}

const VERSION = 1;
const ID_BYTES = 4;
const IV_BYTES = 12;
const IVS_DRAWN = 128;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + ID_BYTES + IV_BYTES;

/**
 * AES-256-GCM. Layout: version (1 byte), key id (4), IV (12), ciphertext, tag (16); version, key id and context are
 * authenticated too. The key is derived from SECRET_KEY for this purpose alone.
 * @param previousKeys former secrets, with which values are opened but no longer sealed
 */
export function createSealer(secretKey: string, previousKeys: readonly string[] = []): Sealer {
  const current = sealingKeyOf(secretKey);
  const keys = [current, ...previousKeys.map(sealingKeyOf)];
  const nextIv = createIvs();
  return {
    seal: (plain, context) => seal(current, nextIv(), plain, context),
    open: (sealed, context) => {
      const id = sealed.subarray(1, 1 + ID_BYTES);
      const key = keys.find((candidate) => candidate.id.equals(id));
      if (sealed.length < HEAD_BYTES + TAG_BYTES || sealed[0] !== VERSION || key === undefined) {
        throw cannotOpen();
      }
      return open(key, sealed, context);
    },
  };
}

function sealingKeyOf(secretKey: string): SealingKey {
  return {
    id: deriveKey(secretKey, 'seal id', ID_BYTES),
    key: deriveKey(secretKey, 'seal', 32),
  };
}

/** Asking for 12 random bytes takes as long as a third of the sealing: they are drawn some hundred times at once. */
function createIvs(): () => Buffer {
  let drawn = Buffer.alloc(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(IVS_DRAWN * IV_BYTES);
    const iv = drawn.subarray(0, IV_BYTES);
    drawn = drawn.subarray(IV_BYTES);
    return iv;
  };
}

function seal({ id, key }: SealingKey, iv: Buffer, plain: string, context: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  const head = Buffer.concat([Buffer.of(VERSION), id]);
  cipher.setAAD(Buffer.concat([head, Buffer.from(context)]));
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([head, iv, ciphertext, cipher.getAuthTag()]);
}

function open({ key }: SealingKey, sealed: Buffer, context: string): string {
  const iv = sealed.subarray(1 + ID_BYTES, HEAD_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, 1 + ID_BYTES), Buffer.from(context)]));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const opened = decipher.update(sealed.subarray(HEAD_BYTES, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw cannotOpen({ cause });
  }
}

function cannotOpen(options?: ErrorOptions): AppError {
  const sentence = '加密保存的内容打不开：SECRET_KEY 与当初不同，或数据已损坏。';
  return new AppError('bad_configuration', sentence, {}, options);
}
