import { z } from 'zod';
import type { RecordAudit } from '../../audit/audit-row';
import type { ChainKey } from '../../audit/chain';
import { explainBreak } from '../../audit/explain-break';
import { listAudit, type AuditFilter, type AuditRecord } from '../../audit/list-audit';
import { verifyAudit, type AuditVerdict } from '../../audit/verify-audit';
import type { Database, Queryable } from '../../database/database';
import { chinaDateOf } from '../../platform/china-time';
import type { Clock } from '../../platform/clock';
import { findNames } from '../../staff/find-names';
import { auditScopeOf } from '../../staff/person';
import {
  auditFileSchema,
  auditSchema,
  chainSchema,
  filterShape,
  presentEntry,
} from './audit-schemas';
import type { Caller, Origin } from './caller';
import { defineEndpoint, type Endpoint } from './endpoint';
import { idSchema, pageSizeSchema } from './schemas';
import { writeAuditCsv } from './write-audit-csv';

/** What one file holds at most. */
const MOST_EXPORTED = 10_000;

export interface AuditDesk {
  database: Database;
  /** Reads within the walls of who asks. */
  reads: Queryable;
  clock: Clock;
  recordAudit: RecordAudit;
  /** Keys by which links may have been made; the current one first. */
  chainKeys: readonly ChainKey[];
  /** A unit's short name by its code. */
  nameOf(unit: string): string;
}

const filterSchema = z.strictObject(filterShape);

/** The record of who did what, within the reader's scope. Who reads it is on record too. */
export function createAuditEndpoints(desk: AuditDesk): Endpoint[] {
  return [
    defineEndpoint({
      ...{ method: 'GET', path: '/api/audit', right: 'audit.read' },
      query: z.strictObject({
        ...filterShape,
        limit: pageSizeSchema,
        before: idSchema.optional().describe('上一页的 next'),
      }),
      summary: '审计记录，新的在前，按页取。查阅本身也留记录',
      response: auditSchema,
      async handler({ caller, origin, query: { limit, before, ...given } }) {
        const scope = auditScopeOf(caller.person, caller.units);
        const filter = filterOf(given);
        const page = { limit, ...(before === undefined ? {} : { before }) };
        const entries = await listAudit(desk.reads, scope, filter, page);
        await record(desk, caller, origin, 'audit.read', { ...given, shown: entries.length });
        const next = entries.length === limit ? entries.at(-1)!.id : null;
        return { entries: entries.map(presentEntry), people: await peopleIn(desk, entries), next };
      },
    }),
    exportEndpoint(desk),
    chainEndpoint(desk),
  ];
}

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** Names of the staff whose ids stand in the values of entries. */
async function peopleIn(
  { reads }: AuditDesk,
  entries: readonly AuditRecord[],
): Promise<Record<string, string>> {
  const values = JSON.stringify(entries.map(({ before, after }) => [before, after]));
  return Object.fromEntries(await findNames(reads, values.match(ID) ?? []));
}

function exportEndpoint(desk: AuditDesk): Endpoint {
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/audit/export', right: 'audit.read', body: filterSchema },
    summary: '导出筛选出的审计记录，最多一万条，新的在前',
    response: auditFileSchema,
    async handler({ caller, origin, body }) {
      const scope = auditScopeOf(caller.person, caller.units);
      const entries: AuditRecord[] = [];
      let before: string | undefined;
      do {
        const page = { limit: 100 as const, ...(before === undefined ? {} : { before }) };
        const found = await listAudit(desk.reads, scope, filterOf(body), page);
        entries.push(...found);
        before = found.length === page.limit ? found.at(-1)!.id : undefined;
      } while (before !== undefined && entries.length < MOST_EXPORTED);
      await record(desk, caller, origin, 'audit.export', { ...body, rows: entries.length });
      return {
        name: `审计记录-${chinaDateOf(desk.clock.now())}.csv`,
        csv: writeAuditCsv(entries, (unit) => desk.nameOf(unit)),
        rows: entries.length,
        complete: before === undefined,
      };
    },
  });
}

function chainEndpoint(desk: AuditDesk): Endpoint {
  let verifying: Promise<AuditVerdict> | null = null;
  return defineEndpoint({
    ...{ method: 'POST', path: '/api/audit/verify', right: 'audit.read', response: chainSchema },
    summary: '从头核对审计链',
    async handler({ caller, origin }) {
      const { database, chainKeys: keys, clock } = desk;
      verifying ??= verifyAudit(database, { keys, now: clock.now() }).finally(
        () => (verifying = null),
      );
      const verdict = await verifying;
      const { checked, firstBreak } = verdict;
      await record(desk, caller, origin, 'audit.verify', { checked, brokenAt: firstBreak?.seq });
      return { ...presentVerdict(verdict), at: clock.now() };
    },
  });
}

function presentVerdict(verdict: AuditVerdict): Omit<z.output<typeof chainSchema>, 'at'> {
  const { checked, pruned, unsealed, head, firstBreak } = verdict;
  const count = String(checked).replace(/\B(?=(\d{3})+$)/g, ' ');
  const words = firstBreak
    ? `链在第 ${firstBreak.seq} 条断开：${explainBreak(firstBreak)}前面的 ${count} 条完整。请保护现场，并报告安全审计员。`
    : `已校验 ${count} 条，链完整`;
  return {
    ...{ intact: firstBreak === null, words, checked, pruned, unsealed },
    head: head && `${head.seq}:${head.hash}`,
  };
}

/** One row for each unit whose record was read, so that each unit's record is whole; the district's covers all. */
async function record(
  { database, clock, recordAudit }: AuditDesk,
  { person, units }: Caller,
  { ip }: Origin,
  action: string,
  what: Readonly<Record<string, unknown>>,
): Promise<void> {
  const scope = auditScopeOf(person, units);
  const actor = { kind: 'staff' as const, id: person.id, name: person.name, ip };
  const whose = scope.district ? [null] : scope.units;
  await database.transaction((tx) =>
    recordAudit(
      tx,
      whose.map((unit) => ({ at: clock.now(), actor, action, unit, after: what })),
    ),
  );
}

function filterOf({ subjectKind, subjectId, ...rest }: z.output<typeof filterSchema>): AuditFilter {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const subject =
    subjectKind !== undefined && subjectId !== undefined
      ? { subject: { kind: subjectKind, id: subjectId } }
      : {};
  return { ...(Object.fromEntries(given) as AuditFilter), ...subject };
}
