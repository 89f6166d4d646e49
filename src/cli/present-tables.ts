import { chinaDateOf } from '../platform/china-time';
import type { TableDeclaration } from '../queries/source-schema';
import type { ImportOutcome } from '../queries/sources/table/import-table';
import type { LiveTable } from '../queries/sources/table/live-tables';
import { fitsDeclaration, type LookupKey } from '../queries/sources/table/lookup-key';
import type { CommandIo } from './command';

/** What a table holds, in one line. @param keys the look-ups that queries make in it now */
export function presentTable(
  live: LiveTable,
  table: TableDeclaration,
  keys: readonly LookupKey[],
): string {
  const day = live.asOf ? chinaDateOf(live.asOf) : '不详';
  const age = live.sample ? '示例数据' : `数据截至 ${day}`;
  const fits = [null, ...keys].every((key) => fitsDeclaration(live.declaration, table, key));
  const remedy = fits ? '' : '；queries.yaml 改过了，要重新导入才能查';
  return `${live.rowCount} 行，${age}${remedy}`;
}

/** Tells how an import ended. @returns the exit code */
export function presentImport(outcome: ImportOutcome, asOf: string, io: CommandIo): number {
  if (outcome.kind === 'refused') {
    for (const { line, column, message } of outcome.faults) {
      const place = [line && `第 ${line} 行`, column && `“${column}”`].filter(Boolean).join('');
      io.err(place ? `${place}：${message}` : message);
    }
    const more = outcome.total - outcome.faults.length;
    if (more > 0) io.err(`……还有 ${more} 处`);
    io.err(`共有 ${outcome.total} 处错误，没有导入，原来的数据没有变。`);
    return 1;
  }
  const { rows, difference } = outcome;
  const { before, added, changed, gone } = difference;
  const counts = `共 ${rows} 行；原来 ${before} 行，新增 ${added}，改动 ${changed}，减少 ${gone}`;
  switch (outcome.kind) {
    case 'imported':
      io.out(`已生效：${counts}。数据截至 ${asOf}。`);
      return 0;
    case 'checked':
      io.out(`检查通过，没有生效：${counts}。`);
      return 0;
    case 'declined':
      io.out('没有导入，原来的数据没有变。');
      return 2;
  }
}
