/** Words of Hunan and the standard ones that they stand for; the longer spellings come first. */
const FOLDED: Readonly<Record<string, string>> = {
  有没有: '有无',
  有冇: '有无',
  冇得: '没',
  没得: '没',
  冇有: '没',
  没有: '没',
  冇: '没',
  呷: '吃',
  恰: '吃',
  哒: '了',
  讲: '说',
  晕到: '晕倒',
  昏到: '昏倒',
  摔到: '摔倒',
  跌到: '跌倒',
  栽到: '栽倒',
  冒得: '没',
  还冒: '还没',
};
const DIALECT = new RegExp(Object.keys(FOLDED).join('|'), 'gu');

/**
 * Brings a normalised text and the lists of words that it is compared with to one spelling, so that a
 * word need not be listed once more for every way of saying it: 冇得呼吸, 没有呼吸 and 没呼吸 are one.
 */
export function foldDialect(plain: string): string {
  return plain.replace(DIALECT, (word) => FOLDED[word] ?? word);
}
