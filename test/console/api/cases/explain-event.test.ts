import { explainEvent } from '../../../../src/console/api/cases/explain-event';
import type { CaseEventKind } from '../../../../src/cases/life-cycle/event-kinds';

const nameOf = (unit: string): string => (unit === 'yibao' ? '区医保局' : unit);
const dueAt = '2026-11-25T09:30:00.000Z';
const handling = { isTrue: 'partly', solved: false, inside: '已约当事人面谈' };

it.each<[CaseEventKind, object, string[]]>([
  [
    'submit',
    { handling, template: null, unchanged: false },
    ['诉求属实：部分属实', '是否解决：否', '办理情况（内部）：已约当事人面谈'],
  ],
  ['submit', { handling: { isTrue: null, solved: null, inside: null } }, []],
  ['review', { opinion: '同意。', hash: 'x' }, ['意见：同意。']],
  ['sign', { opinion: null }, []],
  ['return', { proposedUnit: 'yibao' }, ['建议由区医保局办理']],
  ['add_co_handler', { unit: 'yibao', dueAt }, ['请区医保局11月25日（周三）17:30以前回复']],
  ['answer_as_co_handler', { unit: 'yibao', opinion: '可以报销' }, ['区医保局的意见：可以报销']],
  ['ask_supplement', { missing: ['身份证复印件', '发票'] }, ['要补充：身份证复印件；发票']],
  ['ask_extension', { workingDays: 3 }, ['申请延期3个工作日']],
  ['approve_extension', { days: 3, before: dueAt, after: dueAt }, ['延期3个工作日']],
  ['supervise', { dueAt }, ['11月25日（周三）17:30以前反馈']],
  ['answer_supervision', { text: '已上门' }, ['反馈：已上门']],
  ['refuse', { cause: 'petition' }, ['已经作为信访事项受理']],
  ['dismiss', { cause: 'test' }, ['测试']],
  ['rework', { cause: 'bad_rating', round: 2 }, []],
  ['rework', { cause: 'sent_back', round: 2 }, ['统筹退回再办']],
  ['rate', { rating: 1 }, ['非常不满意']],
  ['close', { excuse: '群众已经不用这个微信' }, ['没有送达的说明：群众已经不用这个微信']],
  ['merge', { main: 'RS1' }, ['并入RS1']],
  ['merged_in', { from: 'RS2' }, ['RS2并入这一件']],
  ['split', { to: 'RS3', messages: [] }, ['另立RS3']],
  ['split_off', { from: 'RS1', messages: [] }, ['从RS1拆分出来']],
  ['flag', { flag: 'urgent', on: true }, ['标上“加急”']],
  ['claim', {}, []],
  ['message_added', { message: 'x' }, []],
  ['hand_over', { from: null, to: 'x' }, []],
])('%s %j: %j', (kind, data, lines) => {
  expect(explainEvent(kind, data, nameOf)).toEqual(lines);
});

it('says nothing of what it cannot read', () => {
  expect(explainEvent('submit', { handling: '?' }, nameOf)).toEqual([]);
  expect(explainEvent('flag', null, nameOf)).toEqual([]);
});
