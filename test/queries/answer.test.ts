import { pageAnswer, pageMore, presentAnswer, type AnswerOptions } from '../../src/queries/answer';
import { fillTemplate, listSlots } from '../../src/queries/template';
import { aQuery } from './query-builders';

const NOW = new Date('2026-11-23T01:30:00Z');
const ASKED: AnswerOptions = { telephone: '0730-8123456', now: NOW, showsAmounts: true };
const fill = (template: string, row: Record<string, string>, showsAmounts = true) =>
  fillTemplate(template, row, { showsAmounts });

describe('templates', () => {
  it.each([
    ['{姓名|姓名}', { 姓名: '李小明' }, '李**'],
    ['{姓名|姓名}', { 姓名: '李明' }, '李*'],
    ['{姓名|姓名}', { 姓名: '买买提·吐尔逊' }, '买******'],
    ['{证|证件}', { 证: '99999919900307008X' }, `999${'*'.repeat(15)}`],
    ['{机|手机}', { 机: '13807300000' }, '138******00'],
    ['{卡|卡号}', { 卡: '6222020000000001234' }, `${'*'.repeat(15)}1234`],
    ['{卡|卡号}', { 卡: '123' }, '***'],
    ['{日|日期}', { 日: '2026-03-01' }, '2026年3月1日'],
    ['{日|日期}', { 日: '2026-03' }, '2026年3月'],
    ['{日|日期}', { 日: '三月' }, '三月'],
    ['{额|金额}元', { 额: '650.00' }, '650.00元'],
    ['{址|链接}', { 址: 'https://a.cn/x?y=1%20' }, '<a href="https://a.cn/x?y=1%20">点这里看</a>'],
    ['{址|链接}', { 址: 'https://a.cn/"onclick="x' }, 'https://a.cn/"onclick="x'],
    ['{址|链接}', { 址: 'javascript:alert(1)' }, 'javascript:alert(1)'],
    ['{址|链接}', { 址: '见公示栏' }, '见公示栏'],
  ])('%s', (template, row, text) => {
    expect(fill(template, row)).toBe(text);
  });

  it('hides amounts until the citizen is known', () => {
    expect(fill('{月份}：{额|金额}元', { 月份: '10月', 额: '650' }, false)).toBe('10月：***元');
  });

  it('never reads what it puts in', () => {
    expect(fill('{a}', { a: '{b}{b|姓名}$&$1', b: '秘密' })).toBe('{b}{b|姓名}$&$1');
    expect(fill('{a}', { a: '{{constructor}}' })).toBe('{{constructor}}');
    expect(fill('{constructor}{__proto__}x', {})).toBe('');
  });

  it('lets no mark-up, no unseen sign and no slot of ours through', () => {
    const value = '<a href="https://evil.example">点我</a>\n第二行\u202e\u200b\ue000\u0007';
    expect(fill('{a}', { a: value })).toBe('＜a href="https://evil.example"＞点我＜/a＞ 第二行');
  });

  it('shows formulas of spreadsheets as the text that they are', () => {
    expect(fill('{a}', { a: '=HYPERLINK("x")' })).toBe('=HYPERLINK("x")');
  });

  it('leaves out lines without anything in them', () => {
    expect(fill('{a}：{b}\n说明：{c}\n请到窗口', { a: '1', b: '', c: ' ' })).toBe(
      '1：无\n请到窗口',
    );
  });

  it('cuts a cell that is too long', () => {
    expect([...fill('{a}', { a: '长'.repeat(5000) })]).toHaveLength(401);
  });

  it('lists what it names', () => {
    expect(listSlots('{a}{b | 姓名}')).toEqual([
      { column: 'a', mask: null },
      { column: 'b', mask: '姓名' },
    ]);
  });
});

describe('answers', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ 受理编号: `YB${n + 1}`, 状态: '已受理' }));

  it('is short with one row', () => {
    const answer = presentAnswer(
      aQuery(),
      { kind: 'rows', rows: rows(1), asOf: new Date('2026-11-20T01:00:00Z') },
      ASKED,
    );
    expect(pageAnswer(aQuery(), answer)).toEqual({
      text: [
        '垫付报销进度：',
        'YB1：已受理',
        '数据截至2026年11月20日。',
        '有疑问到医保大厅问。',
        '电话：0730-8123456或12345。找人办请回复“转人工”。',
      ].join('\n'),
      rest: null,
    });
  });

  it('numbers several and gives the others for 更多', () => {
    const answer = presentAnswer(aQuery(), { kind: 'rows', rows: rows(12), asOf: null }, ASKED);
    const first = pageAnswer(aQuery(), answer);
    expect(first.text).toContain('\n5 YB5：已受理\n还有7条，回复“更多”。\n');
    expect(first.text).not.toContain('YB6');
    const second = pageMore(first.rest!);
    expect(second.text).toContain('6 YB6：已受理');
    const third = pageMore(second.rest!);
    expect(third.text).toContain('12 YB12：已受理');
    expect(third.rest).toBeNull();
  });

  it('fits one message of WeChat with the longest rows', () => {
    const long = rows(9).map((row) => ({ ...row, 状态: '长'.repeat(300) }));
    const answer = presentAnswer(aQuery(), { kind: 'rows', rows: long, asOf: NOW }, ASKED);
    let page = pageAnswer(aQuery(), answer);
    const seen: string[] = [];
    for (;;) {
      expect(Buffer.byteLength(page.text)).toBeLessThan(1900);
      seen.push(...(page.text.match(/YB\d/g) ?? []));
      if (!page.rest) break;
      page = pageMore(page.rest);
    }
    expect(seen).toEqual(rows(9).map((row) => row.受理编号));
  });

  it('keeps the next step and the telephone beside a row that is too long by itself', () => {
    const row = { 受理编号: 'YB1', 状态: '长'.repeat(300) };
    const query = aQuery({
      answer: { ...aQuery().answer!, row: '{受理编号}\n{状态}\n{状态}\n{状态}' },
    });
    const answer = presentAnswer(query, { kind: 'rows', rows: [row], asOf: NOW }, ASKED);
    const { text } = pageAnswer(query, answer);
    expect(Buffer.byteLength(text)).toBeLessThan(1900);
    expect(text).toMatch(/^垫付报销进度：\nYB1\n长{300}\n…\n数据截至[^]*转人工”。$/);
  });

  it('says the same for nothing and for a mismatch, with a way on', () => {
    const answer = presentAnswer(
      aQuery(),
      { kind: 'none', asOf: null },
      { ...ASKED, telephone: null },
    );
    expect(pageAnswer(aQuery(), answer).text).toBe(
      '垫付报销进度：\n没有查到和您填的相符的记录。\n有疑问到医保大厅问。\n电话：12345。找人办请回复“转人工”。',
    );
  });

  it('says that data is old', () => {
    const asOf = new Date('2026-09-01T01:00:00Z');
    const answer = presentAnswer(aQuery(), { kind: 'none', asOf }, ASKED);
    expect(answer.tail[0]).toBe('数据截至2026年9月1日，比较旧了，以窗口答复为准。');
  });

  it.each(['timeout', 'refused', 'circuit_open', 'bad_answer'] as const)(
    'has words for a source that is %s',
    (reason) => {
      const answer = presentAnswer(aQuery(), { kind: 'unavailable', reason }, ASKED);
      expect(answer).toMatchObject({ kind: 'unavailable', lead: '现在查不了，请过一会儿再查。' });
      expect(answer.tail.at(-1)).toContain('转人工');
    },
  );
});
