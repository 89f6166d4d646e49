import { findBursts, type SaidCase } from '../../../src/cases/supervision/find-bursts';

const said = (text: string, item: string | null = null, id = text): SaidCase => ({
  ...{ id, item, folded: text },
});
const WATER = [
  '城东小区今天又停水了',
  '城东小区停水一天了没人管',
  '请问城东小区为什么停水',
  '城东小区停水什么时候来',
  '我家城东小区停水了怎么办',
];
const OTHERS = [
  '养老金没有发',
  '社保卡怎么办理',
  '医保报销比例多少',
  '营业执照到哪里办',
  '路灯不亮了',
];

it('finds what many say in words of their own', () => {
  const cases = [...WATER, ...OTHERS].map((text) => said(text));
  expect(findBursts(cases)).toEqual([{ item: null, ids: WATER }]);
  expect(findBursts(cases.slice(1))).toEqual([]);
});

it('finds what many ask about one item, whatever they write', () => {
  const cases = OTHERS.map((text) => said(text, 'renshe.pension'));
  expect(findBursts(cases)).toEqual([{ item: 'renshe.pension', ids: OTHERS }]);
  const mixed = cases.map((one, index) => ({ ...one, item: index < 3 ? one.item : 'renshe.card' }));
  expect(findBursts(mixed)).toEqual([]);
});

it('takes a greeting that everybody writes for no topic', () => {
  const topics = '东南西北上下左右前后春夏秋冬金木水火土山川河湖海天地人和风雨雷电日月星辰龙虎龟鹤';
  const cases = [...topics].map((sign, index) =>
    said(`您好，请问一下${sign.repeat(3)}${index}号`, null, String(index)),
  );
  expect(findBursts(cases)).toEqual([]);
});

it('compares no text that says too little', () => {
  const cases = Array.from({ length: 8 }, (_, index) => said('你好啊', null, String(index)));
  expect(findBursts(cases)).toEqual([]);
});
