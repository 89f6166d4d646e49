import {
  appointDeputy,
  listDeputies,
  revokeDeputy,
  type NewDeputy,
} from '../../src/staff/deputies';
import { handOverCases, listHandOver, type HandOverPort } from '../../src/staff/hand-over';
import { createCasePeople } from '../../src/staff/case-people';
import { listColleagues, listStaff, listThinGates } from '../../src/staff/list-staff';
import { addStaff, changeRoles, disableStaff, resetStaff } from '../../src/staff/manage-staff';
import type { StaffActor } from '../../src/staff/person';
import { openTrialStaff, presentTrialStaff } from '../../src/staff/trial-staff';
import {
  createStaffBench,
  held,
  OPERATOR,
  UNITS,
  type Known,
  type StaffBench,
} from './staff-bench';

let bench: StaffBench;
beforeEach(async () => {
  bench = await createStaffBench();
});
afterEach(() => bench.drop());

const DAY_MS = 24 * 60 * 60_000;
const refused = (code: string) => ({ code });
const add = (actor: StaffActor, username: string, ...roles: ReturnType<typeof held>[]) =>
  addStaff(bench.parts, actor, { username, name: '某某', roles, contractUntil: null });

it('has no account that nobody opened', async () => {
  expect(await bench.database.query('select * from staff')).toEqual([]);
});

describe('an account', () => {
  it('is opened within one’s rights, once for a name', async () => {
    const admin = await bench.actor(await bench.add('guanli', held('unit_admin')));
    await add(admin, 'Lisi', held('clerk'), held('reviewer'));
    await expect(add(admin, 'lisi', held('clerk'))).rejects.toMatchObject(refused('conflict'));
    for (const role of [held('clerk', 'yibao'), held('unit_admin'), held('inspector')]) {
      await expect(add(admin, 'other', role)).rejects.toMatchObject(refused('forbidden'));
    }
    await expect(add(admin, '李四', held('clerk'))).rejects.toMatchObject(refused('bad_request'));
    await expect(
      add(OPERATOR, 'both', held('system_admin', null), held('inspector', null)),
    ).rejects.toMatchObject(refused('bad_request'));
  });

  it('of the auditor cannot be touched by the system administrator, nor one’s own by oneself', async () => {
    const auditor = await bench.add('shenji', held('inspector', null));
    const own = await bench.add('xitong', held('system_admin', null));
    const admin = await bench.actor(own);
    for (const { id } of [auditor, own]) {
      await expect(
        disableStaff(bench.parts, admin, { id, reason: '不再需要' }),
      ).rejects.toMatchObject(refused('forbidden'));
      await expect(
        resetStaff(bench.parts, admin, { id, dropTotp: true, enable: false }),
      ).rejects.toMatchObject(refused('forbidden'));
      await expect(
        changeRoles(bench.parts, admin, { id, roles: [held('clerk')] }),
      ).rejects.toMatchObject(refused('forbidden'));
    }
  });

  it('of another unit is as good as absent', async () => {
    const admin = await bench.actor(await bench.add('guanli', held('unit_admin')));
    const foreign = await bench.add('waimian', held('clerk', 'yibao'));
    const absent = '019a0000-0000-7000-8000-000000000009';
    for (const id of [foreign.id, absent]) {
      const error = await disableStaff(bench.parts, admin, { id, reason: '不再需要' }).catch(
        (caught: unknown) => caught,
      );
      expect(error).toMatchObject({ code: 'not_found', message: '没有这个账号。' });
    }
    const listed = await listStaff(bench.parts, admin, {}, { limit: 20 });
    expect(listed.map(({ username }) => username)).toEqual(['guanli']);
  });

  it('cannot be raised above who raises it', async () => {
    const admin = await bench.actor(await bench.add('guanli', held('unit_admin')));
    const { id } = await bench.add('zhangsan');
    await expect(
      changeRoles(bench.parts, admin, { id, roles: [held('unit_admin')] }),
    ).rejects.toMatchObject(refused('forbidden'));
    await changeRoles(bench.parts, admin, { id, roles: [held('signer')] });
    expect((await bench.person({ id })).roles).toEqual([held('signer')]);
  });

  it('with two receivers of reports against cadres is refused', async () => {
    await bench.add('one', held('coordinator', null, true));
    await expect(add(OPERATOR, 'two', held('coordinator', null, true))).rejects.toMatchObject({
      code: 'conflict',
      message: '全区只能指定一个人接收反映干部的举报，请先取消原来的人。',
    });
  });

  it('that was closed can be opened again, with a new password', async () => {
    const known = await bench.add('zhangsan');
    await disableStaff(bench.parts, OPERATOR, { id: known.id, reason: '调离' });
    const reset = { id: known.id, dropTotp: false, enable: false };
    await expect(resetStaff(bench.parts, OPERATOR, reset)).rejects.toMatchObject(
      refused('conflict'),
    );
    const opened = await resetStaff(bench.parts, OPERATOR, { ...reset, enable: true });
    expect((await bench.signIn(known)).kind).toBe('refused');
    const { kind } = await bench.signIn({ ...known, password: opened.temporaryPassword });
    expect(kind).toBe('signed_in');
  });

  it('that is reset is unlocked', async () => {
    const known = await bench.add('zhangsan');
    for (let index = 0; index < 5; index += 1) await bench.signIn({});
    const [locked] = await listStaff(bench.parts, OPERATOR, {}, { limit: 20 });
    expect(locked?.lockedUntil).toEqual(new Date(bench.clock.now().getTime() + 15 * 60_000));
    const opened = await resetStaff(bench.parts, OPERATOR, {
      id: known.id,
      dropTotp: false,
      enable: false,
    });
    const result = await bench.signIn({ ...known, password: opened.temporaryPassword });
    expect(result.kind).toBe('signed_in');
    const [listed] = await listStaff(bench.parts, OPERATOR, { unit: 'renshe' }, { limit: 20 });
    expect(listed).toMatchObject({ lockedUntil: null, sessions: 1, mustChangePassword: true });
    expect(await listStaff(bench.parts, OPERATOR, { unit: null }, { limit: 20 })).toEqual([]);
  });

  it('leaves each change on the record of each of its units', async () => {
    const { id } = await bench.add('zhangsan', held('clerk'), held('clerk', 'yibao'));
    await disableStaff(bench.parts, OPERATOR, { id, reason: '调离' });
    expect(await bench.audited()).toEqual(
      ['staff.add', 'staff.add', 'staff.disable', 'staff.disable'].map((action, index) => ({
        action,
        outcome: 'done',
        actor_id: 'root',
        unit: UNITS[index % 2],
      })),
    );
  });
});

describe('a deputy', () => {
  let boss: Known;
  let clerk: Known;
  const given = (more: Partial<NewDeputy> = {}): NewDeputy => ({
    principalId: boss.id,
    deputyId: clerk.id,
    unit: 'renshe',
    role: 'signer',
    fromDate: '2026-11-24',
    untilDate: '2026-11-25',
    reason: '外出开会两天',
    ...more,
  });
  beforeEach(async () => {
    boss = await bench.add('boss', held('signer'));
    clerk = await bench.add('clerk', held('clerk'));
  });

  it('holds from the first day to the last, in Chinese days', async () => {
    await appointDeputy(bench.parts, await bench.actor(boss), given());
    const seen: number[] = [];
    for (let day = 0; day < 4; day += 1) {
      seen.push((await bench.person(clerk)).deputyFor.length);
      bench.clock.advance(DAY_MS);
    }
    expect(seen).toEqual([0, 1, 1, 0]);
  });

  it('is over when it is revoked, the principal closed, or the role gone', async () => {
    const days = { fromDate: '2026-11-23', untilDate: '2026-11-30' };
    const count = async (): Promise<number> => (await bench.person(clerk)).deputyFor.length;
    const id = await appointDeputy(bench.parts, OPERATOR, given(days));
    expect(await listDeputies(bench.parts, ['renshe'])).toMatchObject([
      { id, principalName: '某boss', deputyName: '某clerk', fromDate: '2026-11-23' },
    ]);
    expect(await listDeputies(bench.parts, ['yibao'])).toEqual([]);
    expect(await count()).toBe(1);
    await revokeDeputy(bench.parts, await bench.actor(boss), id);
    expect(await count()).toBe(0);
    await appointDeputy(bench.parts, OPERATOR, given(days));
    await changeRoles(bench.parts, OPERATOR, { id: boss.id, roles: [held('clerk')] });
    expect(await count()).toBe(0);
    await changeRoles(bench.parts, OPERATOR, { id: boss.id, roles: [held('signer')] });
    expect(await count()).toBe(1);
    await disableStaff(bench.parts, OPERATOR, { id: boss.id, reason: '调离' });
    expect(await count()).toBe(0);
  });

  it('is named by the principal or who manages the account, of the same unit, for days to come', async () => {
    const other = await bench.add('other', held('clerk', 'yibao'));
    const appoint = async (who: Known, more: Partial<NewDeputy>) =>
      appointDeputy(bench.parts, await bench.actor(who), given(more)).catch(
        (error: { code: string }) => error.code,
      );
    expect(await appoint(clerk, {})).toBe('not_found');
    expect(await appoint(boss, { deputyId: other.id })).toBe('bad_request');
    expect(await appoint(boss, { deputyId: boss.id })).toBe('bad_request');
    expect(await appoint(boss, { role: 'reviewer' })).toBe('not_found');
    expect(await appoint(boss, { unit: 'yibao' })).toBe('not_found');
    expect(await appoint(boss, { untilDate: '2026-11-23' })).toBe('bad_request');
    expect(await appoint(boss, { fromDate: '2026-11-20', untilDate: '2026-11-22' })).toBe(
      'bad_request',
    );
    expect(await appoint(boss, { reason: '开会' })).toBe('bad_request');
    await bench.database.query(`update staff set contract_until = '2027-01-01' where id = $1`, [
      clerk.id,
    ]);
    expect(await appoint(boss, {})).toBe('bad_request');
  });

  it('is one at a time, also when two are named at the same moment', async () => {
    const second = await bench.add('second', held('clerk'));
    const outcomes = await Promise.allSettled(
      [clerk, second].map(({ id }) =>
        appointDeputy(bench.parts, OPERATOR, given({ deputyId: id })),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

it('warns of gates that fewer than two people can pass', async () => {
  await bench.add('gate-a', held('signer'));
  await bench.add('gate-b', held('reviewer'));
  expect(await listThinGates(bench.parts, UNITS)).toEqual([
    { unit: 'renshe', gate: 'sign', people: 1 },
  ]);
  const second = await bench.add('gate-c', held('signer'));
  expect(await listThinGates(bench.parts, UNITS)).toEqual([]);
  await disableStaff(bench.parts, OPERATOR, { id: second.id, reason: '调离' });
  await bench.add('gate-d', held('clerk', 'yibao'));
  expect(await listThinGates(bench.parts, UNITS)).toEqual([
    { unit: 'renshe', gate: 'sign', people: 1 },
    { unit: 'yibao', gate: 'review', people: 0 },
    { unit: 'yibao', gate: 'sign', people: 0 },
  ]);
});

it('tells cases who may handle them', async () => {
  const people = createCasePeople(bench.clock);
  const { id } = await bench.add('zhangsan');
  expect(await people.mayHandle(bench.database, id, 'renshe')).toBe(true);
  expect(await people.mayHandle(bench.database, id, 'yibao')).toBe(false);
  expect(await people.mayHandle(bench.database, 'not an id', 'renshe')).toBe(false);
  expect(await people.hasHandlers(bench.database, 'yibao')).toBe(false);
  expect(await listColleagues(bench.parts, 'renshe', ['clerk'])).toEqual([
    { id, name: '某zhangsan', roles: ['clerk'] },
  ]);
  await disableStaff(bench.parts, OPERATOR, { id, reason: '调离' });
  expect(await people.mayHandle(bench.database, id, 'renshe')).toBe(false);
  expect(await people.hasHandlers(bench.database, 'renshe')).toBe(false);
});

describe('离岗移交', () => {
  const cases = [
    { number: 'RS1', unit: 'renshe' },
    { number: 'YB1', unit: 'yibao' },
    { number: 'RS2', unit: 'renshe' },
  ];
  /** Cases stand in for themselves here; `moved` is what the life cycle would be told. */
  function aPort(failAt?: string): HandOverPort & { moved: object[] } {
    const moved: object[] = [];
    return {
      moved,
      listHandled: () => Promise.resolve(cases),
      async handOver(tx, _actor, move) {
        if (move.number === failAt) throw new Error('the case has moved on');
        await tx.query('select 1');
        moved.push(move);
      },
    };
  }

  it('moves the cases of one’s unit in one action, and of no other', async () => {
    const admin = await bench.actor(await bench.add('guanli', held('unit_admin')));
    const { id: fromId } = await bench.add('zhangsan');
    const { id: toId } = await bench.add('lisi');
    const port = aPort();
    const listed = await listHandOver(bench.parts, port, admin, fromId);
    expect(listed.map(({ number }) => number)).toEqual(['RS1', 'RS2']);
    const reason = '张三已经调离';
    const numbers = await handOverCases(bench.parts, port, admin, { fromId, toId, reason });
    expect(numbers).toEqual(['RS1', 'RS2']);
    expect(port.moved).toEqual(numbers.map((number) => ({ number, to: toId, reason })));
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'staff.hand_over',
      unit: 'renshe',
    });
  });

  it('moves all or none, to somebody who may handle them', async () => {
    const { id: fromId } = await bench.add('zhangsan');
    const { id: toId } = await bench.add('lisi');
    const move = { fromId, toId, reason: '张三已经调离' };
    await expect(handOverCases(bench.parts, aPort(), OPERATOR, move)).rejects.toMatchObject({
      code: 'bad_request',
    });
    const toQueue = { ...move, toId: null };
    await expect(handOverCases(bench.parts, aPort('RS2'), OPERATOR, toQueue)).rejects.toThrow(
      'moved on',
    );
    expect((await bench.audited()).map(({ action }) => action)).not.toContain('staff.hand_over');
    await expect(
      handOverCases(bench.parts, aPort(), OPERATOR, { ...toQueue, reason: '调离' }),
    ).rejects.toMatchObject({ code: 'bad_request' });
  });
});

it('opens trial accounts once, each with its own password, where there are none', async () => {
  const units = [{ code: 'renshe', shortName: '区人社局' }];
  const opened = await openTrialStaff(bench.parts, units);
  expect(opened.map(({ username }) => username)).toEqual([
    'renshe.jb',
    'renshe.jb2',
    'renshe.sh',
    'renshe.qf',
    'tongchou',
    'jiandu',
    'admin',
  ]);
  expect(new Set(opened.map(({ temporaryPassword }) => temporaryPassword)).size).toBe(7);
  const [first] = opened;
  const result = await bench.signIn({ ...first!, password: first!.temporaryPassword });
  expect(result).toMatchObject({ kind: 'signed_in', obligations: [] });
  expect(await openTrialStaff(bench.parts, units)).toEqual([]);
  const lines = presentTrialStaff(opened);
  expect(lines).toHaveLength(9);
  expect(lines[4]).toBe(`    renshe.qf     ${opened[3]!.temporaryPassword}  签发、单位管理员`);
  expect(presentTrialStaff([])).toEqual([]);
});
