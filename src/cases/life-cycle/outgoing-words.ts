import { AppError } from '../../platform/errors';
import type { HitLevel, OutgoingCheck } from '../words/check-outgoing';
import type { Execution } from './effect';
import type { Gate } from './gates';

/**
 * 出口检查 of a text that is about to be handed on or to leave.
 * @param confirmed the person has looked twice at what must be looked at twice
 * @throws AppError unprocessable for words that may not leave, or that nobody has confirmed
 *   (`details.confirm`); `details.hits` names them with their place
 */
export function wantSendable(
  { ports, row }: Pick<Execution, 'ports' | 'row'>,
  text: string,
  confirmed: boolean,
): OutgoingCheck {
  const check = ports.words.checkOutgoing(row.owner_unit, text, row.type);
  if (check.level === 'forbidden') {
    const hits = hitsOf(check, 'forbidden');
    throw new AppError('unprocessable', `答复里有不能发出的内容：${namesOf(hits)}。`, { hits });
  }
  if (check.level === 'confirm' && !confirmed) {
    const hits = hitsOf(check, 'confirm');
    const message = `请再看一遍这些内容，确认没有问题再办：${namesOf(hits)}。`;
    throw new AppError('unprocessable', message, { hits, confirm: true });
  }
  return check;
}

/** 须复核: what has to be looked at twice is never looked at by its writer alone. */
export function gatesFor(
  gates: readonly Gate[],
  check: OutgoingCheck,
  unchanged: boolean,
): readonly Gate[] {
  return gates.length === 0 && check.level === 'confirm' && !unchanged ? ['review'] : gates;
}

function hitsOf({ hits }: OutgoingCheck, level: HitLevel) {
  return hits.filter((hit) => hit.level === level);
}

function namesOf(hits: OutgoingCheck['hits']): string {
  return [...new Set(hits.map(({ text }) => `“${text}”`))].join('、');
}
