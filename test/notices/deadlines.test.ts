import { escalateCases } from '../../src/cases/clock/escalate-cases';
import { createEscalationNotices } from '../../src/notices/escalation-notices';
import { tellWaitingSteps } from '../../src/notices/waiting-steps';
import { appointDeputy } from '../../src/staff/deputies';
import { china, readLimits } from '../cases/calendar/supplied-schedule';
import { schedulesWith } from '../cases/clock/open-clocks';
import { held, type Known } from '../staff/staff-bench';
import { anActor, DRAFT } from '../support/case-world';
import { aRobot, createNoticesBench, type NoticesBench } from './notices-bench';

const schedules = schedulesWith();
let bench: NoticesBench;

beforeEach(async () => {
  bench = await createNoticesBench();
});
afterEach(() => bench.staff.drop());

function goTo(at: string): void {
  bench.advance(china(at).getTime() - bench.staff.clock.now().getTime());
}

describe('a deadline', () => {
  const escalate = () =>
    escalateCases(bench.staff.database, {
      ...{ clock: bench.world.clock, schedules, limits: readLimits() },
      notices: createEscalationNotices(bench.world.clock, () => [
        aRobot({ about: ['deadline'] }),
        aRobot({ id: 'other', about: ['duty'] }),
      ]),
    });

  it('is told to the people whom the limits file names, and to the group once', async () => {
    const { staff, world } = bench;
    const clerk = await staff.add('zhangsan');
    const reviewer = await staff.add('lisi', held('reviewer'));
    const both = await staff.add('wangwu', held('reviewer'), held('signer'));
    const coordinator = await staff.add('tongchou', held('coordinator', null));
    const foreign = await staff.add('zhaoliu', held('signer', 'yibao'));
    const number = await world.open();
    await world.act(number, anActor('clerk', { id: clerk.id }), { action: 'claim', input: {} });
    await world.set(number, `accept_due_at = '${china('2026-11-24 17:30').toISOString()}'`);
    goTo('2026-11-24 18:00');
    await escalate();
    const words = [['deadline', '办件 # 的受理期限已过，11月24日（周二）17:30 到期，请尽快办理。']];
    for (const known of [clerk, reviewer, both]) expect(await bench.told(known)).toEqual(words);
    expect([await bench.told(coordinator), await bench.told(foreign)]).toEqual([[], []]);
    goTo('2026-11-25 18:00');
    await escalate();
    expect(await bench.told(coordinator)).toHaveLength(1);
    const sent = await staff.database.query('select target from outbound_messages');
    expect(sent).toEqual([{ target: 'group' }, { target: 'group' }]);
  });

  it('of a restricted case is told to named people alone', async () => {
    const { staff, world } = bench;
    const named = await staff.add('zhangsan', held('clerk', 'renshe', true));
    const unnamed = await staff.add('lisi');
    const number = await world.open({ restricted: true });
    await world.set(number, `accept_due_at = '${china('2026-11-24 17:30').toISOString()}'`);
    goTo('2026-11-24 18:00');
    await escalate();
    expect(await bench.told(named)).toHaveLength(1);
    expect(await bench.told(unnamed)).toEqual([]);
    expect(await staff.database.query('select from outbound_messages')).toEqual([]);
  });
});

describe('a text that waits half a working day before its gate', () => {
  const tell = () =>
    tellWaitingSteps(bench.staff.database, { clock: bench.staff.clock, schedules });

  async function submit(by: Known): Promise<string> {
    const number = await bench.world.open();
    const actor = anActor('clerk', { id: by.id });
    const accept = { type: 'complaint', item: null } as const;
    await bench.world.act(number, actor, { action: 'accept', input: accept });
    await bench.world.act(number, actor, { action: 'submit', input: DRAFT });
    return number;
  }

  it('is told to who should pass it and to their deputy, once for each gate', async () => {
    const { staff, world } = bench;
    const clerk = await staff.add('zhangsan');
    const reviewer = await staff.add('lisi', held('reviewer'));
    const deputy = await staff.add('wangwu');
    const signer = await staff.add('zhaoliu', held('signer'));
    await appointDeputy(staff.parts, await staff.actor(reviewer), {
      ...{ principalId: reviewer.id, deputyId: deputy.id, unit: 'renshe', role: 'reviewer' },
      ...{ fromDate: '2026-11-23', untilDate: '2026-11-24', reason: '外出参加会议' },
    });
    goTo('2026-11-23 10:00');
    const number = await submit(clerk);
    goTo('2026-11-23 15:44');
    expect(await tell()).toBe(0);
    goTo('2026-11-23 15:45');
    expect([await tell(), await tell()]).toEqual([2, 0]);
    const words = [['waiting_step', '办件 # 等待审核已有半个工作日，请办理。']];
    expect([await bench.told(reviewer), await bench.told(deputy)]).toEqual([words, words]);
    expect([await bench.told(clerk), await bench.told(signer)]).toEqual([[], []]);
    await world.act(number, anActor('reviewer', { id: reviewer.id }), {
      action: 'review',
      input: { hash: await world.hash(number), opinion: null },
    });
    expect(await tell()).toBe(0);
    goTo('2026-11-24 12:00');
    expect(await tell()).toBe(1);
    expect((await bench.told(signer))[0]![1]).toBe('办件 # 等待签发已有半个工作日，请办理。');
  });

  it('is not told of at night or at the weekend, in which nobody works', async () => {
    const clerk = await bench.staff.add('zhangsan');
    await bench.staff.add('lisi', held('reviewer'));
    goTo('2026-11-27 17:00');
    await submit(clerk);
    goTo('2026-11-30 08:30');
    expect(await tell()).toBe(0);
    goTo('2026-11-30 11:15');
    expect(await tell()).toBe(1);
  });
});
