import type { systemSchema } from '../../../api/admin/system-endpoint';
import type { troubleSchema } from '../../../api/admin/trouble-endpoint';
import type { Wire } from '../../api/wire';

export type SystemReport = Wire<typeof systemSchema>;
export type Job = SystemReport['jobs'][number];
export type Trouble = Wire<typeof troubleSchema>;
export type TroubledDelivery = Trouble['deliveries'][number];

const GIB = 1024 ** 3;
/** Beyond this WeChat's signatures and our deadlines begin to suffer; milliseconds. */
const SKEW_LIMIT_MS = 3000;

/** `剩 12.3 GB，共 40.0 GB` */
export function presentDisk(disk: SystemReport['disk']): string {
  if (disk === null) return '看不到';
  return `剩 ${(disk.freeBytes / GIB).toFixed(1)} GB，共 ${(disk.totalBytes / GIB).toFixed(1)} GB`;
}

export function isDiskLow(disk: SystemReport['disk']): boolean {
  return disk !== null && disk.freeBytes < Math.max(GIB, disk.totalBytes / 20);
}

/** How another clock stands to ours. @param aheadMs positive: theirs is ahead; null: not known */
export function presentSkew(aheadMs: number | null): string {
  if (aheadMs === null) return '最近没有来消息，不知道';
  if (Math.abs(aheadMs) < 1000) return '和本机相差不到 1 秒';
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(1);
  return aheadMs > 0 ? `比本机快 ${seconds} 秒` : `比本机慢 ${seconds} 秒`;
}

/** WeChat's time reads late by the way that a message takes, and is told in whole seconds: only ahead is odd. */
export function isSkewed({ databaseAheadMs, wechatAheadMs }: SystemReport['clocks']): boolean {
  return Math.abs(databaseAheadMs) > SKEW_LIMIT_MS || (wechatAheadMs ?? 0) > SKEW_LIMIT_MS;
}

/** How a job does, in a word. */
export function presentJob({ runs, startedAt, endedAt, failures }: Job): string {
  if (runs === 0) return '还没有到时间';
  if (failures > 0) return `连续失败 ${failures} 次`;
  const runsNow = startedAt !== null && (endedAt === null || startedAt > endedAt);
  return runsNow ? '正在运行' : '正常';
}

/** Jobs that failed come first. */
export function sortJobs(jobs: readonly Job[]): Job[] {
  return [...jobs.filter(({ failures }) => failures > 0), ...jobs.filter((one) => !one.failures)];
}
