import type { itemReportsSchema } from '../../../api/admin/item-report-endpoints';
import type { queriesSchema } from '../../../api/admin/query-endpoints';
import type { itemSchema, switchesSchema } from '../../../api/admin/switch-endpoints';
import type { Wire } from '../../api/wire';

export type Queries = Wire<typeof queriesSchema>;
export type Query = Queries['queries'][number];
export type Item = Wire<typeof itemSchema>;
export type Switches = Wire<typeof switchesSchema>;
export type ItemReports = Wire<typeof itemReportsSchema>;

/** What a query's data comes from, in a line. */
export function presentSource({ sourceLabel, http, table }: Query): string {
  if (http) return `${sourceLabel}：${http.host}，等 ${http.timeoutMs / 1000} 秒`;
  if (table) return `${sourceLabel}：${table.fileName}，${table.rows} 行`;
  return sourceLabel;
}

/** Whether somebody has to look at a query. */
export function isTroubled({ offered, source, circuit, table, off }: Query): boolean {
  if (off) return true;
  return circuit === 'open' || table?.stale === true || (source !== null && !offered);
}
