import os from 'node:os';
import { parseArgs } from 'node:util';
import { composeStaff } from '../compose-staff';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import { listThinGates } from '../staff/list-staff';
import {
  addStaff,
  changeRoles,
  disableStaff,
  resetStaff,
  type OpenedAccount,
} from '../staff/manage-staff';
import type { StaffActor } from '../staff/person';
import { findAccount } from '../staff/person-store';
import { describeRoles, staffRoles } from '../staff/roles';
import type { StaffParts } from '../staff/staff-parts';
import type { Command, CommandIo } from './command';
import { openContext, type CliContext } from './context';
import { printStaff } from './present-staff';
import { readRoles } from './read-roles';

const USAGE = `用法：
  npm run zhijian -- staff list [单位代码]            列出账号
  npm run zhijian -- staff add <用户名> --name <姓名> --role <角色>…  新开账号，打印一次临时密码
  npm run zhijian -- staff roles <用户名> --role <角色>…  换成这些角色，原来的取消
  npm run zhijian -- staff disable <用户名> --reason <原因>          停用，马上退出登录
  npm run zhijian -- staff reset <用户名> [--totp] [--enable]        换临时密码并解锁

角色前面写单位代码，用斜线隔开；全区的只写角色；可以写几个 --role：
  --role renshe/经办 --role renshe/审核    --role 统筹
  角色有：${Object.values(staffRoles).join('、')}
  能看保密办件的人，在后面加“/保密”，例如 --role renshe/经办/保密
  反映干部、反映单位的举报不建办件，群众已经发来的只给全区一个人看：在那个人的“统筹”或“监督”
  后面加“/保密”，例如 --role 监督/保密；换人时先给原来的人 staff roles 换掉
--contract-until 2027-06-30   第三方运维人员的合同到期日，过了这一天账号自动不能用
--totp     同时取消动态口令（手机丢了）
--enable   重新启用停用的账号`;

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
  reason: { type: 'string' },
  'contract-until': { type: 'string' },
  totp: { type: 'boolean', default: false },
  enable: { type: 'boolean', default: false },
} as const;

interface Values {
  name?: string | undefined;
  role?: string[] | undefined;
  reason?: string | undefined;
  'contract-until'?: string | undefined;
  totp: boolean;
  enable: boolean;
}

/** Accounts of staff, for whoever has the shell. */
export const staffCommand: Command = {
  name: 'staff',
  summary: '工作人员账号：新开、换角色、停用、重置、列出',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    });
    const [action, target, ...more] = positionals;
    const work = ACTIONS.get(action ?? '');
    if (!work || more.length > 0 || (action !== 'list' && !target)) {
      io.err(USAGE);
      return 2;
    }
    const context = await openContext(io);
    try {
      const { parts } = composeStaff({
        ...context,
        clock: systemClock,
        policy: () => context.content.staff,
        trial: context.config.trial,
      });
      await work({ context, parts, io, target: target ?? null, values });
      return 0;
    } finally {
      await context.close();
    }
  },
};

interface Call {
  context: CliContext;
  parts: StaffParts;
  io: CommandIo;
  target: string | null;
  values: Values;
}

const ACTIONS: ReadonlyMap<string, (call: Call) => Promise<void>> = new Map([
  ['list', list],
  ['add', add],
  ['roles', roles],
  ['disable', disable],
  ['reset', reset],
]);

/** Who has the shell: the record names the machine's user. */
const operator = (): StaffActor => ({ kind: 'operator', name: os.userInfo().username });

async function list({ context, parts, io, target }: Call): Promise<void> {
  const { units } = context.content.routing;
  if (target !== null && !units.has(target)) {
    throw new AppError(
      'bad_request',
      `没有单位“${target}”。单位有：${[...units.keys()].join('、')}`,
    );
  }
  const filter = target === null ? {} : { unit: target };
  const gates = await listThinGates(parts, target === null ? [...units.keys()] : [target]);
  await printStaff({ parts, actor: operator(), filter, units, gates }, io);
}

async function add({ context, parts, io, target, values }: Call): Promise<void> {
  if (!values.name) throw new AppError('bad_request', '请用 --name 写上姓名。');
  const opened = await addStaff(parts, operator(), {
    username: target!,
    name: values.name,
    roles: readRoles(values.role ?? [], context.content.routing.units),
    contractUntil: readDate(values['contract-until']),
  });
  io.out(`已开通账号 ${opened.username}（${values.name}）。`);
  printPassword(opened, io);
}

async function roles({ context, parts, io, target, values }: Call): Promise<void> {
  const wanted = readRoles(values.role ?? [], context.content.routing.units);
  const { id, username, name } = await getAccount(parts, target!);
  await changeRoles(parts, operator(), { id, roles: wanted });
  io.out(`已换 ${username}（${name}）的角色：${describeRoles(wanted)}。`);
}

async function disable({ parts, io, target, values }: Call): Promise<void> {
  const reason = values.reason?.trim();
  if (!reason) throw new AppError('bad_request', '请用 --reason 写上停用的原因。');
  const { id, username, name } = await getAccount(parts, target!);
  await disableStaff(parts, operator(), { id, reason });
  io.out(`已停用 ${username}（${name}），所有登录已经退出。`);
  const [row] = await parts.database.query<{ count: number }>(
    `select count(*)::int as count from cases where handler = $1 and closed_at is null`,
    [id],
  );
  if (row && row.count > 0) {
    io.out(`他名下还有 ${row.count} 件没有办结，请单位管理员在管理端“离岗移交”。`);
  }
}

async function reset({ parts, io, target, values }: Call): Promise<void> {
  const { id, name } = await getAccount(parts, target!);
  const { totp: dropTotp, enable } = values;
  const opened = await resetStaff(parts, operator(), { id, dropTotp, enable });
  io.out(`已重置 ${opened.username}（${name}），锁定已解除，所有登录已经退出。`);
  if (dropTotp) io.out('动态口令已取消，下次登录后重新设置。');
  printPassword(opened, io);
}

function printPassword({ temporaryPassword }: OpenedAccount, io: CommandIo): void {
  io.out(`临时密码：${temporaryPassword}`);
  io.out('只显示这一次，请当面或电话告诉本人，首次登录后必须更改。');
}

async function getAccount(
  { database }: StaffParts,
  username: string,
): Promise<{ id: string; username: string; name: string }> {
  const account = await findAccount(database, { username });
  if (account) return account;
  throw new AppError('not_found', `没有用户名为“${username}”的账号。`);
}

function readDate(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const isDate =
    /^\d{4}-\d{2}-\d{2}$/.test(typed) &&
    new Date(`${typed}T00:00:00Z`).toJSON()?.startsWith(typed) === true;
  if (isDate) return typed;
  throw new AppError('bad_request', '日期写成 2027-06-30 这样。');
}
