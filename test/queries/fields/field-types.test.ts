import { findField, readField } from '../../../src/queries/fields/field-types';
import { foldText, saysSomething } from '../../../src/queries/fields/fold-text';
import type { Field } from '../../../src/queries/schema';
import { aField, fields } from '../query-builders';

/** Monday, 2026-11-23, 09:30 in China. */
const NOW = new Date('2026-11-23T01:30:00Z');

function read(text: string, field: Field): string {
  const reading = readField(foldText(text), field, NOW);
  return reading.kind === 'value' ? reading.value : `! ${reading.reason}`;
}

describe('identity numbers (GB 11643: region 999999 is no place)', () => {
  it.each([
    ['99999919900307008X', '99999919900307008X'],
    ['99999919900307008x', '99999919900307008X'],
    ['９９９９９９１９９００３０７００８Ｘ', '99999919900307008X'],
    ['999999 19900307 008X', '99999919900307008X'],
    ['999999-19900307-008×', '99999919900307008X'],
    ['九九九九九九一九九零零三零七零零八X', '99999919900307008X'],
    ['11010519491231002X', '11010519491231002X'],
  ])('%s is read', (written, value) => {
    expect(read(written, fields.idNumber)).toBe(value);
  });

  it.each([
    ['110105491231002', /15位的旧号码/],
    ['99999919900307008', /18位，您发的是17位/],
    ['9999991990030700811', /18位，您发的是19位/],
    ['999999199013070019', /出生日期/],
    ['999999199002300019', /出生日期/],
    ['999999202612010019', /出生日期/],
    ['999999189912310019', /出生日期/],
    ['999999199003070081', /一位打错/],
    ['11010519491231002Y', /18位数字/],
    ['在家里没带', /18位数字/],
  ])('%s is refused with its reason', (written, reason) => {
    expect(read(written, fields.idNumber)).toMatch(reason);
    expect(read(written, fields.idNumber)).not.toMatch(/\d{6}/);
  });

  it('is found in a sentence, a wrong one too', () => {
    const right = findField('我妈的99999919900307008X，查一下', fields.idNumber, NOW);
    expect(right).toEqual({
      start: 3,
      end: 21,
      reading: { kind: 'value', value: '99999919900307008X' },
    });
    const wrong = findField('我妈的999999199003070081', fields.idNumber, NOW);
    expect(wrong?.reading.kind).toBe('refused');
    expect(findField('订单号20261123000000000000001', fields.idNumber, NOW)).toBeNull();
  });
});

describe('credit codes (GB 32100)', () => {
  it.each([
    ['91350100M000100Y43', '91350100M000100Y43'],
    ['91350100m000100y43', '91350100M000100Y43'],
    ['9135 0100 M000 100Y 43', '91350100M000100Y43'],
  ])('%s is read', (written, value) => {
    expect(read(written, fields.creditCode)).toBe(value);
  });
  it.each([
    ['91350100M000100Y44', /一位打错/],
    ['91350100M000100Y4', /18位，您发的是17位/],
    ['9135O100M000100Y43', /没有字母I、O/],
    ['430600000012345', /旧的注册号/],
    ['某某公司', /18位数字和字母/],
  ])('%s is refused', (written, reason) => {
    expect(read(written, fields.creditCode)).toMatch(reason);
  });
});

describe('mobile numbers and their ends', () => {
  it.each([
    ['13807300000', '13807300000'],
    ['138 0730 0000', '13807300000'],
    ['+86 138-0730-0000', '13807300000'],
    ['一三八零七三零零零零零', '13807300000'],
    ['幺三八零七三零零零零零', '13807300000'],
  ])('%s is a mobile', (written, value) => {
    expect(read(written, fields.mobile)).toBe(value);
  });
  it.each([
    ['1380730000', /11位，您发的是10位/],
    ['12807300000', /以1开头/],
    ['0730-8123456', /座机/],
    ['不想说', /11位数字/],
  ])('%s is refused', (written, reason) => {
    expect(read(written, fields.mobile)).toMatch(reason);
  });
  it.each([
    ['1234', '1234'],
    ['尾号1234', '1234'],
    ['后四位是 １２３４', '1234'],
    ['13807301234', '1234'],
    ['是1234。', '1234'],
  ])('%s gives the end', (written, value) => {
    const found = findField(foldText(written), fields.tail, NOW);
    const reading = found?.reading ?? readField(foldText(written), fields.tail, NOW);
    expect(reading).toEqual({ kind: 'value', value });
  });
  it('knows the X of an identity number', () => {
    const field = aField({ id: 't', type: 'tail', of: 'id_number', label: '身份证后四位' });
    expect(read('008x', field)).toBe('008X');
    expect(read('99999919900307008X', field)).toBe('008X');
    expect(read('12', field)).toMatch(/4位/);
  });
});

describe('receipt numbers', () => {
  it.each([
    ['YB20260001', 'YB20260001'],
    ['yb 2026 0001', 'YB20260001'],
    ['编号YB20260001', 'YB20260001'],
    ['ＹＢ２０２６０００１', 'YB20260001'],
  ])('%s is read', (written, value) => {
    expect(read(written, fields.receipt)).toBe(value);
  });
  it('says what one looks like', () => {
    expect(read('20260001', fields.receipt)).toBe(
      '! 受理编号的样子像“YB20260001”，请照着回执上的写。',
    );
  });
  it('is found beside other words', () => {
    expect(findField('回执是YB20260001，请查', fields.receipt, NOW)).toMatchObject({
      start: 3,
      end: 13,
    });
  });
});

describe('plates (GA 36)', () => {
  it.each([
    ['湘F12345', '湘F12345'],
    ['湘f·a1234', '湘FA1234'],
    ['我的车牌是湘F 12345', '湘F12345'],
    ['湘FD12345', '湘FD12345'],
    ['湘F12345D', '湘F12345D'],
    ['湘F1234学', '湘F1234学'],
  ])('%s is read', (written, value) => {
    expect(read(written, fields.plate)).toBe(value);
  });
  it.each([
    ['F12345', /前面的汉字/],
    ['湘F1234I', /没有字母I和O/],
    ['湘F123', /位数不对/],
    ['红旗轿车', /照行驶证/],
  ])('%s is refused', (written, reason) => {
    expect(read(written, fields.plate)).toMatch(reason);
  });
});

describe('dates as people write them, on Monday 2026-11-23', () => {
  it.each([
    ['2026/3/1', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
    ['2026.3.1', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['二〇二六年三月一日', '2026-03-01'],
    ['二零二六年三月一号', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['26年3月1号', '2026-03-01'],
    ['98年十二月三十一日', '1998-12-31'],
    ['去年3月5日', '2025-03-05'],
    ['今年三月初的5号', '! 还要说是几日'],
    ['3月1日', '2026-03-01'],
    ['12月5号', '2025-12-05'],
    ['3/1', '2026-03-01'],
    ['今天', '2026-11-23'],
    ['昨天', '2026-11-22'],
    ['大前天下午', '2026-11-20'],
    ['上周五', '2026-11-20'],
    ['周三', '2026-11-18'],
    ['星期天', '2026-11-22'],
    ['上个月5号', '2026-10-05'],
    ['上月二十八', '2026-10-28'],
    ['5号', '2026-11-05'],
    ['28号', '2026-10-28'],
    ['2024年2月29日', '2024-02-29'],
    ['2026年2月29日', '! 没有这一天'],
    ['2026年13月1日', '! 没有这一天'],
    ['2026年4月31日', '! 没有这一天'],
    ['明天', '! 这个日期还没有到'],
    ['2026年3月', '! 还要说是几日'],
    ['去年', '! 还要说是几月几日'],
    ['农历三月初五', '! 请说公历'],
    ['腊月二十', '! 请说公历'],
    ['不记得了', '! 例如'],
  ])('%s is %s as a day', (written, expected) => {
    expect(read(written, fields.day)).toMatch(new RegExp(`^${expected}`));
  });
  it.each([
    ['去年3月', '2025-03'],
    ['去年的三月份', '2025-03'],
    ['前年十二月', '2024-12'],
    ['大前年1月', '2023-01'],
    ['3月', '2026-03'],
    ['12月', '2025-12'],
    ['十一月', '2026-11'],
    ['上个月', '2026-10'],
    ['这个月', '2026-11'],
    ['上上个月', '2026-09'],
    ['2026-03', '2026-03'],
    ['202603', '2026-03'],
    ['2026年3月15日', '2026-03'],
    ['26年3月', '2026-03'],
    ['下个月', '! 这个日期还没有到'],
    ['去年', '! 还要说是几月。'],
    ['13月', '! 没有这一天'],
  ])('%s is %s as a month', (written, expected) => {
    expect(read(written, fields.month)).toMatch(new RegExp(`^${expected}`));
  });
  it('takes days to come where the field does', () => {
    const field = aField({ id: 'd', type: 'date', label: '预约日期', period: 'any' });
    expect(read('明天', field)).toBe('2026-11-24');
    expect(read('2027年1月5日', field)).toBe('2027-01-05');
  });
  it('has January before this November when the year turns', () => {
    const january = new Date('2027-01-02T01:30:00Z');
    const reading = (text: string) => readField(text, fields.month, january);
    expect(reading('上个月')).toEqual({ kind: 'value', value: '2026-12' });
    expect(reading('12月')).toEqual({ kind: 'value', value: '2026-12' });
  });
});

describe('choices', () => {
  it.each([
    ['1', '低保'],
    ['２', '边缘'],
    ['第三个', '高龄'],
    ['选二', '边缘'],
    ['低保金', '低保'],
    ['我是低保边缘家庭', '边缘'],
    ['查八十岁补贴', '高龄'],
  ])('%s is %s', (written, value) => {
    expect(read(written, fields.kind)).toBe(value);
  });
  it.each([['4'], ['0'], ['低保和高龄津贴'], ['都要']])('%s is asked again', (written) => {
    expect(read(written, fields.kind)).toBe('! 请回复 1、2、3 里的一个数字。');
  });
});

describe('names', () => {
  it.each([
    ['李小明', '李小明'],
    ['李 明', '李明'],
    ['我叫欧阳小明', '欧阳小明'],
    ['姓名：张三', '张三'],
    ['买买提•吐尔逊', '买买提·吐尔逊'],
    ['阿卜杜拉·艾合买提·库尔班', '阿卜杜拉·艾合买提·库尔班'],
  ])('%s is read', (written, value) => {
    expect(read(written, fields.name)).toBe(value);
  });
  it.each([['你好'], ['社保卡怎么办'], ['Zhang San'], ['李'], ['不知道'], ['138'], ['谢谢']])(
    '%s is no name',
    (written) => {
      expect(read(written, fields.name)).toMatch(/^! 姓名请写汉字/);
    },
  );
});

describe('places and free text', () => {
  it.each([
    ['我在钱粮湖镇附近', '钱粮湖镇'],
    ['住在许市', '许市'],
    ['广兴洲', '广兴洲'],
  ])('%s is the place %s', (written, value) => {
    expect(read(written, fields.place)).toBe(value);
  });
  it('refuses what is no place or too long', () => {
    expect(read('12345', fields.place)).toMatch(/^! 请写乡镇/);
    expect(read('镇'.repeat(31), fields.place)).toMatch(/太长/);
    expect(read('社', fields.text)).toMatch(/至少写2个字/);
    expect(read('社'.repeat(41), fields.text)).toMatch(/40个字以内/);
  });
});

describe('folding', () => {
  it('makes one form of what people type', () => {
    expect(foldText(' ＡＢ　１２\u200b３ ')).toBe('AB 123');
    expect(foldText('一三八，零七三零，幺幺二二')).toBe('一三八,0730,1122');
    expect(foldText('三个月')).toBe('三个月');
  });
  it('knows that pictures say nothing', () => {
    expect(saysSomething('[微笑]😀')).toBe(false);
    expect(saysSomething('……')).toBe(false);
    expect(saysSomething('[微笑]好')).toBe(true);
  });
});
