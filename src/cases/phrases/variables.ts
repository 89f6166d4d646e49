/** What may be filled into a 常用语 by itself: 编号, 期限 and the like. */

/** The variables and what each stands for, as the page shows them. */
export const phraseVariables = {
  编号: '办件编号',
  期限: '答应群众的答复日期，受理以后才有',
  收件日期: '收到来信的日期',
  事项: '办件的事项名称',
  单位: '承办单位的名称',
  电话: '承办单位的电话，没有填时是12345',
  地址: '承办单位的地址',
} as const;

export type PhraseVariable = keyof typeof phraseVariables;

/** What a case has for each variable; null: it has none. */
export type PhraseValues = Readonly<Record<PhraseVariable, string | null>>;

/** A variable that a person fills in: `{填写：要带的材料}`. */
const BY_HAND = '填写：';

const PLACE = /[{｛]([^{}｛｝\n]{1,40})[}｝]/g;

/** A place in a text that still has to be filled. */
export interface Unfilled {
  /** In UTF-16 units of the text. */
  start: number;
  length: number;
  name: string;
}

/** The text with what is known put in; what is not known stays as it is written. */
export function fillVariables(text: string, values: PhraseValues): string {
  return text.replace(PLACE, (whole, name: string) =>
    isVariable(name.trim()) ? (values[name.trim() as PhraseVariable] ?? whole) : whole,
  );
}

/** All places that stand open in a text, whatever their name. */
export function findUnfilled(text: string): Unfilled[] {
  return [...text.matchAll(PLACE)].map(({ index, 0: whole, 1: name }) => ({
    start: index,
    length: whole.length,
    name: name!.trim(),
  }));
}

/** Names in a text that are neither variables nor to be filled in by hand, each once. */
export function findUnknownVariables(text: string): string[] {
  const names = findUnfilled(text).map(({ name }) => name);
  return [...new Set(names.filter((name) => !isVariable(name) && !name.startsWith(BY_HAND)))];
}

function isVariable(name: string): boolean {
  return Object.hasOwn(phraseVariables, name);
}
