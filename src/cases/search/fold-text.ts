import { Converter } from 'opencc-js/t2cn';

export type FoldText = (text: string) => string;

/**
 * Makes the function that brings a text to the form in which it is searched: half-width, lower case,
 * simplified. Sign by sign, and a sign that would become longer or shorter stays as it is, so that a
 * place in the folded text is the same place in the text itself. Read once: the tables take 15 ms.
 */
export function createFoldText(): FoldText {
  const toSimplified = Converter({ from: 't', to: 'cn' });
  const folded = new Map<string, string>();
  const fold = (sign: string): string => {
    const plain = toSimplified(sign.normalize('NFKC').toLowerCase());
    return plain.length === sign.length ? plain : sign;
  };
  return (text) => {
    let result = '';
    for (const sign of text) {
      let plain = folded.get(sign);
      if (plain === undefined) {
        plain = fold(sign);
        folded.set(sign, plain);
      }
      result += plain;
    }
    return result;
  };
}
