import { advanceForm, startForm, type FormStep } from '../../src/queries/form';
import type { FormState, Said } from '../../src/queries/form-state';
import type { Query } from '../../src/queries/schema';
import { aField, aQuery, fields } from './query-builders';

/** Monday, 2026-11-23, 09:30 in China. */
const NOW = new Date('2026-11-23T01:30:00Z');

/** Plays messages against a form from its beginning; every step by the one before. */
function play(query: Query, ...messages: (string | Said)[]): FormStep[] {
  const [first, ...rest] = messages;
  const steps: FormStep[] = [startForm(query, first as string, NOW)];
  for (const message of rest) {
    const { state } = steps.at(-1)!;
    if (!state) throw new Error('the form had ended');
    const said =
      typeof message === 'string' ? ({ kind: 'words', text: message } as const) : message;
    steps.push(advanceForm(query, state, said, NOW));
  }
  return steps;
}

function last(query: Query, ...messages: (string | Said)[]): FormStep {
  return play(query, ...messages).at(-1)!;
}

describe('a form from its beginning to its end', () => {
  it('asks one field at a time', () => {
    const [asked, second, done] = play(aQuery(), '报销进度', 'YB20260001', '1234');
    expect(asked).toMatchObject({
      kind: 'asks',
      text:
        '查“垫付报销进度”，要问2项。\n请发受理编号，样子像YB20260001。\n' +
        '不查了回复“取消”，找人办回复“转人工”。',
    });
    expect(second).toMatchObject({
      kind: 'asks',
      text: '记下了。请发预留手机后四位，4个数字。',
      state: { asked: 'tail', values: { receipt: 'YB20260001' } },
    });
    expect(done).toMatchObject({
      kind: 'complete',
      state: { values: { receipt: 'YB20260001', tail: '1234' }, asked: null },
    });
  });

  it.each([
    ['YB20260001 1234'],
    ['1234，YB20260001'],
    ['回执号是YB20260001，手机后四位1234'],
    ['受理编号：yb20260001；尾号：１２３４'],
    ['编号YB20260001尾号1234'],
  ])('takes both from one message: %s', (text) => {
    expect(last(aQuery(), '报销进度', text)).toMatchObject({
      kind: 'complete',
      state: { values: { receipt: 'YB20260001', tail: '1234' } },
    });
  });

  it('takes what the request itself gave', () => {
    expect(last(aQuery(), '查一下报销进度 YB20260001')).toMatchObject({
      kind: 'asks',
      state: { values: { receipt: 'YB20260001' }, asked: 'tail' },
    });
    expect(last(aQuery(), '报销进度YB20260001，尾号1234').kind).toBe('complete');
    expect(last(aQuery(), '我2019年报销的1234元到哪了')).toMatchObject({ state: { values: {} } });
  });

  it('takes fields in any order, and an answer to a later field', () => {
    expect(last(aQuery(), '报销进度', '1234')).toMatchObject({
      kind: 'asks',
      state: { values: { tail: '1234' }, asked: 'receipt' },
    });
  });

  it('takes a name beside numbers', () => {
    const query = aQuery({ fields: [fields.name, fields.idNumber, fields.tail] });
    expect(last(query, '查补贴', '李小明 99999919900307008X 1234')).toMatchObject({
      kind: 'complete',
      state: { values: { name: '李小明', idNumber: '99999919900307008X', tail: '1234' } },
    });
    expect(last(query, '查补贴', '我叫李小明')).toMatchObject({ state: { asked: 'idNumber' } });
  });

  it('keeps what was right and asks again for what was wrong', () => {
    const query = aQuery({ fields: [fields.name, fields.idNumber] });
    const step = last(query, '查补贴', '姓名李小明，身份证999999199003070081');
    expect(step).toMatchObject({
      kind: 'asks',
      state: { values: { name: '李小明' }, asked: 'idNumber' },
    });
    expect((step as { text: string }).text).toMatch(/^其他的记下了。号码对不上/);
  });

  it('takes a location for a place', () => {
    const query = aQuery({ fields: [fields.place] });
    const here: Said = { kind: 'location', latitude: 29.371235, longitude: 113.0043 };
    expect(last(query, '派出所', here)).toMatchObject({
      kind: 'complete',
      state: { values: { place: '@29.371235,113.004300' } },
    });
    expect(last(aQuery(), '报销进度', here)).toMatchObject({ kind: 'unclear' });
  });

  it('knows that names, places and words may mean something else', () => {
    const place = aQuery({ fields: [fields.place] });
    expect(last(place, '派出所', '许市')).toMatchObject({ kind: 'complete', certain: false });
    expect(last(aQuery(), '报销进度', '1234')).toMatchObject({ certain: true });
  });

  it('leaves out what is optional', () => {
    const optional = aField({
      id: 'month',
      type: 'date',
      label: '月份',
      precision: 'month',
      optional: true,
    });
    const query = aQuery({ fields: [optional, fields.tail] });
    expect(last(query, '查', '跳过')).toMatchObject({
      state: { asked: 'tail', values: { month: '' } },
    });
    expect(last(aQuery(), '查', '跳过')).toMatchObject({ kind: 'unclear' });
  });
});

describe('corrections', () => {
  it.each([['改一下受理编号'], ['编号写错了'], ['我要改编号'], ['回执号发错了']])(
    '%s asks for the number again',
    (text) => {
      expect(last(aQuery(), '报销进度', 'YB20260001', text)).toMatchObject({
        kind: 'asks',
        state: { asked: 'receipt', values: {} },
        text: '好的。请发受理编号，样子像YB20260001。',
      });
    },
  );

  it.each([['错了'], ['写错了'], ['不对']])('%s means the field that was given last', (text) => {
    expect(last(aQuery(), '报销进度', 'YB20260001', text)).toMatchObject({
      state: { asked: 'receipt', values: {} },
    });
  });

  it.each([['编号改成YB20260002'], ['编号应该是 yb20260002'], ['改成YB20260002']])(
    '%s takes the new value at once',
    (text) => {
      expect(last(aQuery(), '报销进度', 'YB20260001', text)).toMatchObject({
        kind: 'asks',
        state: { asked: 'tail', values: { receipt: 'YB20260002' } },
      });
    },
  );

  it('works when all was given and nothing was found', () => {
    const state: FormState = {
      query: 'yibao.claim',
      values: { receipt: 'YB20260001', tail: '1234' },
      asked: null,
      last: 'tail',
      misses: 0,
    };
    const say = (text: string) => advanceForm(aQuery(), state, { kind: 'words', text }, NOW);
    expect(say('YB20260002')).toMatchObject({
      kind: 'complete',
      state: { values: { receipt: 'YB20260002' } },
    });
    expect(say('改一下手机尾号')).toMatchObject({ kind: 'asks', state: { asked: 'tail' } });
    expect(say('谢谢')).toMatchObject({ kind: 'unclear', state: null });
  });
});

describe('answers that are none', () => {
  it('is asked again with the reason, and ends politely after the fourth', () => {
    const steps = play(
      aQuery(),
      '报销进度',
      '嗯嗯',
      '[微笑]',
      { kind: 'unreadable', what: '照片' },
      '哦',
    );
    expect(steps.slice(1).map(({ kind }) => kind)).toEqual([
      'unclear',
      'unclear',
      'unclear',
      'unclear',
    ]);
    const texts = steps.slice(1).map((step) => (step as { text: string }).text);
    expect(texts[0]).toMatch(/^受理编号的样子像“YB20260001”/);
    expect(texts[1]).toMatch(/^表情我看不懂/);
    expect(texts[2]).toMatch(/^照片我看不懂[^]*转人工/);
    expect(texts[3]).toMatch(/这次先不查了[^]*转人工/);
    expect(steps.at(-1)).toMatchObject({ state: null });
  });

  it('tells somebody who has no number what to do', () => {
    expect(last(aQuery(), '报销进度', '不记得了')).toMatchObject({
      kind: 'unclear',
      text: expect.stringContaining('没有受理编号就查不了。找不到的话可以回复“转人工”') as string,
    });
  });

  it('does not read two thousand characters as an answer', () => {
    expect(last(aQuery({ fields: [fields.text] }), '查', '一'.repeat(2000)).kind).toBe('unclear');
  });
});

describe('what the log may show', () => {
  it.each([
    ['YB20260001 1234', '********** ****'],
    ['我叫李小明，尾号1234', '我叫李小明,尾号****'],
    ['身份证99999919900307008X', '身份证******************'],
  ])('%s is kept as %s', (text, hidden) => {
    expect(last(aQuery(), '报销进度', text).hidden ?? text).toBe(hidden);
  });

  it('hides a wrong identity number too', () => {
    const query = aQuery({ fields: [fields.idNumber] });
    const step = last(query, '查', '我的是999999199003070081');
    expect(step.hidden).toBe(`我的是${'*'.repeat(18)}`);
    expect(JSON.stringify(step)).not.toContain('99999919900307');
  });

  it('hides an identity number with a digit too few', () => {
    const query = aQuery({ fields: [fields.idNumber] });
    const step = last(query, '查', '9999991990030700');
    expect(step).toMatchObject({ kind: 'unclear', hidden: '*'.repeat(16) });
  });

  it('hides the new value of a correction', () => {
    const step = last(aQuery(), '报销进度', 'YB20260001', '编号改成YB20260002');
    expect(step.hidden).toBe('编号改成**********');
  });
});
