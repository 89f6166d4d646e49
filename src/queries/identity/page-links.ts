import { z } from 'zod';
import type { Sealer } from '../../privacy/sealer';

/** What a one-time link stands for. It is written nowhere until it is opened: the link itself, sealed, says all. */
export interface OpenedLink {
  account: string;
  citizenId: string;
  /** The message that it was given in reply to: names the link. */
  id: string;
  target: { kind: 'form'; query: string } | { kind: 'bindings' } | { kind: 'codes' };
  expiresAt: Date;
}

/** How long a link can be opened. */
export const LINK_VALID_MS = 30 * 60 * 1000;
const CONTEXT = 'page link';

const linkSchema = z.tuple([
  z.string(),
  z.uuid(),
  z.uuid(),
  z.string().regex(/^(?:form:[a-z0-9]+\.[a-zA-Z0-9-]+|bindings|codes)$/),
  z.number().int(),
]);

/** The path of a citizen's own page below the public origin. */
export function buildPagePath(
  link: Omit<OpenedLink, 'expiresAt'>,
  sealer: Sealer,
  now: Date,
): string {
  const target = targetName(link);
  const until = Math.floor((now.getTime() + LINK_VALID_MS) / 1000);
  const parts: z.infer<typeof linkSchema> = [link.account, link.citizenId, link.id, target, until];
  return `/q/${sealer.seal(JSON.stringify(parts), CONTEXT).toString('base64url')}`;
}

/** @returns null for anything that we did not make */
export function openPageToken(token: string, sealer: Sealer): OpenedLink | null {
  try {
    const parts: unknown = JSON.parse(sealer.open(Buffer.from(token, 'base64url'), CONTEXT));
    const [account, citizenId, id, target, until] = linkSchema.parse(parts);
    return {
      account,
      citizenId,
      id,
      target:
        target === 'bindings' || target === 'codes'
          ? { kind: target }
          : { kind: 'form', query: target.slice('form:'.length) },
      expiresAt: new Date(until * 1000),
    };
  } catch {
    return null;
  }
}

/** `form:minzheng.subsidyquery`, `bindings` or `codes`: the target as its row keeps it. */
export function targetName({ target }: Pick<OpenedLink, 'target'>): string {
  return target.kind === 'form' ? `form:${target.query}` : target.kind;
}
