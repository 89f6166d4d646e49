import Router from '@koa/router';
import { z } from 'zod';
import { accountOf } from '../phone/routes';
import { openWindow } from '../ledger';
import { readJsonBody } from '../read-json-body';
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
  return router;
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
