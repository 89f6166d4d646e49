/** What a browser has shown: that its citizen knows a case's code, or who they are. Sealed in a cookie, for half an hour. */
import type { Context } from 'koa';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import type { Sealer } from '../privacy/sealer';

/** One case by its code, or all of one citizen's by WeChat's sign-in. */
export type Proof =
  { kind: 'case'; caseId: string } | { kind: 'citizen'; account: string; citizenId: string };

export interface Proofs {
  give(ctx: Context, proof: Proof): void;
  /** @returns null for none, one that is over, and one that is not ours */
  read(ctx: Context): Proof | null;
}

const COOKIE = 'zhijian_p';
const CONTEXT = 'proof of a citizen';
const VALID_SECONDS = 30 * 60;

const keptSchema = z.object({
  proof: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('case'), caseId: z.string() }),
    z.object({ kind: z.literal('citizen'), account: z.string(), citizenId: z.string() }),
  ]),
  until: z.number(),
});

/** @param secureCookies the origin is https */
export function createProofs(sealer: Sealer, clock: Clock, secureCookies: boolean): Proofs {
  return {
    give(ctx, proof) {
      const until = clock.now().getTime() + VALID_SECONDS * 1000;
      const value = sealer.seal(JSON.stringify({ proof, until }), CONTEXT).toString('base64url');
      setCookie(ctx, COOKIE, value, { path: '/p/', maxAge: VALID_SECONDS, secureCookies });
    },
    read(ctx) {
      const value = ctx.cookies.get(COOKIE);
      if (value === undefined) return null;
      try {
        const kept: unknown = JSON.parse(sealer.open(Buffer.from(value, 'base64url'), CONTEXT));
        const { proof, until } = keptSchema.parse(kept);
        return until > clock.now().getTime() ? proof : null;
      } catch {
        return null;
      }
    },
  };
}

/** Not by Koa, which refuses to set a secure cookie behind a proxy that ends TLS. */
export function setCookie(
  ctx: Context,
  name: string,
  value: string,
  { path, maxAge, secureCookies }: { path: string; maxAge: number; secureCookies: boolean },
): void {
  const secure = secureCookies ? '; Secure' : '';
  const rest = `Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${name}=${value}; ${rest}`);
}
