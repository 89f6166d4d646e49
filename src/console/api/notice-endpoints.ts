import { z } from 'zod';
import type { Database } from '../../database/database';
import { noticeKinds } from '../../notices/notice-kinds';
import {
  countUnread,
  listNotices,
  markNoticesRead,
  type NoticeCursor,
} from '../../notices/notice-store';
import { listOutbound } from '../../notices/outbound/outbound-store';
import { missingOf, type Target } from '../../notices/outbound/targets';
import type { Clock } from '../../platform/clock';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, instantSchema, keysOf, pageSizeSchema } from './schemas';

export interface NoticeDesk {
  database: Database;
  clock: Clock;
  /** Group robots and other systems, of the files that are live. */
  targets: () => readonly Target[];
}

const OUTBOUND_STATES = {
  waiting: '等待发送',
  sending: '正在发送',
  sent: '已发送',
  failed: '没有送出',
};
const TARGET_KINDS = { robot: '群机器人', webhook: '别的系统' };

/** The last row of a page: `<ISO time>_<id>`; what is none begins with the first page. */
const cursorSchema = z
  .string()
  .max(80)
  .optional()
  .transform((text): NoticeCursor | null => {
    const [, at = '', id = ''] = /^([\dT:.Z-]{20,30})_([\da-f-]{36})$/.exec(text ?? '') ?? [];
    return idSchema.safeParse(id).success && !Number.isNaN(Date.parse(at))
      ? { at: new Date(at), id }
      : null;
  })
  .describe('上一页给的 next');

/** A page of somebody's notices. */
export const noticesSchema = z.object({
  notices: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      kind: keysOf(noticeKinds),
      label: z.string(),
      number: z.string().nullable().describe('办件编号'),
      text: z.string(),
      readAt: instantSchema.nullable(),
    }),
  ),
  next: z.string().nullable(),
  unread: z.int().describe('未读几条，最多数到 100'),
});

/** Who is told outside, and what became of it. */
export const outboundSchema = z.object({
  targets: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kindLabel: z.string(),
      units: z.array(z.string()),
      missing: z.string().nullable().describe('还缺什么配置；null 是可以发'),
    }),
  ),
  messages: z.array(
    z.object({
      id: z.string(),
      target: z.string(),
      kindLabel: z.string(),
      state: keysOf(OUTBOUND_STATES),
      stateLabel: z.string(),
      createdAt: instantSchema,
      nextAt: instantSchema,
      endedAt: instantSchema.nullable(),
      attempts: z.int(),
      status: z.int().nullable(),
      detail: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

/** A person's own notices, and what left for robots and other systems. */
export function createNoticeEndpoints(desk: NoticeDesk): Endpoint[] {
  return [listOf(desk), unreadOf(desk), readOf(desk), outboundOf(desk)];
}

function listOf({ database }: NoticeDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/notices', right: 'signed_in' },
    summary: '我的通知，新的在前',
    query: z.strictObject({
      before: cursorSchema,
      unread: z.enum(['true', 'false']).default('false').describe('只看未读'),
      size: pageSizeSchema,
    }),
    response: noticesSchema,
    async handler({ query: { before, unread, size }, caller: { person } }) {
      const page = { before, unreadOnly: unread === 'true', limit: size + 1 };
      const rows = await listNotices(database, person.id, page);
      const shown = rows.slice(0, size);
      const last = rows.length > size ? shown.at(-1) : undefined;
      return {
        notices: shown.map((notice) => ({ ...notice, label: noticeKinds[notice.kind] })),
        next: last ? `${last.at.toISOString()}_${last.id}` : null,
        unread: await countUnread(database, person.id),
      };
    },
  });
}

function unreadOf({ database }: NoticeDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/notices/unread', right: 'signed_in' },
    summary: '我有几条未读通知',
    response: z.object({ unread: z.int() }),
    handler: async ({ caller: { person } }) => ({ unread: await countUnread(database, person.id) }),
  });
}

function readOf({ database, clock }: NoticeDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/notices/read', right: 'signed_in' },
    summary: '标为已读',
    body: z.strictObject({
      ids: z.array(idSchema).max(200).nullable().describe('哪几条；null 是全部'),
    }),
    response: z.object({ unread: z.int() }),
    async handler({ body: { ids }, caller: { person } }) {
      await markNoticesRead(database, person.id, ids, clock.now());
      return { unread: await countUnread(database, person.id) };
    },
  });
}

function outboundOf({ database, targets }: NoticeDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'GET', path: '/api/outbound', right: 'system.watch' },
    summary: '群机器人和别的系统：配置了哪些，发了什么，结果怎样',
    query: z.strictObject({
      before: cursorSchema,
      state: keysOf(OUTBOUND_STATES).optional(),
      size: pageSizeSchema,
    }),
    response: outboundSchema,
    async handler({ query: { before, state = null, size } }) {
      const from = before && { createdAt: before.at, id: before.id };
      const rows = await listOutbound(database, { before: from, state, limit: size + 1 });
      const shown = rows.slice(0, size);
      const last = rows.length > size ? shown.at(-1) : undefined;
      return {
        targets: targets().map((target) => ({
          ...{ id: target.id, name: target.name, units: target.units },
          kindLabel: TARGET_KINDS[target.kind],
          missing: missingOf(target),
        })),
        messages: shown.map((message) => ({
          ...message,
          kindLabel: TARGET_KINDS[message.kind],
          stateLabel: OUTBOUND_STATES[message.state],
        })),
        next: last ? `${last.createdAt.toISOString()}_${last.id}` : null,
      };
    },
  });
}
