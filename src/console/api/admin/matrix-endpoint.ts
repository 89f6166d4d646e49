import { z } from 'zod';
import {
  capabilities,
  listAccountStatus,
  listCapabilities,
  type AccountStatusRow,
  type KnownCapability,
} from '../../../delivery/account-store';
import { findReason } from '../../../delivery/states';
import { readMenuStatus, type MenuStatus } from '../../../menus/drift/menu-status';
import type { Unit } from '../../../units/schema';
import { unitsWith } from '../caller';
import { defineEndpoint, type Endpoint } from '../endpoint';
import { instantSchema } from '../schemas';
import type { AdminDesk } from './admin-desk';

const nullableInstant = instantSchema.nullable();

/** Each account, as those who look after them see it. */
export const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      ...{ unit: z.string(), unitName: z.string(), accountName: z.string() },
      type: z.enum(['subscription', 'service']),
      verified: z.boolean(),
      configured: z.boolean().describe('本系统里配了 AppID 和 AppSecret'),
      capabilities: z.array(
        z.object({
          ...{ capability: z.string(), label: z.string(), granted: z.boolean() },
          reason: z.enum(['declared', 'probe', 'refused', 'used']),
          at: instantSchema,
        }),
      ),
      token: z
        .object({ fetchedAt: nullableInstant, expiresAt: instantSchema, valid: z.boolean() })
        .nullable(),
      lastMessageAt: nullableInstant,
      paused: z.object({ until: instantSchema, why: z.string() }).nullable(),
      quota: z.object({ limit: z.int(), left: z.int(), at: instantSchema }).nullable(),
      lastError: z.object({ detail: z.string(), at: nullableInstant }).nullable(),
      alarms: z.array(
        z.object({
          label: z.string(),
          detail: z.string(),
          times: z.int(),
          raisedAt: instantSchema,
        }),
      ),
      menu: z
        .object({ state: z.string(), detail: z.string().nullable(), seenAt: nullableInstant })
        .nullable()
        .describe('空：没有菜单文件'),
    }),
  ),
});

const alarmNames: Readonly<Record<AccountStatusRow['alarms'][number]['alarm'], string>> = {
  account_fault: '公众号接口停用',
  api_quota_used: '今天的次数已用完',
  unreachable: '连不上微信',
  no_permission: '没有主动发消息的权限',
};

/** 公众号矩阵: one account of each unit. @param configured whether the account is configured here */
export function createMatrixEndpoint(
  desk: AdminDesk,
  configured: (unit: string) => boolean,
): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/accounts', right: 'content.read' },
    summary: '公众号矩阵：类型、认证、能力、凭证、最近来消息、配额、告警、菜单',
    response: accountsSchema,
    async handler({ caller }) {
      const { database, clock } = desk;
      const content = desk.content();
      const units = unitsWith(caller, 'content.read');
      const menuUnits = units.filter((unit) => content.menus.has(unit));
      const statusDesk = { database, clock, content: () => content };
      const rows = await listAccountStatus(database, units);
      const known = await listCapabilities(database);
      const menus = await readMenuStatus(statusDesk, menuUnits);
      return {
        accounts: rows.map((row) => ({
          ...presentUnit(content.routing.units.get(row.account)!),
          configured: configured(row.account),
          capabilities: presentCapabilities(known, row.account),
          ...presentStatus(row, clock.now()),
          menu: presentMenu(menus.find(({ unit }) => unit === row.account)),
        })),
      };
    },
  });
}

function presentUnit({ code, shortName, accountName, accountType, verified }: Unit) {
  return { unit: code, unitName: shortName, accountName, type: accountType, verified };
}

function presentCapabilities(known: readonly KnownCapability[], account: string) {
  return known
    .filter((one) => one.account === account)
    .map(({ capability, granted, reason, at }) => ({
      ...{ capability, label: capabilities[capability], granted, reason, at },
    }));
}

function presentStatus(row: AccountStatusRow, now: Date) {
  const { tokenFetchedAt: fetchedAt, tokenExpiresAt: expiresAt, pausedUntil: until } = row;
  const { quotaLimit: limit, quotaLeft: left, quotaAt } = row;
  const why = findReason(row.pauseReason)?.short ?? '暂停发送';
  return {
    token: expiresAt && { fetchedAt, expiresAt, valid: expiresAt > now },
    lastMessageAt: row.lastCallbackAt,
    paused: until && until > now ? { until, why } : null,
    quota: limit !== null && left !== null && quotaAt ? { limit, left, at: quotaAt } : null,
    lastError: row.lastError === null ? null : { detail: row.lastError, at: row.lastErrorAt },
    alarms: row.alarms.map(({ alarm, detail, times, raised_at: raisedAt }) => ({
      ...{ label: alarmNames[alarm], detail, times, raisedAt: new Date(raisedAt) },
    })),
  };
}

function presentMenu(menu: MenuStatus | undefined) {
  return menu ? { state: menu.state, detail: menu.detail, seenAt: menu.seenAt } : null;
}
