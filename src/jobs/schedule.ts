/** The one table of what runs by itself and when. A job calls a use case and holds no logic. */
import cron, { type ScheduledTask } from 'node-cron';
import { CHINA_TIME_ZONE } from '../platform/china-time';
import type { Logger } from '../platform/logger';
import type { JobLog } from './job-log';

export interface UseCases {
  /** Takes over messages whose handling stopped. */
  sweepMessages(): Promise<unknown>;
  /** Writes the counted clicks. */
  flushClicks(): Promise<unknown>;
  /** Fetches pictures, voices and videos, and makes voices playable. */
  fetchMedia(): Promise<unknown>;
  /** Erases citizens who left long enough ago. */
  eraseCitizens(): Promise<unknown>;
  /** Removes files that a crash left without a row. */
  sweepMediaFiles(): Promise<unknown>;
  /** Reads anew which queries have data. */
  refreshQueries(): Promise<unknown>;
  /** Reads anew which entries of the files are switched off. */
  refreshSwitches(): Promise<unknown>;
  /** Reminds citizens who fell silent in the middle of a form. */
  remindForms(): Promise<unknown>;
  /** Removes questions, links and tables whose time is over. */
  tidyQueries(): Promise<unknown>;
  /** Reckons the deadlines of open cases by a calendar that has changed. */
  recomputeDeadlines(): Promise<unknown>;
  /** Tells staff of deadlines that come near or have passed. */
  escalateCases(): Promise<unknown>;
  /** Warns when the holidays of a year are missing. */
  checkCalendar(): Promise<unknown>;
  /** Makes new words of cases findable. */
  indexCases(): Promise<unknown>;
  /** Adds up the counts of cases. */
  foldTallies(): Promise<unknown>;
  /** Counts all cases anew and tells of differences. */
  recountCases(): Promise<unknown>;
  /** Forgets who no longer has a case open. */
  forgetAbsent(): Promise<unknown>;
  /** Takes away live events of more than a day ago. */
  pruneLiveEvents(): Promise<unknown>;
  /** Tells staff, group robots and other systems of what happened to cases. */
  followChanges(): Promise<unknown>;
  /** Tells of texts that have waited half a working day before a gate. */
  tellWaitingSteps(): Promise<unknown>;
  /** Sends what waits for group robots and other systems. */
  sendOutbound(): Promise<unknown>;
  /** Takes away old notices, and what left long ago. */
  pruneNotices(): Promise<unknown>;
  /** Ends answered cases that nobody came back to. */
  closeAnsweredCases(): Promise<unknown>;
  /** Ends cases whose citizen was asked for something and never sent it. */
  closeUnsupplementedCases(): Promise<unknown>;
  /** Reminds citizens of what their case still needs. */
  remindSupplements(): Promise<unknown>;
  /** Asks citizens how satisfied they are with answers that have reached them. */
  askForRatings(): Promise<unknown>;
  /** Counts the cases that have changed for the reports. */
  refreshReports(): Promise<unknown>;
  /** Counts every case for the reports that was left out. */
  refreshAllReports(): Promise<unknown>;
  /** Counts what was answered automatically. */
  countReplies(): Promise<unknown>;
  /** Keeps the figures of the month that is over. */
  makeMonthlyReport(): Promise<unknown>;
  /** Writes the files that staff have asked for. */
  runExports(): Promise<unknown>;
  /** Takes away exported files whose time is over. */
  removeExports(): Promise<unknown>;
  /** Chains what was written into the record. */
  sealAudit(): Promise<unknown>;
  /** Takes away entries of the record whose time is over. */
  pruneAudit(): Promise<unknown>;
  /** Removes sessions and counted tries whose time is over. */
  tidyStaff(): Promise<unknown>;
  /** Warns when the embedded database of a production machine has no fresh backup. */
  checkBackup(): Promise<unknown>;
  /** Reads what other processes found out about the accounts. */
  refreshCapabilities(): Promise<unknown>;
  /** Finds out what the accounts may do. */
  probeAccounts(): Promise<unknown>;
  /** Writes the counted taps on menus. */
  countMenuTaps(): Promise<unknown>;
  /** Compares menus with their files; seasons, changed files and changes elsewhere are noticed. */
  watchMenus(): Promise<unknown>;
}

/** A job: its use case, when it runs (node-cron, Asia/Shanghai), and what staff call it. */
export interface Job {
  name: keyof UseCases;
  when: string;
  what: string;
}

export const jobTable: readonly Job[] = [
  { name: 'sweepMessages', when: '*/2 * * * * *', what: '接手中断的消息' },
  { name: 'flushClicks', when: '*/5 * * * * *', what: '记下事项点击数' },
  { name: 'fetchMedia', when: '*/3 * * * * *', what: '取回图片、语音和视频' },
  { name: 'eraseCitizens', when: '0 30 3 * * *', what: '删除到期的群众资料' },
  { name: 'sweepMediaFiles', when: '0 0 4 * * *', what: '清理无主的文件' },
  { name: 'refreshQueries', when: '*/10 * * * * *', what: '查看哪些查询有数据' },
  { name: 'refreshSwitches', when: '*/2 * * * * *', what: '查看停用的内容' },
  { name: 'remindForms', when: '15 * * * * *', what: '提醒没填完的查询' },
  { name: 'tidyQueries', when: '45 * * * * *', what: '清理过期的查询记录' },
  { name: 'recomputeDeadlines', when: '5 * * * * *', what: '日历改动后重算期限' },
  { name: 'escalateCases', when: '40 * * * * *', what: '临期、逾期提醒' },
  { name: 'checkCalendar', when: '0 30 8 * * *', what: '检查节假日安排' },
  { name: 'indexCases', when: '1-59/2 * * * * *', what: '更新办件检索' },
  { name: 'foldTallies', when: '25 * * * * *', what: '汇总办件计数' },
  { name: 'recountCases', when: '0 10 4 * * *', what: '每夜重新清点办件' },
  { name: 'forgetAbsent', when: '*/10 * * * * *', what: '更新谁正打开着办件' },
  { name: 'pruneLiveEvents', when: '35 */10 * * * *', what: '清理一天前的实时变动' },
  { name: 'followChanges', when: '*/2 * * * * *', what: '通知工作人员' },
  { name: 'tellWaitingSteps', when: '50 */5 * * * *', what: '提醒等了半天的审核签发' },
  { name: 'sendOutbound', when: '3-59/10 * * * * *', what: '通知群机器人和别的系统' },
  { name: 'pruneNotices', when: '0 40 3 * * *', what: '清理旧通知' },
  { name: 'closeAnsweredCases', when: '10 */5 * * * *', what: '答复期满自动办结' },
  { name: 'closeUnsupplementedCases', when: '20 */5 * * * *', what: '未补充的到期办结' },
  { name: 'remindSupplements', when: '30 */5 8-19 * * *', what: '提醒群众补充材料' },
  { name: 'askForRatings', when: '50 * 8-20 * * *', what: '请群众评价答复' },
  { name: 'refreshReports', when: '3-59/10 * * * * *', what: '更新报表' },
  { name: 'refreshAllReports', when: '0 40 4 * * *', what: '每夜补齐报表' },
  { name: 'countReplies', when: '50 */5 * * * *', what: '统计自动回复' },
  { name: 'makeMonthlyReport', when: '0 30 2 1-7 * *', what: '生成上个月的通报' },
  { name: 'runExports', when: '*/2 * * * * *', what: '生成导出的文件' },
  { name: 'removeExports', when: '0 5 * * * *', what: '删除过期的导出' },
  { name: 'sealAudit', when: '1-59/2 * * * * *', what: '审计记录入链' },
  { name: 'pruneAudit', when: '0 10 4 * * *', what: '清理到期的审计记录' },
  { name: 'tidyStaff', when: '0 50 3 * * *', what: '清理过期的登录记录' },
  { name: 'checkBackup', when: '0 0 9 * * *', what: '检查备份' },
  { name: 'refreshCapabilities', when: '*/30 * * * * *', what: '读取公众号能力' },
  { name: 'probeAccounts', when: '0 20 4 * * *', what: '探测公众号能力' },
  { name: 'countMenuTaps', when: '2-59/5 * * * * *', what: '记下菜单点击数' },
  { name: 'watchMenus', when: '*/15 * * * * *', what: '比对微信菜单' },
];

/** How often the clock is looked at, and by how much it must have jumped to be said to have. */
const LOOK_MS = 200;
const JUMP_MS = 60_000;

/** Starts the schedule (Asia/Shanghai, no job beside itself). @returns stops it */
export function startSchedule(
  useCases: UseCases,
  logger: Logger,
  log: JobLog,
): { stop(): Promise<void> } {
  const running = new Set<keyof UseCases>();
  let tasks = startTasks(useCases, running, logger, log);
  let seenAt = Date.now();
  // After a sleep of the machine node-cron walks through every run that was missed: half a minute of
  // work, with nothing else done, for a day. So the schedule begins anew instead.
  const guard = setInterval(() => {
    const jumpMs = Date.now() - seenAt;
    seenAt += jumpMs;
    if (jumpMs < JUMP_MS) return;
    logger.warn(
      { seconds: Math.round(jumpMs / 1000) },
      'the clock jumped, the schedule begins anew',
    );
    void stopTasks(tasks);
    tasks = startTasks(useCases, running, logger, log);
  }, LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(guard);
      await stopTasks(tasks);
    },
  };
}

/** @param running jobs under way, also those that tasks of an earlier start began */
function startTasks(
  useCases: UseCases,
  running: Set<keyof UseCases>,
  logger: Logger,
  log: JobLog,
): ScheduledTask[] {
  const runJob = async (name: keyof UseCases): Promise<void> => {
    if (running.has(name)) return;
    running.add(name);
    try {
      await log.watch(name, () => useCases[name]());
    } catch (error) {
      logger.error({ err: error, job: name }, 'a job failed');
    } finally {
      running.delete(name);
    }
  };
  const options = { timezone: CHINA_TIME_ZONE, suppressMissedWarning: true };
  return jobTable.map(({ name, when }) =>
    cron.schedule(when, () => runJob(name), { ...options, name }),
  );
}

async function stopTasks(tasks: readonly ScheduledTask[]): Promise<void> {
  await Promise.all(tasks.map(async (task) => task.destroy()));
}
