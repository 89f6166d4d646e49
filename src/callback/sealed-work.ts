import type { SealPort } from './ports';

/** What `messages.work` holds: what a deferred message has still to do, sealed. */
export interface SealedWork {
  sealed: string;
}

export function sealWork(
  work: unknown,
  sealer: SealPort,
  account: string,
  messageId: string,
): SealedWork {
  const sealed = sealer.seal(JSON.stringify(work), `work:${account}:${messageId}`);
  return { sealed: sealed.toString('base64') };
}

/** @throws AppError bad_configuration when no key fits */
export function openWork(
  kept: unknown,
  sealer: SealPort,
  account: string,
  messageId: string,
): unknown {
  const { sealed } = kept as SealedWork;
  return JSON.parse(sealer.open(Buffer.from(sealed, 'base64'), `work:${account}:${messageId}`));
}
