import { z } from 'zod';
import { closeItemReport, listItemReports } from '../../../items/reports/item-reports';
import { findNames } from '../../../staff/find-names';
import { unitsWith } from '../caller';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { idSchema, instantSchema, pageSizeSchema, reasonSchema } from '../schemas';
import type { AdminDesk } from './admin-desk';

/** 这条信息有误: what people say is wrong with service items. */
export const itemReportsSchema = z.object({
  reports: z.array(
    z.object({
      ...{ id: z.string(), unit: z.string(), item: z.string(), itemName: z.string() },
      text: z.string().describe('个人信息已隐去'),
      at: instantSchema,
      closed: z
        .object({ at: instantSchema, by: z.string(), outcome: z.string() })
        .nullable()
        .describe('空：还没有处理'),
    }),
  ),
  next: z.string().nullable(),
});

/** The tasks of a unit's admin that come from people who read its items. */
export function createItemReportEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/item-reports', right: 'content.read' },
      query: z.strictObject({
        show: z.enum(['open', 'all']).default('open').describe('open：还没有处理的'),
        limit: pageSizeSchema,
        after: idSchema.optional().describe('上一页的 next'),
      }),
      summary: '“这条信息有误”的反馈，新的在前，按页取',
      response: itemReportsSchema,
      async handler({ caller, query: { show, limit, after } }) {
        const page = { openOnly: show === 'open', limit, ...(after ? { after } : {}) };
        const units = unitsWith(caller, 'content.read');
        const rows = await listItemReports(desk.database, units, page);
        const { items } = desk.content().routing;
        const names = await findNames(
          desk.database,
          rows.map(({ closedBy }) => closedBy),
        );
        return {
          reports: rows.map(({ closedAt, closedBy, outcome, ...row }) => ({
            ...row,
            itemName: items.find(({ ref }) => ref === `${row.unit}.${row.item}`)?.name ?? row.item,
            closed: closedAt && {
              ...{ at: closedAt, outcome: outcome ?? '' },
              by: names.get(closedBy ?? '') ?? '已离开的工作人员',
            },
          })),
          next: rows.length === limit ? rows.at(-1)!.id : null,
        };
      },
    }),
    closeEndpoint(desk),
  ];
}

function closeEndpoint({ clock, recordAudit }: AdminDesk): Endpoint {
  return defineOnce({
    ...{ method: 'POST', path: '/api/item-reports/:id/close', right: 'content.switch_off' },
    params: z.strictObject({ id: idSchema }),
    body: z.strictObject({ outcome: reasonSchema.min(2) }),
    summary: '写明怎样处理的，了结一条反馈',
    response: z.null(),
    async handler({ caller, origin, params: { id }, body: { outcome } }, tx) {
      const { person } = caller;
      const at = clock.now();
      const units = unitsWith(caller, 'content.switch_off');
      const { unit, item } = await closeItemReport(tx, units, { id, by: person.id, outcome, at });
      const actor = { kind: 'staff' as const, id: person.id, name: person.name, ip: origin.ip };
      const subject = { kind: 'content_item', id: `${unit}.${item}` };
      await recordAudit(tx, [
        { at, actor, action: 'content.close_report', unit, subject, reason: outcome },
      ]);
      return null;
    },
  });
}
