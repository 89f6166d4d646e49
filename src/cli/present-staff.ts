import { chinaTimeOf } from '../platform/china-time';
import { listStaff, type StaffSummary, type ThinGate } from '../staff/list-staff';
import type { StaffActor } from '../staff/person';
import { describeRoles } from '../staff/roles';
import type { StaffParts } from '../staff/staff-parts';
import type { CommandIo } from './command';

const PAGE = 100;
const GATES = { review: '审核', sign: '签发' } as const;

interface Listing {
  parts: StaffParts;
  actor: StaffActor;
  filter: { unit?: string };
  units: ReadonlyMap<string, { shortName: string }>;
  gates: readonly ThinGate[];
}

/** All accounts, a line each, then what is wrong with the gates. */
export async function printStaff(
  { parts, actor, filter, units, gates }: Listing,
  io: Pick<CommandIo, 'out'>,
): Promise<void> {
  const nameOf = (unit: string): string => units.get(unit)?.shortName ?? unit;
  let after: string | undefined;
  let count = 0;
  for (;;) {
    const page = await listStaff(parts, actor, filter, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const one of page) io.out(describeStaff(one, nameOf));
    count += page.length;
    after = page.at(-1)?.username;
    if (page.length < PAGE) break;
  }
  io.out(count === 0 ? '还没有账号。' : `共 ${count} 个账号。`);
  for (const { unit, gate, people } of gates) {
    const who = people === 0 ? '没有人能' : '只有 1 个人能';
    io.out(`注意：${nameOf(unit)}${who}${GATES[gate]}，请假时办件会停住，请再指定一人。`);
  }
}

/** One account in a line: who, what, and what stands in the way of signing in. */
export function describeStaff(one: StaffSummary, nameOf: (unit: string) => string): string {
  const marks = [
    one.state === 'disabled' ? '已停用' : '',
    one.lockedUntil ? `锁定到 ${formatTime(one.lockedUntil)}` : '',
    one.mustChangePassword ? '还是临时密码' : '',
    one.hasTotp ? '有动态口令' : '',
    one.contractUntil ? `合同到 ${one.contractUntil}` : '',
    one.sessions > 0 ? `${one.sessions} 处登录中` : '',
  ].filter(Boolean);
  const last = one.lastSignInAt ? `上次登录 ${formatTime(one.lastSignInAt)}` : '还没有登录过';
  const roles = describeRoles(one.roles, nameOf);
  return `${one.username}  ${one.name}  ${roles}  ${[last, ...marks].join('，')}`;
}

function formatTime(at: Date): string {
  const { year, month, day, hour, minute } = chinaTimeOf(at);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
