import { figureNames, figures, presentFigure, unavailableFigures } from '../reports/figures';
import { addUp, type Figures, type UnitFigures } from '../reports/read-report';
import type { Cell } from './sheet';
import type { Sheet } from './xlsx-file';

/** What a report's file says beside the figures. */
export interface ReportTitle {
  /** `办件通报`, or what is asked for at the moment. */
  title: string;
  /** `2026-11-01 至 2026-11-30` */
  period: string;
  /** 通报编号 and 数据截至. */
  note: string;
}

/** A report as a sheet: a line a figure, a column a unit, how it is reckoned at the end. */
export function sheetOfReport(
  { title, period, note }: ReportTitle,
  units: readonly UnitFigures[],
  nameOf: (unit: string) => string,
): Sheet {
  const columns = [...units.map(({ figures: values }) => values), addUp(units)];
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    yield [title, ...units.map(({ unit }) => nameOf(unit)), '合计', '怎么算的'];
    for (const name of figureNames) {
      const { label, formula } = figures[name];
      yield [label, ...columns.map((values) => cellOf(values, name)), formula];
    }
    for (const { label, reason } of unavailableFigures) {
      yield [label, ...columns.map(() => '—'), reason];
    }
    yield [`收件日期：${period}`];
    yield [note];
  }
  return {
    name: '报表',
    widths: [28, ...columns.map(() => 12), 60],
    rows: rows(),
  };
}

/** A count as a number that can be added up, everything else as it is read. */
function cellOf(values: Figures, name: keyof Figures): Cell {
  return figures[name].kind === 'count' ? values[name].base : presentFigure(name, values[name]);
}
