import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { findPackageRoot } from '../../../src/platform/package-root';
import { sums, workingDays } from '../calendar/holiday-table';
import { china } from '../calendar/supplied-schedule';
import { dues } from './boundary-cases';

const root = findPackageRoot();

function runIn(zone: string): unknown {
  const hook = path.join(root, 'test', 'support', 'typescript-hook.cjs');
  const child = path.join(__dirname, 'zone-child.ts');
  const env = { ...process.env, TZ: zone };
  return JSON.parse(execFileSync(process.execPath, ['-r', hook, child], { env, encoding: 'utf8' }));
}

it.each([
  ['UTC', 0],
  ['America/New_York', 240],
  ['Asia/Shanghai', -480],
  ['Pacific/Kiritimati', -840],
])('comes to the same in a process whose zone is %s', (zone, offset) => {
  expect(runIn(zone)).toEqual({
    zone: [zone, offset],
    days: workingDays,
    sums,
    dues: dues.map(([what, length, from, due]) => [what, length, from, china(due).toISOString()]),
    resumed: china('2026-10-13 17:30').toISOString(),
    lamp: '今日 17:30 到期',
    step: china('2026-10-12 17:30').toISOString(),
    lines: [
      '10月10日（周六）00:30起算，当天不计。',
      '10月11日（周日）：周末，不计。',
      '10月12日（周一）：第1个工作日。',
      '10月13日（周二）：第2个工作日。',
      '10月14日（周三）：第3个工作日。',
      '10月15日（周四）：第4个工作日。',
      '10月16日（周五）：第5个工作日。',
      '10月16日（周五）17:30到期。',
      '依据：5个工作日，咨询答复期限（本区内部标准）。',
    ],
  });
});
