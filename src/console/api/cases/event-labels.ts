import type { Action } from '../../../cases/life-cycle/actions';
import { transitions } from '../../../cases/life-cycle/transitions';

/** What happens to a case beside the actions of its life cycle. */
const OTHERS: Readonly<Record<string, string>> = {
  opened: '生成办件',
  registered: '登记',
  split_off: '拆分出来',
  message_added: '群众来信',
  message_moved_away: '来信移到别的办件',
  judged_by_citizen: '群众说明来信是另一件事',
  merged_in: '并入一件',
  recomputed: '期限重新计算',
};

/** What a person reads of an event of a case. */
export function presentEventKind(kind: string): string {
  if (Object.hasOwn(transitions, kind)) return transitions[kind as Action].label;
  return OTHERS[kind] ?? '有变动';
}

/** Who did it: a person by name, citizens and the system by kind, an operator by the name on the machine. */
export function presentActor(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor === 'citizen') return '群众';
  if (actor === 'system') return '系统';
  return names.get(actor) ?? actor;
}
