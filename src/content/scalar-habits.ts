import type { Node, Scalar } from 'yaml';
import { isPair, isScalar, isSeq, visit } from 'yaml';
import type { Fault } from './fault';
import type { YamlSource } from './yaml-source';

/** Lists of single words, where a Chinese comma surely was to part two of them. */
const wordLists = new Set([
  'asks',
  'exact',
  'contains',
  'prefix',
  'stopwords',
  'synonyms',
  'unless',
  'anyOf',
  'topItems',
]);

/** What YAML accepts without a word but no author can have meant. */
export function findScalarHabits(source: YamlSource): Fault[] {
  const faults: Fault[] = [];
  const add = (node: Node, message: string, remedy: string) =>
    faults.push(source.faultAt(node.range?.[0] ?? 0, message, remedy));
  visit(source.document, {
    Scalar(_, node, ancestors) {
      if (isWrappedInChineseQuotes(node)) {
        add(
          node,
          '整段用了中文引号，引号会原样显示',
          `改成英文双引号："${node.source!.slice(1, -1)}"`,
        );
      } else if (isWordsInOne(node, ancestors)) {
        add(node, '两个词之间用了中文逗号，会当成一个词', '改成英文逗号加一个空格');
      }
    },
  });
  return faults;
}

function isWrappedInChineseQuotes(node: Scalar): boolean {
  return node.type === 'PLAIN' && /^[“”＂][^“”＂]*[“”＂]$/.test(node.source ?? '');
}

function isWordsInOne(node: Scalar, ancestors: readonly unknown[]): boolean {
  const list = ancestors.at(-1);
  if (node.type !== 'PLAIN' || !isSeq(list) || list.flow !== true) return false;
  const owner = ancestors.findLast((ancestor) => isPair(ancestor));
  const key = owner && isScalar(owner.key) ? String(owner.key.value) : '';
  return wordLists.has(key) && /\S，\S/.test(node.source ?? '');
}
