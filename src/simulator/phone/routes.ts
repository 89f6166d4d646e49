import Router, { type RouterContext } from '@koa/router';
import getRawBody from 'raw-body';
import { z } from 'zod';
import { AppError } from '../../platform/errors';
import type { SimulatedAccount } from '../accounts';
import type { Exchanges } from '../exchanges';
import { recogniseMedia } from '../media-kinds';
import type { MediaStore } from '../media-store';
import { faultsSchema, noFaults, type Contact, type Faults } from '../model';
import { readJsonBody } from '../read-json-body';
import { NOTICES, type World } from '../world';
import { actionSchema } from './actions';
import type { PhoneDesk } from './desk';
import { presentAccounts } from './present';

const PICTURE_LIMIT = '10mb';
const nameSchema = z.string().trim().min(1, '请填写称呼').max(12, '称呼最多 12 个字');

export interface PhoneParts {
  world: World;
  desk: PhoneDesk;
  media: MediaStore;
  exchanges: Exchanges;
  faults: Map<string, Faults>;
  onError: (error: unknown) => void;
}

/** What the phone page asks of its server, under `/phone`. Bodies are JSON, pictures are sent as they are. */
export function createPhoneRouter(parts: PhoneParts): Router {
  const { world } = parts;
  const router = new Router({ prefix: '/phone' });
  router.get('/phones', (ctx) => {
    ctx.body = { phones: world.state.phones };
  });
  router.post('/phones', async (ctx) => {
    const { name } = await readJsonBody(ctx, z.object({ name: nameSchema }));
    world.addPhone(name);
    ctx.body = { name };
  });
  router.get('/:phone/accounts', (ctx) => {
    ctx.body = { accounts: presentAccounts(world, phoneOf(world, ctx)) };
  });
  router.get('/:phone/chats/:unit', (ctx) => {
    const contact = chatOf(world, ctx);
    ctx.body = { entries: contact.entries };
  });
  router.post('/:phone/chats/:unit/read', (ctx) => {
    const contact = chatOf(world, ctx);
    if (contact.unread > 0) world.updateContact(contact, { unread: 0 });
    ctx.status = 204;
  });
  router.post('/:phone/chats/:unit/actions', (ctx) => perform(parts, ctx));
  router.post('/:phone/chats/:unit/pictures', (ctx) => keepPicture(parts, ctx));
  router.get('/:phone/exchanges', (ctx) => {
    ctx.body = { exchanges: parts.exchanges.list(phoneOf(world, ctx)) };
  });
  router.get('/:phone/faults', (ctx) => {
    ctx.body = { faults: parts.faults.get(phoneOf(world, ctx)) ?? noFaults };
  });
  router.put('/:phone/faults', async (ctx) => {
    const faults = await readJsonBody(ctx, faultsSchema);
    parts.faults.set(phoneOf(world, ctx), faults);
    ctx.body = { faults };
  });
  return router;
}

/** Answers as soon as the bubble is there; how the push goes is told live. */
async function perform({ world, desk, onError }: PhoneParts, ctx: RouterContext): Promise<void> {
  const account = accountOf(world, ctx);
  const phone = phoneOf(world, ctx);
  const { delivered } = await desk.perform(account, phone, await readJsonBody(ctx, actionSchema));
  delivered.catch(onError);
  ctx.status = 202;
  ctx.body = {};
}

async function keepPicture({ world, media }: PhoneParts, ctx: RouterContext): Promise<void> {
  const account = accountOf(world, ctx);
  phoneOf(world, ctx);
  if (!ctx.is('image/*')) throw new AppError('bad_request', '请选择图片');
  const bytes = await getRawBody(ctx.req, { limit: PICTURE_LIMIT });
  const contentType = recogniseMedia(bytes);
  if (!contentType?.startsWith('image/')) {
    throw new AppError('bad_request', '请选择 JPG、PNG 或 GIF 图片');
  }
  const { mediaId } = await media.add(account.unit, 'image', contentType, bytes);
  ctx.body = { mediaId };
}

function chatOf(world: World, ctx: RouterContext): Contact {
  const phone = phoneOf(world, ctx);
  const notices = ctx.params['unit'] === NOTICES ? world.notices(phone) : null;
  return notices ?? world.contact(accountOf(world, ctx), phone);
}

export function accountOf(world: World, ctx: RouterContext): SimulatedAccount {
  const account = world.account(ctx.params['unit'] ?? '');
  if (!account) throw new AppError('not_found', '没有这个公众号');
  return account;
}

export function phoneOf(world: World, ctx: RouterContext): string {
  const phone = ctx.params['phone'] ?? '';
  if (!world.state.phones.includes(phone)) throw new AppError('not_found', '没有这部手机');
  return phone;
}
