import type { ChainBreak } from './verify-audit';

/** Why the chain does not hold at a place, for people. */
export function explainBreak(found: ChainBreak): string {
  switch (found.kind) {
    case 'seal_missing':
      return '这一条不见了。';
    case 'entry_missing':
      return `记录 ${found.entryId} 被删除了。`;
    case 'changed':
      return `记录 ${found.entryId} 或它的封存被改动过。`;
    case 'unknown_key':
      return `它是用另一个 SECRET_KEY 封存的（${found.method}），现在的核对不了。`;
    case 'differs_from_note':
      return '和以前记下的校验值不同，链的末尾被截掉，或者整条重做过。';
  }
}
