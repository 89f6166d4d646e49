import {
  auditScopeOf,
  can,
  mayManage,
  scopeOf,
  actOnCases,
  type Person,
} from '../../src/staff/person';
import { rights, type Right } from '../../src/staff/rights';
import { findRoleFault, type HeldRole, type StaffRole } from '../../src/staff/roles';
import { held, UNITS } from './staff-bench';

function aPerson(roles: readonly HeldRole[], more: Partial<Person> = {}): Person {
  return { id: 'p', username: 'p', name: '张三', outsourced: false, roles, deputyFor: [], ...more };
}

/*
 * Typed from the pages' "who" of the specification and from the rules on administrators:
 * o in the own unit, a in every unit and the district, d in the district's own, . nowhere.
 * Columns: 经办 审核 签发 单位管理员 监督（单位） 统筹 监督（全区） 系统管理员
 */
const TABLE = `
  case.read         o o o o o a a .
  case.register     o . . . . a . .
  case.handle       o . . . . . . .
  case.review       . o . . . . . .
  case.sign         . . o . . . . .
  case.coordinate   . . . . . a . .
  case.hand_over    . . . o . a . .
  case.export       o . . o o a a .
  personal.reveal   o . . . . . . .
  answer.publish    . . . o . a . .
  phrase.edit       o o o o . d . .
  phrase.approve    . o o o . d . .
  cadre_report.read . . . . . . . .
  citizen.block     . . . o . . . .
  citizen.erase     . . . o . . . .
  report.read       . . . o o a a .
  content.read      . . . o . a . a
  content.switch_off . . . o . . . a
  content.manage    . . . . . . . a
  staff.manage      . . . o . . . a
  system.watch      . . . . . . . d
  audit.read        . . . . o . a d`;

const COLUMNS: readonly HeldRole[] = [
  held('clerk'),
  held('reviewer'),
  held('signer'),
  held('unit_admin'),
  held('inspector'),
  held('coordinator', null),
  held('inspector', null),
  held('system_admin', null),
];

/** Own unit, foreign unit, district. */
const REACH: Readonly<Record<string, readonly boolean[]>> = {
  o: [true, false, false],
  a: [true, true, true],
  d: [false, false, true],
  '.': [false, false, false],
};

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

it.each(rows)('%s', (right, ...cells) => {
  expect(cells).toHaveLength(COLUMNS.length);
  const given = COLUMNS.map((role) =>
    ['renshe', 'yibao', null].map((unit) => can(aPerson([role]), right as Right, unit)),
  );
  expect(given).toEqual(cells.map((cell) => REACH[cell]));
});

it('shows reports against cadres to who is named for them in the district, and to no deputy or outsider', () => {
  const reads = (roles: HeldRole[], more: Partial<Person> = {}) =>
    [null, 'renshe'].map((unit) => can(aPerson(roles, more), 'cadre_report.read', unit));
  expect(reads([held('inspector', null, true)])).toEqual([true, false]);
  expect(reads([held('coordinator', null, true)])).toEqual([true, false]);
  expect(reads([held('inspector', 'renshe', true), held('signer', 'renshe', true)])).toEqual([
    false,
    false,
  ]);
  expect(reads([held('inspector', null, true)], { outsourced: true })).toEqual([false, false]);
});

it('knows every right of the table and no other', () => {
  expect(Object.keys(rights)).toEqual(rows.map(([right]) => right));
});

it('gives people from outside no export and no numbers in full', () => {
  const roles = [held('clerk'), held('unit_admin')];
  const outsider = aPerson(roles, { outsourced: true });
  expect(can(outsider, 'case.handle', 'renshe')).toBe(true);
  expect(can(outsider, 'case.export', 'renshe')).toBe(false);
  expect(can(outsider, 'personal.reveal', 'renshe')).toBe(false);
  expect(scopeOf(outsider, UNITS).revealUnits).toEqual([]);
});

describe('the scope', () => {
  it('has the units where one may read, and restricted cases for named people', () => {
    expect(scopeOf(aPerson([held('clerk'), held('signer', 'yibao', true)]), UNITS)).toEqual({
      units: ['renshe', 'yibao'],
      restrictedUnits: ['yibao'],
      revealUnits: ['renshe'],
      receivesCadreReports: false,
    });
  });
  it('shows the district’s people all units, but restricted cases of none', () => {
    expect(scopeOf(aPerson([held('coordinator', null, true)]), UNITS)).toEqual({
      units: UNITS,
      restrictedUnits: [],
      revealUnits: [],
      receivesCadreReports: true,
    });
  });
  it('shows a system administrator no case, and the record of the system only', () => {
    const admin = aPerson([held('system_admin', null)]);
    expect(scopeOf(admin, UNITS).units).toEqual([]);
    expect(auditScopeOf(admin, UNITS)).toEqual({ units: [], restrictedUnits: [], district: true });
  });
  it('shows an auditor the whole record, but of restricted matters nothing without being named', () => {
    expect(auditScopeOf(aPerson([held('inspector', null)]), UNITS)).toEqual({
      units: UNITS,
      restrictedUnits: [],
      district: true,
    });
    expect(auditScopeOf(aPerson([held('inspector', 'yibao', true)]), UNITS)).toEqual({
      units: ['yibao'],
      restrictedUnits: ['yibao'],
      district: false,
    });
  });
});

describe('a deputy', () => {
  const deputy = aPerson([held('clerk')], {
    deputyFor: [{ principalId: 'boss', principalName: '李四', unit: 'renshe', role: 'signer' }],
  });

  it('has the principal’s gate and nothing else of theirs', () => {
    expect(can(deputy, 'case.sign', 'renshe')).toBe(true);
    expect(can(deputy, 'case.sign', 'yibao')).toBe(false);
    expect(can(deputy, 'case.review', 'renshe')).toBe(false);
  });
  it('acts either for themselves or for the principal, and it is printed', () => {
    expect(actOnCases(deputy, null)).toMatchObject({
      roles: [{ role: 'clerk', unit: 'renshe' }],
      onBehalfOf: null,
      mandate: null,
    });
    expect(actOnCases(deputy, 'boss')).toMatchObject({
      roles: [{ role: 'signer', unit: 'renshe' }],
      onBehalfOf: 'boss',
      mandate: '受李四委托',
    });
    expect(actOnCases(deputy, 'another')).toBeNull();
  });
  it('is not named for restricted cases by it', () => {
    expect(scopeOf(deputy, UNITS).restrictedUnits).toEqual([]);
  });
});

describe('roles taken together', () => {
  const business: StaffRole[] = ['clerk', 'reviewer', 'signer', 'unit_admin'];

  it.each(business)('keeps %s apart from system administration and audit', (role) => {
    expect(findRoleFault([held(role)])).toBeNull();
    expect(findRoleFault([held(role), held('system_admin', null)])).toContain('不同的人');
    expect(findRoleFault([held(role), held('inspector', null)])).toContain('不同的人');
  });
  it('keeps the three administrators apart', () => {
    expect(findRoleFault([held('system_admin', null), held('inspector', null)])).toContain(
      '不同的人',
    );
    expect(findRoleFault([held('coordinator', null), held('inspector')])).toContain('不同的人');
    expect(findRoleFault([held('coordinator', null), held('system_admin', null)])).toContain(
      '不同的人',
    );
    expect(findRoleFault([held('coordinator', null), held('clerk')])).toBeNull();
  });
  it('wants each role where it belongs', () => {
    expect(findRoleFault([])).toBe('至少要有一个角色。');
    expect(findRoleFault([held('clerk', null)])).toContain('哪个单位');
    expect(findRoleFault([held('coordinator')])).toContain('全区的角色');
    expect(findRoleFault([held('inspector'), held('inspector', null)])).toBeNull();
    expect(findRoleFault([held('system_admin', null, true)])).toContain('保密');
  });
});

/** Who may open and change whose account: rows manage columns, in `renshe`. */
it.each([
  ['unit_admin', ['clerk', 'reviewer', 'signer']],
  ['system_admin', ['clerk', 'reviewer', 'signer', 'unit_admin', 'coordinator']],
  ['coordinator', []],
  ['inspector', []],
  ['clerk', []],
] as [StaffRole, StaffRole[]][])('%s manages %j', (role, managed) => {
  const place = ['system_admin', 'coordinator'].includes(role) ? null : 'renshe';
  const actor = { kind: 'staff', person: aPerson([held(role, place)]), ip: null } as const;
  const all = COLUMNS.filter((one) => mayManage(actor, { id: 'other', roles: [one] }));
  expect(all.map((one) => one.role)).toEqual(managed);
  expect(mayManage(actor, { id: 'p', roles: [held('clerk')] })).toBe(false);
  const foreign = mayManage(actor, { id: 'other', roles: [held('clerk', 'yibao')] });
  expect(foreign).toBe(role === 'system_admin');
});
