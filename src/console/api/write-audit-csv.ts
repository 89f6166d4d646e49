import type { AuditRecord } from '../../audit/list-audit';
import { escapeCell } from '../../cases/exports/escape-cell';
import { chinaTimeOf } from '../../platform/china-time';
import { presentAuditAction } from './audit-labels';

const HEAD = [
  ...['时间', '序号', '人员', '来源地址', '单位', '操作'],
  ...['结果', '对象', '原因', '改前', '改后'],
].join(',');

/**
 * Entries of the record as CSV: UTF-8 with its mark, times of China, no cell that a spreadsheet reckons.
 * @param nameOf a unit's short name by its code
 */
export function writeAuditCsv(
  entries: readonly AuditRecord[],
  nameOf: (unit: string) => string,
): string {
  const lines = entries.map((entry) =>
    [
      presentTime(entry.at),
      entry.seq === null ? '' : String(entry.seq),
      entry.actor.name ?? '系统',
      entry.actor.ip ?? '',
      entry.unit === null ? '全区' : nameOf(entry.unit),
      presentAuditAction(entry.action),
      entry.outcome === 'done' ? '办成' : '被拒绝',
      entry.subjectId ?? '',
      entry.reason ?? '',
      entry.before ? JSON.stringify(entry.before) : '',
      entry.after ? JSON.stringify(entry.after) : '',
    ]
      .map((text) => `"${escapeCell(text).replaceAll('"', '""')}"`)
      .join(','),
  );
  return `\uFEFF${[HEAD, ...lines, ''].join('\r\n')}`;
}

/** `2026-11-23 09:30:05` */
function presentTime(at: Date): string {
  const { year, month, day, hour, minute, second } = chinaTimeOf(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}
