import { createNormalise } from '../../src/items/search/normalise';
import { SearchIndex, type SearchDocument } from '../../src/items/search/search-index';

const normalise = createNormalise();

it.each([
  ['社 保 查 詢', '社保查询'],
  ['ＨＰＶ疫苗!!', 'hpv疫苗'],
  ['離婚冷靜期😍', '离婚冷静期'],
  ['八十二岁', '82岁'],
  ['一百二十块', '120块'],
  ['身份证430600190001010000查低保', '查低保'],
  ['430***********0000 查低保', '查低保'],
  ['[微笑]谢谢', '谢谢'],
  ['[图片]', '图片'],
  ['。。。', ''],
])('%s is read as %s', (text, expected) => {
  expect(normalise(text)).toBe(expected);
});

const document = (ref: string, ...asks: string[]): SearchDocument => ({
  ref,
  name: ref,
  asks,
  about: [],
});
const index = new SearchIndex(
  [
    document('card', '社保卡', '社保卡丢了'),
    document('progress', '社保卡进度'),
    document('allowance', '高龄津贴'),
    document('hukou', '上户口'),
    document('id', '身份证'),
    document('health', '健康证'),
    document('offsite', '异地就医备案'),
  ],
  {
    synonyms: [
      ['丢了', '掉了'],
      ['进度', '办好没'],
      ['社保卡'],
      ['身份证'],
      ['健康证'],
      ['高龄津贴'],
      ['异地就医'],
      ['备案'],
    ],
    modifiers: [['老人', '爷爷']],
    words: ['身份证明'],
    stopwords: ['我', '的', '怎么', '办'],
    typos: { sbk: '社保卡' },
  },
  normalise,
);
const best = (text: string) => index.search(text)[0]?.ref;

it.each([
  ['社保卡掉了', 'card'],
  ['我的社保卡办好没', 'progress'],
  ['sbk丢了', 'card'],
  ['shanghukou', 'hukou'],
  ['jiankangzheng怎么办', 'health'],
  ['高龄津帖', 'allowance'],
  ['身份正', 'id'],
  ['異地就醫備案', 'offsite'],
  ['异地就一备案', 'offsite'],
  ['高龄贴', 'allowance'],
  ['今天', undefined],
  ['', undefined],
])('%s finds %s', (text, ref) => {
  expect(best(text)).toBe(ref);
});

it('does not see a short word inside a longer one as the whole matter', () => {
  const [hit] = index.search('身份证明');
  expect(hit === undefined || hit.coverage < 0.8).toBe(true);
});

it('says which words led to a hit, and how much was explained', () => {
  const [hit] = index.search('爷爷的社保卡掉了');
  expect(hit).toMatchObject({ ref: 'card', coverage: 1 });
  expect(hit!.because).toEqual(['社保卡', '掉了']);
  expect(hit!.explained).toBeLessThan(1);
});
