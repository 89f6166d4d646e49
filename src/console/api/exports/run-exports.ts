import type { ExportNames } from '../../../cases/exports/exported-columns';
import { claimExport, finishExport, type ClaimedExport } from '../../../cases/exports/export-store';
import { sheetOfCases } from '../../../cases/exports/sheet-of-cases';
import { sheetOfReport } from '../../../cases/exports/sheet-of-report';
import { writeExport } from '../../../cases/exports/write-export';
import type { Sheet } from '../../../cases/exports/xlsx-file';
import { lampOfCase } from '../../../cases/clock/case-lamp';
import { handSources } from '../../../cases/life-cycle/register-case';
import { readFigures } from '../../../cases/reports/read-report';
import { getSnapshot } from '../../../cases/reports/snapshots';
import { chinaDateOf, chinaTimeOf } from '../../../platform/china-time';
import { findNames } from '../../../staff/find-names';
import { can, type Person } from '../../../staff/person';
import { findPerson } from '../../../staff/person-store';
import type { ExportDesk } from './export-desk';
import {
  exportedPages,
  exportScopeOf,
  type CasesRequest,
  type ReportRequest,
} from './export-request';

/** Writes every file that waits, one after the other. */
export async function runExports(exporting: ExportDesk): Promise<void> {
  const { database, ports } = exporting.desk;
  const now = () => ports.clock.now();
  for (;;) {
    const job = await claimExport(database, now());
    if (!job) return;
    const person = await findPerson(database, job.staffId, now());
    if (!person) {
      const problem = '导出的人已经不能登录。';
      await finishExport(database, job.id, { kind: 'failed', problem });
      continue;
    }
    const onFault = (error: unknown): void =>
      exporting.logger.error({ err: error, export: job.id }, 'an export failed');
    await writeExport({ database, now, onFault }, job, () => sheetFor(exporting, job, person));
  }
}

/** The sheet reads within the person's rights of this moment, whatever they were when it was asked for. */
async function sheetFor(
  exporting: ExportDesk,
  { kind, request }: ClaimedExport,
  person: Person,
): Promise<Sheet> {
  const { desk, named } = exporting;
  const units = [...named().units.keys()];
  switch (kind) {
    case 'cases': {
      const scope = exportScopeOf(person, units);
      const pages = exportedPages(desk, person, scope, request as CasesRequest);
      return sheetOfCases(desk.database, scope, pages, (handlers) => namesFor(exporting, handlers));
    }
    case 'report':
      return reportSheet(exporting, request as ReportRequest, units, person);
  }
}

async function reportSheet(
  { desk, named }: ExportDesk,
  { from, to, unit, snapshot }: ReportRequest,
  units: readonly string[],
  person: Person,
): Promise<Sheet> {
  const readable = units.filter(
    (one) => can(person, 'report.read', one) && (unit === undefined || unit === one),
  );
  const kept = snapshot ? await getSnapshot(desk.database, readable, snapshot) : null;
  const period = { firstDay: from, lastDay: to };
  const figures = kept?.figures ?? (await readFigures(desk.database, readable, period));
  const asOf = presentMinute(kept?.asOf ?? desk.ports.clock.now());
  const title = {
    title: kept ? '办件通报' : '办件报表',
    period: `${kept?.firstDay ?? from} 至 ${kept?.lastDay ?? to}`,
    note: kept ? `通报编号：${kept.number}，数据截至：${asOf}` : `数据截至：${asOf}`,
  };
  return sheetOfReport(title, figures, (code) => named().units.get(code)?.shortName ?? code);
}

async function namesFor(
  { desk, named }: ExportDesk,
  handlers: readonly (string | null)[],
): Promise<ExportNames> {
  const people = await findNames(desk.database, handlers);
  const { units, items } = named();
  const itemNames = new Map(items.map(({ ref, name }) => [ref, name]));
  const sources: Readonly<Record<string, string>> = { wechat: '微信', ...handSources };
  const now = desk.ports.clock.now();
  return {
    unit: (code) => units.get(code)?.shortName ?? code,
    account: (code) => units.get(code)?.accountName ?? code,
    item: (ref) => itemNames.get(ref) ?? ref,
    person: (id) => people.get(id) ?? id,
    source: (code) => sources[code] ?? code,
    lamp: (row) => lampOfCase(row, desk.calendar(), now),
    time: presentMinute,
  };
}

/** `2026-11-23 09:30`, in China. */
function presentMinute(at: Date): string {
  const { hour, minute } = chinaTimeOf(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${chinaDateOf(at)} ${two(hour)}:${two(minute)}`;
}
