import { addStaff, type OpenedAccount } from './manage-staff';
import type { StaffActor } from './person';
import { staffRoles, type HeldRole, type StaffRole } from './roles';
import type { StaffParts } from './staff-parts';

/** One account of trial mode, with the password that is shown once. */
export interface TrialAccount extends OpenedAccount {
  /** Null: the district's. */
  unit: string | null;
  roles: readonly StaffRole[];
}

const OPERATOR: StaffActor = { kind: 'operator', name: '试用模式' };

/**
 * Two clerks a unit, so that cases change hands, and who passes their answers; the signer looks after the
 * accounts.
 */
const IN_UNIT: readonly { suffix: string; name: string; roles: readonly StaffRole[] }[] = [
  { suffix: 'jb', name: '经办员甲', roles: ['clerk'] },
  { suffix: 'jb2', name: '经办员乙', roles: ['clerk'] },
  { suffix: 'sh', name: '审核员', roles: ['reviewer'] },
  { suffix: 'qf', name: '签发人', roles: ['signer', 'unit_admin'] },
];

const IN_DISTRICT: readonly { username: string; name: string; role: StaffRole }[] = [
  { username: 'tongchou', name: '统筹员', role: 'coordinator' },
  { username: 'jiandu', name: '监督员', role: 'inspector' },
  { username: 'admin', name: '系统管理员', role: 'system_admin' },
];

/** Who sees restricted matters: a unit's head; in the district, the receiver of reports against cadres. */
const NAMED: readonly StaffRole[] = ['signer', 'inspector'];

/**
 * Accounts to try the console with, each with a password of its own, made where there are no accounts
 * at all. Only trial mode calls it: production has no account that nobody opened.
 * @returns the new accounts; empty where there were accounts already
 */
export async function openTrialStaff(
  parts: StaffParts,
  units: readonly { code: string; shortName: string }[],
): Promise<TrialAccount[]> {
  const [row] = await parts.database.query<{ found: boolean }>(
    'select exists (select from staff) as found',
  );
  if (row?.found) return [];
  const wanted = [
    ...units.flatMap(({ code, shortName }) =>
      IN_UNIT.map(({ suffix, name, roles }) => ({
        username: `${code}.${suffix}`,
        name: `${shortName}${name}`,
        unit: code,
        roles,
      })),
    ),
    ...IN_DISTRICT.map(({ username, name, role }) => ({
      username,
      name,
      unit: null,
      roles: [role],
    })),
  ];
  const opened: TrialAccount[] = [];
  for (const { username, name, unit, roles } of wanted) {
    const held: HeldRole[] = roles.map((role) => ({
      role,
      unit,
      restricted: NAMED.includes(role),
    }));
    const account = await addStaff(parts, OPERATOR, {
      username,
      name,
      roles: held,
      contractUntil: null,
    });
    opened.push({ ...account, unit, roles });
  }
  return opened;
}

/** What is printed of new trial accounts, once; nothing where there are none. */
export function presentTrialStaff(accounts: readonly TrialAccount[]): string[] {
  if (accounts.length === 0) return [];
  const lines = accounts.map(({ username, temporaryPassword, roles }) => {
    const names = roles.map((role) => staffRoles[role]).join('、');
    return `    ${username.padEnd(14)}${temporaryPassword}  ${names}`;
  });
  return ['  试用的工作人员账号和密码（只显示这一次，忘了用 staff reset 重置）：', ...lines, ''];
}
