import type { openedSchema, sessionsSchema, staffSchema } from '../../../api/staff-endpoints';
import type { Wire } from '../../api/wire';

export type Staff = Wire<typeof staffSchema>;
export type Account = Staff['staff'][number];
export type Role = Account['roles'][number];
export type Opened = Wire<typeof openedSchema>;
export type Sessions = Wire<typeof sessionsSchema>;

export const roleNames: Readonly<Record<Role['role'], string>> = {
  clerk: '经办',
  reviewer: '审核',
  signer: '签发',
  unit_admin: '单位管理员',
  coordinator: '统筹',
  inspector: '监督',
  system_admin: '系统管理员',
};

/** What 保密 opens: in a unit its restricted cases; in the district, to one person, what no unit may read. */
export const namedFor = (unit: string | null): string =>
  unit === null ? '接收反映干部的举报（全区只一人）' : '含保密办件';

/** Roles of the whole district; the others belong to a unit. */
export const districtRoles: readonly Role['role'][] = ['coordinator'];

/** Whether an account is locked at this moment. @param now the browser's time: good enough for a label */
export function isLocked({ lockedUntil }: Account, now: Date): boolean {
  return lockedUntil !== null && new Date(lockedUntil) > now;
}

/** What a browser calls itself, in a few words. */
export function presentDevice(device: string | null): string {
  if (device === null) return '未知设备';
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(device)?.[0] ?? '未知系统';
  // Edge calls itself Chrome too, and Chrome Safari: the rarer name counts.
  const browser =
    ['MicroMessenger', 'Edg', 'Firefox', 'Chrome', 'Safari'].find((name) =>
      device.includes(name),
    ) ?? '未知浏览器';
  const names: Readonly<Record<string, string>> = {
    ...{ Android: '安卓手机', iPhone: '苹果手机', iPad: '苹果平板', Windows: 'Windows 电脑' },
    ...{ 'Mac OS': '苹果电脑', Linux: 'Linux 电脑', MicroMessenger: '微信', Edg: 'Edge' },
  };
  return `${names[system] ?? system}，${names[browser] ?? browser}`;
}
