import {
  buildInput,
  emptyValues,
  fieldsOf,
  isFilled,
} from '../../../src/console/web/pages/case/action-fields';
import { planButtons } from '../../../src/console/web/pages/case/action-plan';
import { buildAnswer, canSend } from '../../../src/console/web/pages/case/build-answer';
import type { DraftWords } from '../../../src/console/web/pages/case/draft-words';
import {
  emptyFilters,
  readFilters,
  writeFilters,
} from '../../../src/console/web/pages/cases/filter-form';
import {
  buildListAddress,
  clearFilters,
  presentFilters,
  readListAddress,
} from '../../../src/console/web/pages/cases/list-address';
import { pressedActionSchema } from '../../../src/console/api/cases/action-schemas';

describe('the form of an action', () => {
  const filled: Readonly<Record<string, string | boolean | string[]>> = {
    ...{ unit: 'renshe', proposedUnit: 'yibao', type: 'help', item: 'renshe.card' },
    ...{ handler: '01a209f7-5ef1-77f4-b857-022d60eb0292', dueAt: '2026-06-05', opinion: '同意' },
    ...{ missing: '身份证\n\n 银行卡 ', workingDays: '5', channel: '区法院', main: 'RS1' },
    ...{ text: '已经办了', excuse: '', flag: 'urgent', on: true, designate: false },
    messageIds: ['01a209f7-5ef1-77f4-b857-022d60eb0292'],
  };
  const causes = { refuse: 'petition', rework: 'sent_back', dismiss: 'test' };

  it.each([
    ...['assign', 'accept', 'return', 'transfer', 'hand_over', 'add_co_handler', 'close', 'merge'],
    ...['answer_as_co_handler', 'ask_supplement', 'ask_extension', 'refuse', 'rework', 'restore'],
    ...['supervise', 'answer_supervision', 'dismiss', 'split', 'flag', 'judge', 'send_back'],
  ])('sends of %s what the server asks for', (action) => {
    const fields = fieldsOf(action, true);
    const cause = causes[action as keyof typeof causes];
    const values = { ...filled, ...(cause ? { cause } : {}) };
    expect(isFilled(fields, values)).toBe(true);
    const pressed = { action, input: buildInput(fields, values) };
    expect(pressedActionSchema.safeParse(pressed).error).toBeUndefined();
  });

  it('waits for what must be there, and takes what is optional as nothing', () => {
    const fields = fieldsOf('accept', false);
    const values = emptyValues(fields);
    expect(isFilled(fields, values)).toBe(false);
    values['type'] = 'help';
    expect(isFilled(fields, values)).toBe(true);
    expect(buildInput(fields, values)).toEqual({ type: 'help', item: null });
  });

  it('ends a day when the offices close, in China', () => {
    const fields = fieldsOf('supervise', true);
    expect(buildInput(fields, { dueAt: '2026-06-05' })).toEqual({
      dueAt: '2026-06-05T09:30:00.000Z',
    });
  });
});

describe('an answer', () => {
  const words: DraftWords = {
    ...{ text: '已办好。', inside: ' ', isTrue: 'yes', solved: true },
    pictures: ['01900000-0000-7000-8000-000000000001'],
  };
  const more = {
    type: 'help',
    item: null,
    channel: '区法院',
    template: null,
    asked: '',
    confirmed: false,
  };

  it.each(['submit', 'accept_and_answer', 'revise', 'refer'] as const)('fits %s', (mode) => {
    const pressed = { action: mode, input: buildAnswer(mode, words, more) };
    expect(pressedActionSchema.safeParse(pressed).error).toBeUndefined();
  });

  it.each([
    ['submit', '', '', '', false],
    ['submit', '好', '', '', true],
    ['accept_and_answer', '好', '', '', false],
    ['accept_and_answer', '好', 'help', '', true],
    ['refer', '好', '', ' ', false],
    ['refer', '好', '', '区法院', true],
  ] as const)('%s “%s” %s %s: %s', (mode, text, type, channel, may) => {
    expect(canSend(mode, text, type, channel)).toBe(may);
  });
});

it('draws legal actions as buttons, the next step first, and keeps the held ones for the question', () => {
  const action = (name: string, refusal: string | null = null) => ({
    ...{ action: name, label: name, needsReason: false, refusal },
  });
  const plan = planButtons([
    ...[action('transfer'), action('flag'), action('accept'), action('return', '超过 24 小时')],
    action('judge', '没有要判断的来信'),
  ]);
  expect(plan.first.map((one) => one.action)).toEqual(['accept', 'transfer']);
  expect(plan.more.map((one) => one.action)).toEqual(['flag']);
  expect(plan.held.map((one) => one.action)).toEqual(['return']);
});

describe('the address of a list', () => {
  const form = {
    ...emptyFilters(),
    ...{ q: ' 社保 ', states: ['in_progress', 'awaiting_review'], handler: 'none' },
    ...{ receivedFirst: '2026-06-01', receivedLast: '2026-06-02' },
  };

  it('says what the form says, and the form what it says', () => {
    const written = writeFilters(form);
    expect(written).toMatchObject({
      ...{ q: '社保', states: 'in_progress,awaiting_review', handler: 'none', types: '' },
      receivedFrom: '2026-05-31T16:00:00.000Z',
      receivedBefore: '2026-06-02T16:00:00.000Z',
    });
    expect(readFilters(written)).toEqual({ ...form, q: '社保' });
  });

  it('asks the server for nothing that it does not know', () => {
    expect(readListAddress({ tab: 'mine', utm: 'x', q: '社保' })).toEqual({
      tab: 'mine',
      q: '社保',
    });
  });

  it('keeps the tab when filters go, and no place in the list in a saved view', () => {
    const address = { tab: 'unit', q: '社保', states: 'closed', cursor: 'c', limit: '50' };
    expect(clearFilters(address)).toEqual({ tab: 'unit', limit: '50' });
    expect(buildListAddress({ tab: 'unit', cursor: 'c', limit: '50' })).toBe('tab=unit&limit=50');
  });

  it('is read in words', () => {
    const words = presentFilters(
      { ...writeFilters(form), dueBefore: '2026-06-03T01:20:00.000Z', units: 'renshe' },
      (field, code) => `${field}-${code}`,
    );
    expect(words.map(({ text }) => text)).toEqual([
      ...['含有“社保”', '状态：办理中、待审核', '单位：units-renshe', '承办人：handler-none'],
      '收件：2026-06-01 起，到 2026-06-02',
      '期限：2026-06-03 09:20 以前',
    ]);
  });
});
