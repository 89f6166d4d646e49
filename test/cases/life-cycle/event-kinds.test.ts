import type { CaseEventKind } from '../../../src/cases/life-cycle/event-kinds';
import { changesBesideActions, presentEventKind } from '../../../src/cases/life-cycle/event-kinds';
import { transitions } from '../../../src/cases/life-cycle/transitions';

/** Every event that is stored beside the actions of the life cycle, as 流程 names it. */
const LABELS: readonly [CaseEventKind, string][] = [
  ['opened', '生成办件'],
  ['registered', '登记'],
  ['split_off', '拆分出来'],
  ['message_added', '群众来信'],
  ['message_moved_away', '来信移到别的办件'],
  ['judged_by_citizen', '群众说明来信是另一件事'],
  ['merged_in', '并入一件'],
  ['recomputed', '期限重新计算'],
  ['escalated', '逾期自动督办'],
  ['rating_marked_mistaken', '认定误评'],
];

describe('presentEventKind', () => {
  it.each(LABELS)('calls %s “%s”', (kind, label) => {
    expect(presentEventKind(kind)).toBe(label);
  });

  it('has a Chinese label of its own for all that can stand in a line of events', () => {
    const kinds = [...Object.keys(transitions), ...Object.keys(changesBesideActions)];
    expect(Object.keys(changesBesideActions).sort()).toEqual(LABELS.map(([kind]) => kind).sort());
    const labels = kinds.map((kind) => presentEventKind(kind as CaseEventKind));
    expect(labels.filter((label) => !/^[\p{Script=Han}（）：]+$/u.test(label))).toEqual([]);
    expect(new Set(labels).size).toBe(kinds.length);
  });
});
