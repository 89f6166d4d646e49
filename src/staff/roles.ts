/** 角色, as they stand in the record and on screen. */
export const staffRoles = {
  clerk: '经办',
  reviewer: '审核',
  signer: '签发',
  unit_admin: '单位管理员',
  coordinator: '统筹',
  inspector: '监督',
  system_admin: '系统管理员',
} as const;

export type StaffRole = keyof typeof staffRoles;

export const roleNames = Object.keys(staffRoles) as readonly StaffRole[];

/** How the district stands in the database among the units' codes; no unit can bear it. */
export const DISTRICT = 'district';

/** A role in one unit; `unit` null: in the district. */
export interface HeldRole {
  role: StaffRole;
  unit: string | null;
  /** Named for restricted matters (保密); in the district: the one receiver of reports against cadres. */
  restricted: boolean;
}

const DISTRICT_ONLY: readonly StaffRole[] = ['coordinator', 'system_admin'];

/** 三员分立: 系统管理, 安全审计 and 业务 exclude each other. */
function dutyOf(role: StaffRole): '系统管理' | '审计监督' | '业务' {
  if (role === 'system_admin') return '系统管理';
  return role === 'inspector' ? '审计监督' : '业务';
}

/** What is wrong with a person's roles taken together, as a sentence; null where nothing is. */
export function findRoleFault(roles: readonly HeldRole[]): string | null {
  if (roles.length === 0) return '至少要有一个角色。';
  for (const { role, unit } of roles) {
    const name = staffRoles[role];
    if (DISTRICT_ONLY.includes(role) && unit !== null) {
      return `“${name}”是全区的角色，不属于某个单位。`;
    }
    if (!DISTRICT_ONLY.includes(role) && role !== 'inspector' && unit === null) {
      return `“${name}”要写明是哪个单位的。`;
    }
  }
  const duties = [...new Set(roles.map(({ role }) => dutyOf(role)))];
  if (duties.length > 1) return `${duties.join('、')}要由不同的人担任，不能给同一个账号。`;
  if (roles.some(({ role, restricted }) => role === 'system_admin' && restricted)) {
    return '系统管理员不看办件，不能指定为保密办件的人员。';
  }
  return null;
}

/** `经办（renshe）、监督（全区）`, for records and lists. */
export function describeRoles(
  roles: readonly HeldRole[],
  nameOf: (unit: string) => string = (unit) => unit,
): string {
  return roles
    .map(({ role, unit, restricted }) => {
      const place = unit === null ? '全区' : nameOf(unit);
      const named = unit === null ? '，接收反映干部的举报' : '，含保密';
      return `${staffRoles[role]}（${place}${restricted ? named : ''}）`;
    })
    .join('、');
}
