import { addNote } from '../../src/cases/work/notes';
import { followChanges } from '../../src/notices/follow-changes';
import type { Target } from '../../src/notices/outbound/targets';
import { appointDeputy } from '../../src/staff/deputies';
import { held, type Known } from '../staff/staff-bench';
import { anActor, RENSHE } from '../support/case-world';
import { aRobot, aWebhook, createNoticesBench, type NoticesBench } from './notices-bench';

let bench: NoticesBench;
let targets: Target[];

beforeEach(async () => {
  bench = await createNoticesBench();
  targets = [];
});
afterEach(() => bench.staff.drop());

const follow = () =>
  followChanges({
    ...{ database: bench.staff.database, clock: bench.staff.clock },
    targets: () => targets,
  });
const actorOf = (known: Known) => anActor('clerk', { id: known.id });
const outbound = () =>
  bench.staff.database.query<{ target: string; kind: string; body: Record<string, unknown> }>(
    'select target, kind, body from outbound_messages order by created_at, id',
  );

async function duty(number: string, level: string, kind = 'message_added'): Promise<void> {
  await bench.staff.database.query(
    `insert into case_events (case_id, seq, kind, at, actor, data, state, unit, round)
     select id, 90, $2, now(), 'citizen', jsonb_build_object('duty', jsonb_build_object(
       'level', $3::text, 'emergency', 'x')), state, owner_unit, 1 from cases where number = $1`,
    [number, kind, level],
  );
}

it('tells a unit of what is transferred to it, and of what comes back, once', async () => {
  const there = await bench.staff.add('wangwu', held('clerk', 'yibao'));
  const coordinator = await bench.staff.add('tongchou', held('coordinator', null));
  const number = await bench.world.open();
  await follow();
  await bench.world.act(number, anActor('coordinator'), {
    action: 'transfer',
    reason: '属于医保局的事项',
    input: { unit: 'yibao', designate: false },
  });
  expect([await follow(), await follow()]).toEqual([1, 0]);
  expect(await bench.told(there)).toEqual([['to_unit', '办件 # 已转到本单位，请受理。']]);
  const clerk = anActor('clerk', { roles: [{ role: 'clerk', unit: 'yibao' }] });
  await bench.world.act(
    number,
    clerk,
    { action: 'return', reason: '不归本单位办理', input: { proposedUnit: null } },
    null,
  );
  expect(await follow()).toBe(1);
  expect(await bench.told(coordinator)).toEqual([['to_unit', '办件 # 被退回，请重新分派。']]);
});

it('tells a person of what is handed over to them, but nobody of their own doing', async () => {
  const [zhang, li] = [await bench.staff.add('zhangsan'), await bench.staff.add('lisi')];
  const number = await bench.world.open();
  await bench.world.act(number, actorOf(zhang), { action: 'claim', input: {} });
  const handOver = (by: Known, to: Known) =>
    bench.world.act(number, anActor('unit_admin', { id: by.id }), {
      action: 'hand_over',
      reason: '张三调离本单位',
      input: { handler: to.id },
    });
  await handOver(zhang, li);
  await follow();
  expect(await bench.told(li)).toEqual([['to_person', '办件 # 已移交给您，请办理。']]);
  await handOver(zhang, zhang);
  await follow();
  expect(await bench.told(zhang)).toEqual([]);
});

it('tells who is named in a note, if they may see the case, and not its author', async () => {
  const [zhang, li, stranger] = [
    await bench.staff.add('zhangsan'),
    await bench.staff.add('lisi', held('signer')),
    await bench.staff.add('wangwu', held('clerk', 'yibao')),
  ];
  const number = await bench.world.open();
  await addNote(bench.staff.database, bench.world.ports, RENSHE, actorOf(zhang), {
    number,
    text: '请看，电话 13800138000',
    mentions: [zhang.id, li.id, stranger.id],
  });
  await follow();
  expect(await bench.told(li)).toEqual([['mention', '办件 # 的内部备注提到了您，请查看。']]);
  expect([await bench.told(zhang), await bench.told(stranger)]).toEqual([[], []]);
});

describe('in danger', () => {
  it('tells everybody who could act, and the group, and of a threat the heads alone', async () => {
    const [clerk, head, elsewhere] = [
      await bench.staff.add('zhangsan'),
      await bench.staff.add('lisi', held('signer')),
      await bench.staff.add('wangwu', held('clerk', 'yibao')),
    ];
    targets = [
      aRobot(),
      aRobot({ id: 'other', units: ['yibao'] }),
      aRobot({ id: 'late', about: ['deadline'] }),
    ];
    await duty(await bench.world.open(), 'now');
    await follow();
    const words = [['duty', '紧急：办件 # 的群众可能正有危险，请马上查看并联系群众。']];
    expect([await bench.told(clerk), await bench.told(head)]).toEqual([words, words]);
    expect(await bench.told(elsewhere)).toEqual([]);
    const [message, ...more] = await outbound();
    expect([message?.target, message?.kind, more]).toEqual(['group', 'robot', []]);
    await duty(await bench.world.open(), 'threat');
    await follow();
    expect((await bench.told(clerk)).length).toBe(1);
    expect((await bench.told(head)).length).toBe(2);
  });

  it('goes to the unit’s admin and 统筹 where nobody else is', async () => {
    const admin = await bench.staff.add('guanli', held('unit_admin', 'yibao'));
    const coordinator = await bench.staff.add('tongchou', held('coordinator', null));
    const number = await bench.world.open();
    await bench.world.act(number, anActor('coordinator'), {
      action: 'transfer',
      reason: '属于医保局的事项',
      input: { unit: 'yibao', designate: false },
    });
    await follow();
    expect(await bench.told(admin)).toHaveLength(1);
    expect(await bench.told(coordinator)).toHaveLength(1);
  });
});

it('tells of an answer that did not arrive, once for each end that it comes to', async () => {
  const clerk = await bench.staff.add('zhangsan');
  const number = await bench.world.open();
  await bench.world.act(number, actorOf(clerk), { action: 'claim', input: {} });
  await bench.world.act(number, anActor('operator'), {
    action: 'answer_by_operator',
    input: { text: '请带身份证来。' },
  });
  const become = async (columns: string): Promise<void> => {
    await bench.staff.database.query(`update outbox set ${columns} where kind = 'answer'`);
    await follow();
  };
  await become(`state = 'failed', reason = 'blocked'`);
  await become(`viewed_at = now()`);
  expect(await bench.told(clerk)).toEqual([
    ['delivery', '办件 # 的答复没有送出，请处理或电话告知群众。'],
  ]);
  await become(`state = 'uncertain'`);
  await become(`state = 'accepted'`);
  expect(await bench.told(clerk)).toHaveLength(2);
});

it('asks the signer, and whoever stands in for them, of an extension', async () => {
  const [clerk, signer, deputy] = [
    await bench.staff.add('zhangsan'),
    await bench.staff.add('lisi', held('signer')),
    await bench.staff.add('zhaoliu', held('reviewer')),
  ];
  await appointDeputy(bench.staff.parts, await bench.staff.actor(signer), {
    ...{ principalId: signer.id, deputyId: deputy.id, unit: 'renshe', role: 'signer' },
    ...{ fromDate: '2026-11-23', untilDate: '2026-11-24', reason: '外出参加会议' },
  });
  const number = await bench.world.open();
  await bench.world.act(number, actorOf(clerk), {
    action: 'accept',
    input: { type: 'complaint', item: null },
  });
  await bench.world.act(number, actorOf(clerk), {
    action: 'ask_extension',
    reason: '需要现场调查核实',
    input: { workingDays: 3 },
  });
  await follow();
  const words = [['extension', '办件 # 申请延期，请审批。']];
  expect([await bench.told(signer), await bench.told(deputy)]).toEqual([words, words]);
});

describe('of a restricted case', () => {
  it('only named people hear, and nothing leaves the house', async () => {
    targets = [aRobot({ about: ['duty', 'delivery', 'deadline'] }), aWebhook()];
    const [named, unnamed] = [
      await bench.staff.add('zhangsan', held('clerk', 'renshe', true)),
      await bench.staff.add('lisi'),
    ];
    await bench.staff.add('tongchou', held('coordinator', null));
    await duty(await bench.world.open({ restricted: true }), 'now');
    expect(await follow()).toBe(1);
    expect(await bench.told(named)).toHaveLength(1);
    expect(await bench.told(unnamed)).toEqual([]);
    expect(await outbound()).toEqual([]);
  });
});

it('tells other systems which case and where it stands, and nothing of the citizen', async () => {
  targets = [
    aWebhook(),
    aWebhook({ id: 'some', events: ['claim'] }),
    aWebhook({ id: 'theirs', units: ['yibao'] }),
    aWebhook({ id: 'unready', secret: null }),
  ];
  const clerk = await bench.staff.add('zhangsan');
  const number = await bench.world.open();
  await bench.world.act(number, actorOf(clerk), { action: 'claim', input: {} });
  await addNote(bench.staff.database, bench.world.ports, RENSHE, actorOf(clerk), {
    ...{ number, text: '养老金没发', mentions: [] },
  });
  await follow();
  const sent = await outbound();
  expect(sent.map(({ target, body }) => [target, body['event']]).sort()).toEqual([
    ['board', 'claim'],
    ['board', 'opened'],
    ['some', 'claim'],
  ]);
  expect(sent.find(({ target }) => target === 'some')!.body).toEqual({
    ...{ id: expect.any(String) as string, at: expect.any(String) as string, event: 'claim' },
    case: { number, unit: 'renshe', state: 'awaiting_acceptance', version: 2 },
  });
  expect(JSON.stringify(sent)).not.toMatch(/养老金|openid|zhangsan/);
});

it('tells nobody twice when several processes follow at once', async () => {
  const clerk = await bench.staff.add('zhangsan', held('clerk', 'yibao'));
  const numbers = await Promise.all(Array.from({ length: 12 }, () => bench.world.open()));
  for (const number of numbers) {
    await bench.world.act(number, anActor('coordinator'), {
      action: 'transfer',
      reason: '属于医保局的事项',
      input: { unit: 'yibao', designate: false },
    });
  }
  const told = await Promise.all([follow(), follow(), follow()]);
  await follow();
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(12);
  expect(await bench.told(clerk)).toHaveLength(12);
});

it('misses nothing that commits after it has looked, and goes through a long line in pages', async () => {
  const clerk = await bench.staff.add('zhangsan');
  const number = await bench.world.open();
  await bench.staff.database.transaction(async (early) => {
    await early.query(
      `insert into case_notes (case_id, id, at, author, text, mentions)
       select c.id, gen_random_uuid(), now(), 'x', '', array[$2] from cases c, generate_series(1, 450)
       where c.number = $1`,
      [number, clerk.id],
    );
    await bench.world.open();
    await follow();
    expect(await bench.told(clerk)).toEqual([]);
  });
  expect(await follow()).toBe(450);
  expect(await follow()).toBe(0);
});
