import { z } from 'zod';
import type { AuditActor } from '../../audit/audit-row';
import { applyMenu } from '../../menus/apply-menus';
import type { MenuOutcome } from '../../menus/change-menus';
import { readMenuStatus } from '../../menus/drift/menu-status';
import type { MenuDesk } from '../../menus/menu-desk';
import { listHistory } from '../../menus/menu-history';
import { planMenus } from '../../menus/plan-menus';
import { planRollback, rollbackMenu, type RollbackPlan } from '../../menus/rollback-menu';
import { AppError } from '../../platform/errors';
import type { FileFault } from './admin/admin-desk';
import { unitsWith, type Caller, type Origin } from './caller';
import { defineEndpoint, type Endpoint } from './endpoint';
import {
  menuPlanSchema,
  menuVersionsSchema,
  presentMenuPlan,
  presentMenuVersion,
  rollbackPlanSchema,
  viewVersion,
} from './menu-view';
import { instantSchema, unitCodeSchema } from './schemas';

/** A desk at which somebody does everything in their own name. */
export type MenuDeskFor = (actor: AuditActor) => MenuDesk;

const params = z.strictObject({ unit: unitCodeSchema });
const versionParams = z.strictObject({
  unit: unitCodeSchema,
  version: z.coerce.number().int().min(1),
});
const replaceBody = z.strictObject({
  replace: z.boolean().default(false).describe('微信上没有留过底的菜单可以换掉（先留底）'),
});
export const outcomeSchema = z.object({
  kind: z.enum(['applied', 'same', 'by_hand', 'refused', 'failed', 'partial', 'unclear']),
  version: z.int().nullable(),
  detail: z.string().nullable(),
});
const nullableInstant = instantSchema.nullable();
export const menuStatusSchema = z.object({
  unit: z.string(),
  title: z.string(),
  fileHash: z.string(),
  autoApply: z.boolean(),
  lastApplied: z
    .object({ version: z.int(), kind: z.string(), actor: z.string(), at: instantSchema })
    .nullable(),
  state: z.string(),
  stateSince: nullableInstant,
  detail: z.string().nullable(),
  seenAt: nullableInstant,
  retryAt: nullableInstant,
});

export const menusSchema = z.object({ menus: z.array(menuStatusSchema) });

/**
 * Menus: the files are the master; here they are compared, applied, and taken back.
 * @param faults why newer files are not live
 */
export function createMenuEndpoints(
  deskFor: MenuDeskFor,
  faults: () => readonly FileFault[],
): Endpoint[] {
  return [...readingEndpoints(deskFor, faults), ...changingEndpoints(deskFor, faults)];
}

function readingEndpoints(deskFor: MenuDeskFor, faults: () => readonly FileFault[]): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/menus', right: 'content.read' },
      summary: '各单位的菜单：文件、上次发布、微信现状',
      response: menusSchema,
      async handler({ caller, origin }) {
        const desk = deskFor(actorOf(caller, origin));
        const readable = unitsWith(caller, 'content.read');
        const units = [...desk.content().menus.keys()].filter((unit) => readable.includes(unit));
        return { menus: await readMenuStatus(desk, units) };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/menus/:unit/plan', right: 'content.read', params },
      summary: '试运行：发布会改什么。ETag 是微信现状的指纹，发布时在 If-Match 里带回',
      response: menuPlanSchema,
      async handler({ caller, origin, params: { unit }, reply }) {
        const desk = deskFor(actorOf(caller, origin));
        const plan = await planOne(desk, caller, unit);
        if (plan.state.kind === 'change') reply.setVersion(plan.state.fingerprint);
        return presentMenuPlan(plan, desk.content().routing, faults());
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/menus/:unit/versions', right: 'content.read', params },
      summary: '发布过的各版，新的在前，每页 20 版',
      query: z.strictObject({ before: z.coerce.number().int().min(1).optional() }),
      response: menuVersionsSchema,
      async handler({ caller, origin, params: { unit }, query: { before } }) {
        const desk = deskFor(actorOf(caller, origin));
        wantMenu(desk, caller, unit);
        const { versions, next } = await listHistory(desk, unit, before);
        return { versions: versions.map(presentMenuVersion), next };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/menus/:unit/versions/:version/plan' },
      ...{ right: 'content.read', params: versionParams },
      summary: '回滚到这一版会怎样。ETag 同试运行',
      response: rollbackPlanSchema,
      async handler({ caller, origin, params: { unit, version }, reply }) {
        const desk = deskFor(actorOf(caller, origin));
        wantMenu(desk, caller, unit);
        const plan = await planRollback(desk, unit, version);
        if (plan.kind === 'change') reply.setVersion(plan.fingerprint);
        const detail = 'detail' in plan ? plan.detail : null;
        const unanswered = 'unanswered' in plan ? plan.unanswered : [];
        const wanted = viewVersion(plan.version, desk.content().routing);
        const fingerprint = plan.kind === 'change' ? plan.fingerprint : null;
        return { kind: plan.kind, detail, unanswered, wanted, fingerprint };
      },
    }),
  ];
}

function changingEndpoints(deskFor: MenuDeskFor, faults: () => readonly FileFault[]): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'POST', path: '/api/menus/:unit/apply', right: 'content.manage', params },
      summary: '发布菜单：按看过的试运行结果',
      versioned: true,
      body: replaceBody,
      response: outcomeSchema,
      async handler({ caller, origin, params: { unit }, body: { replace }, version }) {
        const desk = deskFor(actorOf(caller, origin));
        const plan = await planOne(desk, caller, unit);
        if (faults().length > 0) throw new AppError('conflict', FAULTY);
        if (plan.state.kind === 'change' && plan.state.fingerprint !== version) throw changed();
        const by = { actor: caller.person.name, replace };
        return presentOutcome(await applyMenu(desk, plan, by));
      },
    }),
    defineEndpoint({
      ...{ method: 'POST', path: '/api/menus/:unit/versions/:version/rollback' },
      ...{ right: 'content.manage', params: versionParams },
      summary: '回滚到这一版',
      versioned: true,
      body: replaceBody,
      response: outcomeSchema,
      async handler({ caller, origin, params: { unit, version: number }, body, version }) {
        const desk = deskFor(actorOf(caller, origin));
        wantMenu(desk, caller, unit);
        const plan = await planRollback(desk, unit, number);
        if (plan.kind !== 'change') {
          return presentNotTried(plan);
        }
        if (plan.fingerprint !== version) throw changed();
        const by = { actor: caller.person.name, replace: body.replace };
        return presentOutcome(await rollbackMenu(desk, plan, by));
      },
    }),
  ];
}

function actorOf({ person: { id, name } }: Caller, { ip }: Origin): AuditActor {
  return { kind: 'staff', id, name, ip };
}

/** @throws AppError not_found for a unit without a menu file, and for one that the person does not look after */
function wantMenu(desk: MenuDesk, caller: Caller, unit: string): void {
  if (!unitsWith(caller, 'content.read').includes(unit) || !desk.content().menus.has(unit)) {
    throw new AppError('not_found', '没有这个单位的菜单。');
  }
}

async function planOne(desk: MenuDesk, caller: Caller, unit: string) {
  wantMenu(desk, caller, unit);
  const [plan] = await planMenus(desk, [unit]);
  return plan!;
}

const FAULTY = '菜单或回复的文件有错，改动没有生效，没有发布。请先按试运行里的提示改正文件。';

function changed(): AppError {
  return new AppError('conflict', '看过以后，微信上的菜单又变了，没有发布，请重新看一遍。');
}

function presentOutcome(outcome: MenuOutcome): z.output<typeof outcomeSchema> {
  return {
    kind: outcome.kind,
    version: outcome.kind === 'applied' ? outcome.version : null,
    detail: 'detail' in outcome ? outcome.detail : null,
  };
}

/** Going back to a version that there is nothing to do for, or that cannot be gone back to. */
function presentNotTried(
  plan: Exclude<RollbackPlan, { kind: 'change' }>,
): z.output<typeof outcomeSchema> {
  const kind = plan.kind === 'same' || plan.kind === 'by_hand' ? plan.kind : 'refused';
  return { kind, version: null, detail: 'detail' in plan ? plan.detail : null };
}
