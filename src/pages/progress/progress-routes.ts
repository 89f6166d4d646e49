/** `/p/c/:token`: a case as its citizen sees it, and what they do with it there. */
import { randomUUID } from 'node:crypto';
import Router from '@koa/router';
import type { Context } from 'koa';
import type { CaseProgress } from '../../cases/for-citizens/read-progress';
import { maxBytes } from '../../media/media-kind';
import type { Clock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Unit } from '../../units/schema';
import { guardPages } from '../guard-pages';
import { html } from '../html';
import { sendPage } from '../layout';
import type { Proofs } from '../proofs';
import { readForm, readFormWithFile } from '../read-form';
import { caseView } from './case-view';
import { linkGoneView, proveView } from './door-views';
import { refusedView, withdrawView } from './forms-view';
import type { ProgressDesk } from './progress-desk';
import type { ProgressLinks } from './progress-links';
import { readGivenRating } from './read-rating';

export interface ProgressRoutesParts {
  desk: ProgressDesk;
  links: ProgressLinks;
  proofs: Proofs;
  clock: Clock;
  units: () => ReadonlyMap<string, Unit>;
  /** Where a citizen of an account signs in through WeChat; null where the account has no web sign-in. */
  signInPath(account: string, back: string): string | null;
  /** A page could not be made; without its address, which is a citizen's key. */
  onError: (error: unknown) => void;
}

/** A case whose page may be shown. */
interface Opened {
  progress: CaseProgress;
  action: string;
  unit: Unit | undefined;
}

const FORM_LIMIT_BYTES = maxBytes.image + 64 * 1024;
const NOTICES: Readonly<Record<string, string>> = {
  supplement: '已收到您的补充。',
  rated: '谢谢您的评价。',
  withdrawn: '已撤回。',
  consents: '已保存。',
};

export function createProgressRoutes(parts: ProgressRoutesParts): Router {
  const router = new Router();
  router.use(guardPages(parts.onError));
  router.get('/p/c/:token', (ctx) => opened(ctx, parts, showCase));
  router.post('/p/c/:token/prove', (ctx) => prove(ctx, parts));
  router.get('/p/c/:token/withdraw', (ctx) => opened(ctx, parts, askWithdrawal));
  router.get('/p/c/:token/pictures/:place', (ctx) => opened(ctx, parts, sendPicture));
  router.post('/p/c/:token/supplement', (ctx) => done(ctx, parts, 'supplement', supplement));
  router.post('/p/c/:token/rate', (ctx) => done(ctx, parts, 'rated', rate));
  router.post('/p/c/:token/withdraw', (ctx) => done(ctx, parts, 'withdrawn', withdraw));
  router.post('/p/c/:token/consents', (ctx) => done(ctx, parts, 'consents', changeConsents));
  // A page that a form came back with has this address; it is opened anew for 大字版.
  router.get('/p/c/:token/:rest', (ctx) => goTo(ctx, actionOf(ctx)));
  return router;
}

type Work = (ctx: Context, parts: ProgressRoutesParts, opened: Opened) => Promise<void>;

/** Opens the case of a link for `work`, or says why not. */
async function opened(ctx: Context, parts: ProgressRoutesParts, work: Work): Promise<void> {
  const found = await findOpened(ctx, parts);
  if (!found) return sayGone(ctx);
  if (!isShown(ctx, parts, found.progress)) return askForProof(ctx, parts, found, null);
  return work(ctx, parts, found);
}

/** Does what a form asks for, then shows the case; a refusal is a page with its sentence. */
async function done(
  ctx: Context,
  parts: ProgressRoutesParts,
  what: keyof typeof NOTICES,
  work: Work,
): Promise<void> {
  return opened(ctx, parts, async (_ctx, _parts, found) => {
    try {
      await work(ctx, parts, found);
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'bad_configuration') throw error;
      const { unit, action } = found;
      const body = refusedView(error.message, action);
      return sendPage(ctx, { title: '没有办成', body, status: 409, unit });
    }
    goTo(ctx, `${found.action}?done=${what}`);
  });
}

/** Null for a link that is not ours, is over, or is of another round. */
async function findOpened(
  ctx: Context,
  { links, clock, desk, units }: ProgressRoutesParts,
): Promise<Opened | null> {
  const { token } = ctx['params'] as { token: string };
  const link = links.read(token, clock.now());
  if (!link) return null;
  const progress = await desk.find(link.caseId);
  if (progress?.round !== link.round) return null;
  return { progress, action: actionOf(ctx), unit: units().get(progress.unit) };
}

function isShown(ctx: Context, { proofs }: ProgressRoutesParts, progress: CaseProgress): boolean {
  if (!progress.restricted) return true;
  const proof = proofs.read(ctx);
  if (proof?.kind === 'case') return proof.caseId === progress.id;
  return proof?.account === progress.account && proof.citizenId === progress.citizenId;
}

function askForProof(
  ctx: Context,
  parts: ProgressRoutesParts,
  { progress, action, unit }: Opened,
  wrong: string | null,
): void {
  const body = proveView(action, wrong, parts.signInPath(progress.account, action));
  sendPage(ctx, { title: '请确认是您本人', body, status: wrong === null ? 200 : 403, unit });
}

async function prove(ctx: Context, parts: ProgressRoutesParts): Promise<void> {
  const found = await findOpened(ctx, parts);
  if (!found) return sayGone(ctx);
  const code = (await readForm(ctx)).get('code') ?? '';
  const checked = await parts.desk.checkCode(found.progress.number, code, ctx.ip);
  if (checked.kind === 'right') {
    parts.proofs.give(ctx, { kind: 'case', caseId: checked.caseId });
    return goTo(ctx, found.action);
  }
  return askForProof(ctx, parts, found, sentenceOf(checked.kind));
}

/** What is said of a code that was not taken; the same for a wrong one and for a case that there is not. */
export function sentenceOf(kind: 'wrong' | 'too_many'): string {
  return kind === 'wrong'
    ? '编号和查询码对不上，请核对后再填。'
    : '今天试的次数太多了，请明天再试，或者打电话问。';
}

async function showCase(ctx: Context, parts: ProgressRoutesParts, found: Opened): Promise<void> {
  const { desk, links, clock } = parts;
  const { progress, action, unit } = found;
  const isRead =
    ctx.method === 'GET' && !/prefetch/i.test(ctx.get('Sec-Purpose') + ctx.get('Purpose'));
  if (isRead && progress.answers.length > 0) await desk.markViewed(progress);
  const { main } = progress;
  const now = clock.now();
  const body = caseView({
    ...{ progress, action, now },
    unitName: unit?.name ?? progress.unit,
    explanation: await desk.explain(progress.number),
    pictures: progress.answers.at(-1)?.pictures.length ?? 0,
    notice: NOTICES[String(ctx.query['done'])] ?? null,
    mainPath: main && links.path({ caseId: main.id, round: main.round }, now),
    formKey: randomUUID(),
  });
  sendPage(ctx, { title: `办件 ${progress.number}`, body, unit });
}

async function askWithdrawal(
  ctx: Context,
  _parts: ProgressRoutesParts,
  { progress, action, unit }: Opened,
): Promise<void> {
  const body = withdrawView(progress.number, action);
  sendPage(ctx, { title: '撤回办件', body, unit });
}

async function sendPicture(
  ctx: Context,
  { desk }: ProgressRoutesParts,
  { progress }: Opened,
): Promise<void> {
  const { place } = ctx['params'] as { place: string };
  const picture = /^\d$/.test(place) ? await desk.findPicture(progress, Number(place)) : null;
  if (!picture) {
    return sendPage(ctx, { title: '没有图片', body: html`<p>没有这张图片。</p>`, status: 404 });
  }
  ctx.type = picture.contentType;
  ctx.length = picture.bytes;
  ctx.set({ 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' });
  ctx.body = await picture.open();
}

async function supplement(
  ctx: Context,
  { desk }: ProgressRoutesParts,
  { progress }: Opened,
): Promise<void> {
  const form = await readFormWithFile(ctx, FORM_LIMIT_BYTES);
  const [text, key, file] = [form.get('text'), form.get('key'), form.get('picture')];
  const isFile = file !== null && typeof file !== 'string' && file.size > 0;
  await desk.supplement(progress, {
    text: typeof text === 'string' ? text.slice(0, 2000) : '',
    picture: isFile ? new Uint8Array(await file.arrayBuffer()) : null,
    key: typeof key === 'string' && /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
  });
}

async function rate(
  ctx: Context,
  { desk }: ProgressRoutesParts,
  { progress }: Opened,
): Promise<void> {
  await desk.rate(progress, readGivenRating(await readForm(ctx)));
}

async function withdraw(
  ctx: Context,
  { desk }: ProgressRoutesParts,
  { progress }: Opened,
): Promise<void> {
  const isConfirmed = (await readForm(ctx)).get('confirmed') === 'yes';
  if (!isConfirmed) throw new AppError('bad_request', '请先确认要撤回。');
  await desk.withdraw(progress);
}

async function changeConsents(
  ctx: Context,
  { desk }: ProgressRoutesParts,
  { progress }: Opened,
): Promise<void> {
  const form = await readForm(ctx);
  const isTicked = (name: string): boolean => form.get(name) === 'yes';
  await desk.changeConsents(progress, { call: isTicked('call'), publish: isTicked('publish') });
}

function actionOf(ctx: Context): string {
  return `/p/c/${(ctx['params'] as { token: string }).token}`;
}

function goTo(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(path);
}

function sayGone(ctx: Context): void {
  sendPage(ctx, { title: '链接已失效', body: linkGoneView(), status: 410 });
}
