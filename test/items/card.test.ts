import { buildCard, buildDetails } from '../../src/items/card';
import { itemSchema, type Item } from '../../src/items/schema';
import { aUnit } from '../support/builders';

const now = new Date('2026-11-23T01:30:00Z');
const options = { publicUrl: 'https://zj.example.gov.cn', askedUnit: 'renshe' };
const law = { source: '社会保险法第十六条', quality: 'law' };

function anItem(overrides: object = {}): Item {
  const parsed = itemSchema.parse({
    id: 'card',
    name: '社保卡补办',
    kind: 'guide',
    group: '办一办/社保卡',
    asks: ['社保卡'],
    summary: '丢了先挂失再补。',
    where: '社保大厅',
    bring: { things: ['身份证'], basis: law },
    fee: { text: '20元', ...law },
    timeLimit: { text: '当场办', ...law },
    facts: [{ text: '要点一', ...law, validUntil: '2026-12-31' }],
    entries: [
      { name: '国家社保平台', url: 'https://si.12333.gov.cn' },
      { name: '窗口', how: '社保大厅窗口' },
    ],
    telephone: '12333',
    ...overrides,
  });
  return { ...parsed, unit: 'renshe', ref: `renshe.${parsed.id}` };
}

const card = (overrides: object = {}, unit = aUnit()) =>
  buildCard(anItem(overrides), unit, now, options).text;

it('says what, where, telephone, what to bring, fee, time limit and one entry', () => {
  expect(card()).toBe(
    [
      '社保卡补办',
      '丢了先挂失再补。',
      '地点：社保大厅',
      '电话：12333',
      '要带：身份证',
      '费用：20元',
      '时限：当场办',
      '要点：要点一',
      '网上办：国家社保平台 https://zj.example.gov.cn/go/renshe/card',
      '内容待本单位核对，以窗口答复为准',
      '不是这个请回复“不对”，要更多回复“详细”，找人办回复“转人工”。',
    ].join('\n'),
  );
});

it('names who checked only when somebody did', () => {
  expect(card({ checkedBy: '张三', checkedAt: '2026-11-20' })).toContain('2026-11-20核对');
  expect(card({ checkedAt: '2026-11-20' })).not.toContain('2026-11-20');
});

it('without facts says only where, telephone and entry', () => {
  const press = { source: '某报', quality: 'press' };
  const text = card({
    bring: { things: ['身份证'], basis: press },
    fee: { text: '20元', ...press },
    timeLimit: { text: '当场', ...law, place: '外地' },
    facts: [{ text: '旧要点', ...law, validUntil: '2026-11-22' }],
  });
  expect(text).toBe(
    [
      '社保卡补办',
      '地点：社保大厅',
      '电话：12333',
      '网上办：国家社保平台 https://zj.example.gov.cn/go/renshe/card',
      '以窗口答复为准',
      '不是这个请回复“不对”，要更多回复“详细”，找人办回复“转人工”。',
    ].join('\n'),
  );
});

it.each([
  ['12333', '0730-1', '12333'],
  [null, '0730-8123456', '0730-8123456'],
  [null, null, '12345'],
])('telephone of the item %s, of the unit %s: %s', (own, unit, expected) => {
  expect(card({ telephone: own }, aUnit({ telephone: unit }))).toContain(`电话：${expected}\n`);
});

it('says whose item it is in another account', () => {
  const text = buildCard(anItem(), aUnit(), now, { ...options, askedUnit: 'yibao' }).text;
  expect(text).toContain('这件事归区人社局管，也可以在微信里找公众号“君山人社”。');
});

it('details carry source and date', () => {
  const text = buildDetails(anItem(), aUnit(), now, options);
  expect(text).toContain('· 要点一（社会保险法第十六条，2026-12-31前有效）');
  expect(text).toContain('还可以：窗口，社保大厅窗口');
});
