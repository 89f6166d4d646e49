import { z } from 'zod';
import type { Item } from '../../../items/schema';
import { findNames } from '../../../staff/find-names';
import { entryKinds, entryOfItem, keyOf, listEntries } from '../../../switches/entry';
import { switchOff, switchOn, type Switching } from '../../../switches/switch-off';
import { listSwitchedOff, type SwitchedOff } from '../../../switches/switch-store';
import { unitsWith, wantUnit, type Caller, type Origin } from '../caller';
import { defineEndpoint, defineOnce, type Endpoint } from '../endpoint';
import { idSchema, instantSchema, keysOf, reasonSchema, unitCodeSchema } from '../schemas';
import type { AdminDesk } from './admin-desk';

const kindSchema = keysOf(entryKinds);

/** Why an entry is out of service. */
export const offSchema = z
  .object({
    id: z.string(),
    reason: z.string(),
    by: z.string(),
    at: instantSchema,
  })
  .nullable()
  .describe('停用的情况；空：在用');

export const switchesSchema = z.object({
  switches: z.array(
    z.object({
      ...{ id: z.string(), unit: z.string(), kind: kindSchema, kindName: z.string() },
      ...{ entry: z.string(), name: z.string(), reason: z.string(), by: z.string() },
      at: instantSchema,
      inForce: z.boolean().describe('否：文件已经改过，改后的内容在用'),
    }),
  ),
});

export const itemSchema = z.object({
  ...{ ref: z.string(), unit: z.string(), id: z.string(), name: z.string(), group: z.string() },
  hash: z.string().describe('停用时带回，表明看到的是哪一版'),
  off: offSchema,
});

/** 停用: an item, keyword or query is out of service at once, until its file changes. */
export function createSwitchEndpoints(desk: AdminDesk): Endpoint[] {
  return [...readingEndpoints(desk), ...switchingEndpoints(desk)];
}

function readingEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/switches', right: 'content.read' },
      summary: '停用的事项、关键词和查询，后停用的在前',
      response: switchesSchema,
      async handler({ caller }) {
        const rows = await listSwitchedOff(desk.database, unitsWith(caller, 'content.read'));
        const live = new Set(listEntries(desk.content().routing).map(keyOf));
        const names = await namesOf(desk, rows);
        return {
          switches: rows.map((row) => ({
            ...{ id: row.id, unit: row.unit, kind: row.kind, kindName: entryKinds[row.kind] },
            ...{ entry: row.entry, name: row.name, reason: row.reason },
            ...{ by: names(row), at: row.switchedAt, inForce: live.has(keyOf(row)) },
          })),
        };
      },
    }),
    defineEndpoint({
      ...{ method: 'GET', path: '/api/items/:unit', right: 'content.read' },
      ...{ params: z.strictObject({ unit: unitCodeSchema }) },
      summary: '本单位的事项和停用情况，按文件里的顺序',
      response: z.object({ items: z.array(itemSchema) }),
      async handler({ caller, params: { unit } }) {
        wantUnit(caller, 'content.read', unit);
        const offOf = await readOff(desk, [unit]);
        const items = desk.content().routing.items.filter((item) => item.unit === unit);
        return { items: items.map((item) => presentItem(item, offOf)) };
      },
    }),
  ];
}

function switchingEndpoints(desk: AdminDesk): Endpoint[] {
  return [
    defineOnce({
      ...{ method: 'POST', path: '/api/switches', right: 'content.switch_off' },
      summary: '停用一条内容，几秒内生效；文件里这一条改过以后自动恢复',
      body: z.strictObject({
        ...{ unit: unitCodeSchema, kind: kindSchema, entry: z.string().min(1).max(100) },
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        reason: reasonSchema,
      }),
      response: z.object({ id: z.string() }),
      async handler({ caller, origin, body }, tx) {
        wantUnit(caller, 'content.switch_off', body.unit);
        const live = listEntries(desk.content().routing);
        return { id: await switchOff(tx, switchingOf(desk, caller, origin), body, live) };
      },
    }),
    defineOnce({
      ...{ method: 'POST', path: '/api/switches/:id/lift', right: 'content.switch_off' },
      ...{ params: z.strictObject({ id: idSchema }), response: z.null() },
      summary: '恢复停用的内容',
      async handler({ caller, origin, params: { id } }, tx) {
        const units = unitsWith(caller, 'content.switch_off');
        await switchOn(tx, switchingOf(desk, caller, origin), units, id);
        return null;
      },
    }),
  ];
}

/** How an entry of these units is switched off, if it is. */
export type OffOf = (entry: Parameters<typeof keyOf>[0]) => z.output<typeof offSchema>;

/** Reads what is switched off in some units. */
export async function readOff(desk: AdminDesk, units: readonly string[]): Promise<OffOf> {
  const rows = await listSwitchedOff(desk.database, units);
  const names = await namesOf(desk, rows);
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return (entry) => {
    const row = byKey.get(keyOf(entry));
    return row ? { id: row.id, reason: row.reason, by: names(row), at: row.switchedAt } : null;
  };
}

function presentItem(item: Item, offOf: OffOf): z.output<typeof itemSchema> {
  const { ref, unit, id, name, group } = item;
  const entry = entryOfItem(item);
  return { ref, unit, id, name, group, hash: entry.hash, off: offOf(entry) };
}

async function namesOf({ database }: AdminDesk, rows: readonly SwitchedOff[]) {
  const names = await findNames(
    database,
    rows.map(({ switchedBy }) => switchedBy),
  );
  return ({ switchedBy }: SwitchedOff): string => names.get(switchedBy) ?? '已离开的工作人员';
}

function switchingOf(
  { clock, recordAudit }: AdminDesk,
  { person: { id, name } }: Caller,
  { ip }: Origin,
): Switching {
  return { actor: { kind: 'staff', id, name, ip }, recordAudit, at: clock.now() };
}
