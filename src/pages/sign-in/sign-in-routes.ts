/** 网页授权: where an account has it, its citizens show who they are by WeChat itself, and see all their cases. */
import { randomBytes } from 'node:crypto';
import Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import type { Clock } from '../../platform/clock';
import type { Sealer } from '../../privacy/sealer';
import type { Unit } from '../../units/schema';
import { guardPages } from '../guard-pages';
import { html } from '../html';
import { sendPage } from '../layout';
import { setCookie, type Proofs } from '../proofs';
import { mineView, type OwnCase } from './mine-view';

export interface SignInParts {
  /** Where a browser is sent, so that it comes back with a code; null where the account has no web sign-in. */
  authorizeUrl(account: string, returnPath: string, state: string): string | null;
  /** Whose code it is. @returns null for a code that WeChat does not take, and for a visitor who is made up */
  findCitizen(account: string, code: string): Promise<string | null>;
  /** A citizen's own cases, newest first, each with the path of its page. */
  listCases(account: string, citizenId: string): Promise<readonly OwnCase[]>;
  proofs: Proofs;
  sealer: Sealer;
  clock: Clock;
  units: () => ReadonlyMap<string, Unit>;
  secureCookies: boolean;
  onError: (error: unknown) => void;
}

const COOKIE = 'zhijian_s';
const CONTEXT = 'sign-in of a citizen';
const VALID_SECONDS = 10 * 60;
const BACK = /^\/p\/c\/[\w-]+$/;

const pendingSchema = z.object({
  state: z.string(),
  account: z.string(),
  back: z.string(),
  until: z.number(),
});

export function createSignInRoutes(parts: SignInParts): Router {
  const router = new Router();
  router.use(guardPages(parts.onError));
  router.get('/p/sign-in/:account', (ctx) => begin(ctx, parts));
  router.get('/p/signed-in/:account', (ctx) => end(ctx, parts));
  router.get('/p/mine', (ctx) => showMine(ctx, parts));
  return router;
}

/** @param back the page of a case; anything else leads to the list */
function begin(ctx: Context, parts: SignInParts): void {
  const { account } = ctx['params'] as { account: string };
  const asked = String(ctx.query['back'] ?? '');
  const back = BACK.test(asked) ? asked : '/p/mine';
  const state = randomBytes(16).toString('hex');
  const url = parts.units().has(account)
    ? parts.authorizeUrl(account, `/p/signed-in/${account}`, state)
    : null;
  if (url === null) return sayNo(ctx);
  const until = parts.clock.now().getTime() + VALID_SECONDS * 1000;
  const kept = parts.sealer.seal(JSON.stringify({ state, account, back, until }), CONTEXT);
  const { secureCookies } = parts;
  const options = { path: '/p/', maxAge: VALID_SECONDS, secureCookies };
  setCookie(ctx, COOKIE, kept.toString('base64url'), options);
  goTo(ctx, url);
}

async function end(ctx: Context, parts: SignInParts): Promise<void> {
  const { account } = ctx['params'] as { account: string };
  const pending = readPending(ctx, parts);
  const isOurs = pending?.account === account && pending.state === ctx.query['state'];
  if (!pending || !isOurs) return sayNo(ctx);
  setCookie(ctx, COOKIE, '', { path: '/p/', maxAge: 0, secureCookies: parts.secureCookies });
  const citizenId = await parts.findCitizen(account, String(ctx.query['code'] ?? ''));
  if (citizenId === null) return sayNo(ctx);
  parts.proofs.give(ctx, { kind: 'citizen', account, citizenId });
  goTo(ctx, pending.back);
}

async function showMine(ctx: Context, parts: SignInParts): Promise<void> {
  const proof = parts.proofs.read(ctx);
  if (proof?.kind !== 'citizen') return goTo(ctx, '/p/find');
  const { account, citizenId } = proof;
  const body = mineView(await parts.listCases(account, citizenId));
  sendPage(ctx, { title: '我的办件', body, unit: parts.units().get(account) });
}

/** @returns null for none, one that is over, and one that is not ours */
function readPending(
  ctx: Context,
  { sealer, clock }: SignInParts,
): z.infer<typeof pendingSchema> | null {
  const value = ctx.cookies.get(COOKIE);
  if (value === undefined) return null;
  try {
    const kept: unknown = JSON.parse(sealer.open(Buffer.from(value, 'base64url'), CONTEXT));
    const pending = pendingSchema.parse(kept);
    return pending.until > clock.now().getTime() ? pending : null;
  } catch {
    return null;
  }
}

function goTo(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  ctx.redirect(path);
}

function sayNo(ctx: Context): void {
  const body = html`
    <h1>没有确认成功</h1>
    <section>
      <p>请在微信里打开链接再试一次，或者用编号和查询码查办件。</p>
      <a class="button quiet" href="/p/find">用编号和查询码查</a>
    </section>
  `;
  sendPage(ctx, { title: '没有确认成功', body, status: 403 });
}
