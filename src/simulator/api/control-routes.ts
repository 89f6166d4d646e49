import Router from '@koa/router';
import { z } from 'zod';
import { AppError } from '../../platform/errors';
import { accountOf } from '../phone/routes';
import { openWindow } from '../ledger';
import { readJsonBody } from '../read-json-body';
import { websiteSchema } from '../model';
import type { World } from '../world';
import { apiFaultsSchema, type ApiFaults } from './faults';
import type { SendLog } from './send-log';

export interface ControlParts {
  world: World;
  apiFaults: ApiFaults;
  sends: SendLog;
}

const citizenSchema = z.object({
  following: z.boolean().default(true),
  /** What the citizen does just now, which lets the account send. */
  opens: z.enum(['message', 'event']).nullable().default(null),
});
export type CitizenInput = z.input<typeof citizenSchema>;

const commentSchema = z.object({
  msgDataId: z.string(),
  /** Of the article, from 0. */
  index: z.number().int().min(0),
  openid: z.string().min(1),
  content: z.string().min(1).max(600),
});
export type CommentInput = z.infer<typeof commentSchema>;

const sendsSchema = z.object({
  openid: z.string().optional(),
  after: z.coerce.number().int().optional(),
});

/** What tests and the phone page steer of one account, under `/control/accounts/<unit>`; JSON both ways. */
export function createControlRouter({ world, apiFaults, sends }: ControlParts): Router {
  const router = new Router({ prefix: '/control/accounts/:unit' });
  router.get('/faults', (ctx) => {
    ctx.body = apiFaults.get(accountOf(world, ctx).unit);
  });
  router.put('/faults', async (ctx) => {
    const { unit } = accountOf(world, ctx);
    apiFaults.set(unit, await readJsonBody(ctx, apiFaultsSchema));
    ctx.body = apiFaults.get(unit);
  });
  router.get('/sends', (ctx) => {
    const { openid, after } = sendsSchema.parse(ctx.query);
    ctx.body = {
      sends: sends.list(accountOf(world, ctx).unit, {
        ...(openid !== undefined && { openid }),
        ...(after !== undefined && { after }),
      }),
    };
  });
  router.put('/citizens/:openid', async (ctx) => {
    const { unit } = accountOf(world, ctx);
    putCitizen(world, unit, ctx.params['openid']!, await readJsonBody(ctx, citizenSchema));
    ctx.status = 204;
  });
  router.put('/website', async (ctx) => {
    const { unit } = accountOf(world, ctx);
    world.setWebsite(unit, await readJsonBody(ctx, websiteSchema));
    ctx.status = 204;
  });
  router.post('/comments', async (ctx) => {
    const { unit } = accountOf(world, ctx);
    addComment(world, unit, await readJsonBody(ctx, commentSchema));
    ctx.status = 204;
  });
  return router;
}

/** A citizen writes below a published article. Throws AppError where there is none, or comments are closed. */
export function addComment(world: World, unit: string, comment: CommentInput): void {
  const { msgDataId, index, openid, content } = comment;
  const { publications, comments } = world.library(unit);
  const found = publications.find((one) => String(one.msgDataId) === msgDataId);
  if (!found || !(index in found.articles)) throw new AppError('not_found', '没有这篇文章');
  if (found.closed.includes(index)) throw new AppError('conflict', '这篇文章关闭了留言');
  comments.push({
    id: Math.max(0, ...comments.map((one) => one.id)) + 1,
    msgDataId: found.msgDataId,
    index,
    openid,
    content,
    at: world.now(),
    elected: false,
    reply: null,
  });
  world.touch();
}

/** Makes a citizen without a phone known to an account, or changes one. For tests with many of them. */
export function putCitizen(world: World, unit: string, openid: string, input: CitizenInput): void {
  const { following, opens } = citizenSchema.parse(input);
  const now = world.now();
  const known = world.findByOpenid(unit, openid);
  const contact = known ?? world.addContact(unit, openid, openid);
  world.updateContact(contact, {
    following,
    followedAt: contact.following ? contact.followedAt : now,
    ...(opens && { ledger: openWindow(contact.ledger, opens, now), lastExchangeAt: now }),
  });
}
