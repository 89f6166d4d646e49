/** How a word stands in its sentence when it is not simply said: 没想自杀, 怕他走丢. */
export type Modality = 'denied' | 'feared';

/** What stands before a word that is denied; 是不是 and 不是…吗 deny nothing. */
const DENIAL = /(?:没(?:真的)?(?:想过?|打算|说要?)?|不想|(?<!是)不是(?:想|要)?(?!.*吗$))/g;

/**
 * What stands before a word that is only feared, and the few words that may stand between. 怕是 and 怕要
 * say in the dialect that it is so, and 不小心 that it has happened.
 */
const FEAR =
  /(?<![恐只不])(?:怕|担心|生怕|防止|避免|以防|免得|小心|容易|差点|险些)(?!是|快|要|得|死)(?:他|她|它|我|们|家|孩子|小孩|老人|爷爷|奶奶|爸|妈|别人|人|哪天|万一|再|又|会|被|掉下来|掉|倒下来|倒|塌|垮|断|了)*/g;

/**
 * Where words begin that are denied or feared. Only the words directly behind count: in a longer
 * sentence danger may well be meant.
 * @param text normalised, its dialect folded (冇得 → 没)
 * @returns by position in the text; null where nothing is denied or feared
 */
export function readModality(text: string): ReadonlyMap<number, Modality> | null {
  const positions = new Map<number, Modality>();
  for (const { index, 0: said } of text.matchAll(DENIAL)) {
    for (let at = index + 1; at <= index + said.length; at += 1) positions.set(at, 'denied');
  }
  for (const { index, 0: said } of text.matchAll(FEAR)) {
    for (let at = index + 1; at <= index + said.length; at += 1) positions.set(at, 'feared');
  }
  return positions.size === 0 ? null : positions;
}
