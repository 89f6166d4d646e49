import type { Queryable } from '../../database/database';
import { figureNames, type Figure, type FigureValue } from './figures';

/** Civil days in China, both belong to it. */
export interface Period {
  firstDay: string;
  lastDay: string;
}

/** Figures of one unit, or of all units together. */
export type Figures = Readonly<Record<Figure, FigureValue>>;

export interface UnitFigures {
  unit: string;
  figures: Figures;
}

/** What lines are drawn of. */
export interface DayFigures {
  day: string;
  received: number;
  /** 按期办结: cases of the day that were answered in time, and those that are counted for it. */
  onTime: number;
  settled: number;
}

interface FigureRow extends FigureValue {
  unit: string;
  figure: Figure;
}

/** The figures of each of these units over the cases that came in a period, from the counted days. */
export async function readFigures(
  db: Queryable,
  units: readonly string[],
  { firstDay, lastDay }: Period,
): Promise<UnitFigures[]> {
  const rows = await db.query<FigureRow>(
    `select unit, figure, sum(base)::int as base, sum(hits)::int as hits,
       sum(amount)::double precision as amount
     from report_days where unit = any($1) and day between $2 and $3 group by unit, figure`,
    [units, firstDay, lastDay],
  );
  return byUnit(units, rows);
}

/** 每天收件, and how much of it was answered in time; a day without cases is left out. */
export async function readDays(
  db: Queryable,
  units: readonly string[],
  { firstDay, lastDay }: Period,
): Promise<DayFigures[]> {
  return db.query<DayFigures>(
    `select day::text, coalesce(sum(base) filter (where figure = 'received'), 0)::int as received,
       coalesce(sum(hits) filter (where figure = 'on_time'), 0)::int as "onTime",
       coalesce(sum(base) filter (where figure = 'on_time'), 0)::int as settled
     from report_days
     where unit = any($1) and day between $2 and $3 and figure in ('received', 'on_time')
     group by day order by day`,
    [units, firstDay, lastDay],
  );
}

/** All units together. */
export function addUp(units: readonly UnitFigures[]): Figures {
  return figuresOf((figure) =>
    units.reduce((sum, one) => addTo(sum, one.figures[figure]), NOTHING),
  );
}

const NOTHING: FigureValue = { base: 0, hits: 0, amount: 0 };

function addTo(sum: FigureValue, { base, hits, amount }: FigureValue): FigureValue {
  return { base: sum.base + base, hits: sum.hits + hits, amount: sum.amount + amount };
}

function byUnit(units: readonly string[], rows: readonly FigureRow[]): UnitFigures[] {
  const values = new Map(rows.map((row) => [`${row.unit} ${row.figure}`, row]));
  return units.map((unit) => ({
    unit,
    figures: figuresOf((figure) => {
      const { base, hits, amount } = values.get(`${unit} ${figure}`) ?? NOTHING;
      return { base, hits, amount };
    }),
  }));
}

function figuresOf(valueOf: (figure: Figure) => FigureValue): Figures {
  return Object.fromEntries(figureNames.map((name) => [name, valueOf(name)])) as Figures;
}
