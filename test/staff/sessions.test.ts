import { changePassword } from '../../src/staff/change-password';
import { changeRoles, disableStaff, resetStaff } from '../../src/staff/manage-staff';
import {
  kick,
  listSessionsOf,
  resumeSession,
  signOut,
  signOutElsewhere,
} from '../../src/staff/sessions';
import type { SignedIn } from '../../src/staff/sign-in';
import { createStaffBench, held, OPERATOR, type Known, type StaffBench } from './staff-bench';

const MINUTE_MS = 60_000;
let bench: StaffBench;
let known: Known;

beforeEach(async () => {
  bench = await createStaffBench();
  known = await bench.add('zhangsan');
});
afterEach(() => bench.drop());

type Begun = SignedIn & { token: string };
async function begin(who: Known = known): Promise<Begun> {
  const result = await bench.signIn(who);
  if (result.kind !== 'signed_in') throw new Error(result.kind);
  return result;
}
const isAlive = async ({ token }: Begun, isUse = true): Promise<boolean> =>
  (await resumeSession(bench.parts, token, isUse)) !== null;

it('lives while it is used, and no longer than 15 minutes without', async () => {
  const begun = await begin();
  for (let index = 0; index < 4; index += 1) {
    bench.clock.advance(14 * MINUTE_MS);
    expect(await isAlive(begun)).toBe(true);
  }
  bench.clock.advance(14 * MINUTE_MS);
  expect(await isAlive(begun, false)).toBe(true);
  bench.clock.advance(MINUTE_MS);
  expect(await isAlive(begun)).toBe(false);
});

it('of an administrator lives 10 minutes without use', async () => {
  const begun = await begin(await bench.add('guanli', held('unit_admin')));
  bench.clock.advance(10 * MINUTE_MS);
  expect(await isAlive(begun)).toBe(false);
});

it('ends after eight hours, however much it is used', async () => {
  const begun = await begin();
  for (let minute = 0; minute < 8 * 60 - 10; minute += 10) {
    bench.clock.advance(10 * MINUTE_MS);
    expect(await isAlive(begun)).toBe(true);
  }
  bench.clock.advance(10 * MINUTE_MS);
  expect(await isAlive(begun)).toBe(false);
});

it('knows no other token', async () => {
  await begin();
  expect(await resumeSession(bench.parts, 'x', true)).toBeNull();
});

it('ends where one signs out, and elsewhere only when that is asked for', async () => {
  const [one, two, three] = [await begin(), await begin(), await begin()];
  await signOut(bench.parts, one);
  expect([await isAlive(one), await isAlive(two)]).toEqual([false, true]);
  expect(await signOutElsewhere(bench.parts, two)).toBe(1);
  expect([await isAlive(two), await isAlive(three)]).toEqual([true, false]);
});

it('sees roles as they are now', async () => {
  const begun = await begin();
  await changeRoles(bench.parts, OPERATOR, { id: known.id, roles: [held('reviewer')] });
  const resumed = await resumeSession(bench.parts, begun.token, true);
  expect(resumed?.person.roles).toEqual([held('reviewer')]);
});

it('ends with the account, with a reset and with a new password elsewhere', async () => {
  const disabled = await begin();
  await disableStaff(bench.parts, OPERATOR, { id: known.id, reason: '已经离岗' });
  expect(await isAlive(disabled)).toBe(false);
  const reset = await resetStaff(bench.parts, OPERATOR, {
    id: known.id,
    dropTotp: false,
    enable: true,
  });
  const current = { ...known, password: reset.temporaryPassword };
  const [one, two] = [await begin(current), await begin(current)];
  expect(await isAlive(disabled)).toBe(false);
  await changePassword(bench.parts, one, { current: current.password, next: 'Kx7-mvWq2pT' });
  expect([await isAlive(one), await isAlive(two)]).toEqual([true, false]);
});

describe('kicked out by an administrator', () => {
  it('ends one session or all, within the administrator’s unit', async () => {
    const admin = await bench.actor(await bench.add('guanli', held('unit_admin')));
    const one = await begin();
    bench.clock.advance(1000);
    const two = await begin();
    const listed = await listSessionsOf(bench.parts, admin, known.id);
    expect(listed.map(({ id }) => id)).toEqual([one.session.id, two.session.id]);
    await kick(bench.parts, admin, known.id, one.session.id);
    expect([await isAlive(one), await isAlive(two)]).toEqual([false, true]);
    expect(await kick(bench.parts, admin, known.id, null)).toBe(1);
    await expect(kick(bench.parts, admin, known.id, null)).rejects.toMatchObject({
      code: 'not_found',
    });
    const foreign = await bench.add('waiguan', held('unit_admin', 'yibao'));
    await begin();
    for (const work of [
      kick(bench.parts, await bench.actor(foreign), known.id, null),
      listSessionsOf(bench.parts, await bench.actor(foreign), known.id),
    ]) {
      await expect(work).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('a new password', () => {
  const change = async (current: string, next: string): Promise<void> =>
    changePassword(bench.parts, await begin({ ...known, password: current }), { current, next });

  it('is refused like the last five, and taken once five others were between', async () => {
    const words = ['Zebra', 'Otter', 'Falcon', 'Walrus', 'Gecko', 'Heron'];
    const next = words.map((word) => `${word}-7xqvk`);
    let current = known.password;
    for (const password of next.slice(0, 5)) {
      bench.clock.advance(1000);
      await change(current, password);
      current = password;
      await expect(change(current, current)).rejects.toMatchObject({
        message: '不能和最近 5 个密码相同。',
      });
    }
    await expect(change(current, next[0]!)).rejects.toThrow('最近 5 个');
    bench.clock.advance(1000);
    await change(current, next[5]!);
    bench.clock.advance(1000);
    await change(next[5]!, next[0]!);
  });

  it('wants the current one, and counts wrong ones', async () => {
    const begun = await begin();
    for (let index = 0; index < 5; index += 1) {
      await expect(
        changePassword(bench.parts, begun, { current: 'x', next: 'Kx7-mvWq2pT' }),
      ).rejects.toThrow('现在的密码不对');
    }
    await expect(
      changePassword(bench.parts, begun, { current: known.password, next: 'Kx7-mvWq2pT' }),
    ).rejects.toMatchObject({ code: 'too_many_requests' });
  });

  it('is held against the rules', async () => {
    await expect(change(known.password, 'Password2026!')).rejects.toThrow('太常见');
  });

  it('is changed by one of two at the same moment', async () => {
    const [one, two] = [await begin(), await begin()];
    const outcomes = await Promise.allSettled([
      changePassword(bench.parts, one, { current: known.password, next: 'Kx7-mvWq2pT' }),
      changePassword(bench.parts, two, { current: known.password, next: 'Wn4-ztRq8bL' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

it('removes what is long over', async () => {
  await begin();
  bench.clock.advance(29 * 24 * 60 * MINUTE_MS);
  await bench.jobs.tidyStaff();
  expect(await bench.database.query('select id from staff_sessions')).toHaveLength(1);
  bench.clock.advance(2 * 24 * 60 * MINUTE_MS);
  await bench.jobs.tidyStaff();
  expect(await bench.database.query('select id from staff_sessions')).toEqual([]);
  expect(await bench.database.query('select * from staff_sign_in_tries')).toEqual([]);
});
