import type { z } from 'zod';
import {
  figureNames,
  figures,
  measureFigure,
  presentFigure,
  unavailableFigures,
  type Figure,
} from '../../../cases/reports/figures';
import {
  addUp,
  type Figures,
  type Period,
  type UnitFigures,
} from '../../../cases/reports/read-report';
import type { Snapshot } from '../../../cases/reports/snapshots';
import type { Responder } from '../../../routing/decision';
import type { snapshotSchema } from './report-schemas';

/** What people read of a responder in the report of automatic replies. */
const RESPONDERS: Readonly<Record<Responder, string>> = {
  emergency: '紧急情况提示',
  question: '正在问的问题',
  query: '查一查',
  menu: '菜单',
  command: '进度、帮助等指令',
  handover: '转告12388',
  keyword: '关键词',
  rule: '关键词规则',
  understanding: '听懂的提问',
  small_talk: '寒暄',
  elsewhere: '告知其他渠道',
  queue: '转人工办理',
  event: '关注、扫码等',
  apology: '系统致歉',
};

/** A responder of an older version of the product is shown by its own name. */
export function presentResponder(responder: string): string {
  return RESPONDERS[responder as Responder] ?? responder;
}

/** Figures of a period, by unit and together, with how each is reckoned. */
export function presentReport(
  { firstDay, lastDay }: Period,
  units: readonly UnitFigures[],
): Omit<z.output<typeof snapshotSchema>, 'id' | 'number' | 'asOf' | 'madeBy'> {
  return {
    ...{ from: firstDay, to: lastDay },
    figures: figureNames.map((name) => {
      const { label, kind, formula } = figures[name];
      return { name, label, kind, formula };
    }),
    unavailable: [...unavailableFigures],
    units: units.map(({ unit, figures: values }) => ({ unit, values: presentValues(values) })),
    total: presentValues(addUp(units)),
  };
}

/** @param names of staff, by id */
export function presentSnapshot(
  snapshot: Snapshot,
  names: ReadonlyMap<string, string>,
): z.output<typeof snapshotSchema> {
  return { ...presentSnapshotHead(snapshot, names), ...presentReport(snapshot, snapshot.figures) };
}

/** A line of the list of 通报. @param names of staff, by id */
export function presentSnapshotHead(
  { id, number, asOf, madeBy, firstDay, lastDay }: Snapshot,
  names: ReadonlyMap<string, string>,
) {
  const by = madeBy === null ? '系统按月生成' : (names.get(madeBy) ?? '');
  return { id, number, asOf, madeBy: by, from: firstDay, to: lastDay };
}

function presentValues(values: Figures) {
  const shown = figureNames.map((name) => {
    const { base, hits } = values[name];
    const value = measureFigure(name, values[name]);
    return [name, { base, hits, value, text: presentFigure(name, values[name]) }] as const;
  });
  return Object.fromEntries(shown) as Record<Figure, (typeof shown)[number][1]>;
}
