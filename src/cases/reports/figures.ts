/** The one definition of each figure of the reports: for the figures, for the cases behind them, for exports. */

/** How a figure is read: a number of cases, a share of them, or an average of days or of hours. */
export type FigureKind = 'count' | 'rate' | 'days' | 'hours';

interface Definition {
  label: string;
  kind: FigureKind;
  /** In Chinese, shown beside the figure. */
  formula: string;
  /** 分母: what is counted at all. A condition on `report_handlings h`. */
  base: string;
  /** 分子: a condition on what is counted. */
  hit: string;
  /** What an average is made of, of each that is counted: milliseconds or days. */
  amount: string;
}

const FIRST = `h.round = 1 and h.is_final`;
const COUNTED_END = `h.is_final and (h.outcome is null or h.outcome not in ('unneeded', 'merged', 'withdrawn'))`;
const ANSWERED = `h.is_final and h.outcome = 'answered'`;
const RATED = `h.is_final and h.rating is not null`;

const count = (label: string, formula: string, base: string): Definition => ({
  ...{ label, kind: 'count', formula, base },
  ...{ hit: 'true', amount: '0' },
});
const rate = (label: string, formula: string, base: string, hit: string): Definition => ({
  ...{ label, kind: 'rate', formula, base, hit },
  amount: '0',
});
const average = (
  label: string,
  kind: 'days' | 'hours',
  formula: string,
  base: string,
  amount: string,
): Definition => ({ label, kind, formula, base, hit: 'true', amount });

const rating = (word: string, value: number): Definition =>
  rate(`评价“${word}”`, `评价“${word}”的次数 ÷ 评价次数；误评不算。`, RATED, `h.rating = ${value}`);

/**
 * All of a period go by the cases that came in it (收件日期), whatever happened to them later; what a
 * round came to counts for the unit that had the case last in it.
 */
export const figures = {
  received: count('收件', '本期收到的办件，现在由本单位承办或者在本单位办完的。', FIRST),
  unneeded: count(
    '无需办理',
    '空白、误发、测试、广告、重复、仅辱骂的，不参加任何比率。',
    `${FIRST} and h.outcome = 'unneeded'`,
  ),
  accepted: rate(
    '受理率',
    '已受理的 ÷（收件 − 无需办理 − 受理以前合并、撤回的）。',
    `${FIRST} and (h.accepted or h.outcome is null or h.outcome in ('answered', 'refused', 'referred'))`,
    'h.accepted',
  ),
  on_time: rate(
    '按期办结率',
    '期限以内答复的 ÷（已答复的 + 过了期限还没有答复的）；没有到期的、无需办理、合并、撤回、未补充的不算。',
    `${COUNTED_END} and h.on_time is not null`,
    'h.on_time',
  ),
  overdue: count(
    '逾期未答复',
    '过了期限还没有答复的。',
    `${COUNTED_END} and h.outcome is null and not h.on_time`,
  ),
  work_days: average(
    '平均用时（工作日）',
    'days',
    '从收件到答复经过的工作日的平均数，收件当天不计。',
    `${ANSWERED} and h.work_days is not null`,
    'h.work_days',
  ),
  work_hours: average(
    '平均用时（工时）',
    'hours',
    '从收件到答复的上班时间的平均数，等待群众补充的时间不算。',
    `${ANSWERED} and h.work_ms is not null`,
    'h.work_ms',
  ),
  first_answer: average(
    '首次答复用时（工时）',
    'hours',
    '从收件到第一次人工答复的上班时间的平均数。',
    `${FIRST} and h.first_answer_ms is not null`,
    'h.first_answer_ms',
  ),
  solved_once: rate(
    '一次办结率',
    '答复以后没有重办的 ÷ 第一次答复的。',
    `${ANSWERED} and h.round = 1`,
    'not h.reworked',
  ),
  returned: rate(
    '退回率',
    '本单位退回的次数 ÷ 分到、转到本单位的次数。',
    'h.arrived',
    'h.returned',
  ),
  extended: rate('延期率', '批准延期的 ÷ 已受理的。', `h.is_final and h.accepted`, 'h.extended'),
  reworked: rate('重办率', '答复以后重办的次数 ÷ 答复的次数。', ANSWERED, 'h.reworked'),
  satisfied: rate(
    '满意率',
    '评价“非常满意”“满意”“基本满意”的次数 ÷ 评价次数；误评不算。',
    RATED,
    'h.rating >= 3',
  ),
  rating_5: rating('非常满意', 5),
  rating_4: rating('满意', 4),
  rating_3: rating('基本满意', 3),
  rating_2: rating('不满意', 2),
  rating_1: rating('非常不满意', 1),
  undelivered: rate(
    '未送达率',
    '微信没有接收、群众没有在网页查看、也没有电话告知的答复 ÷ 通过公众号给群众的答复。',
    `h.is_final and h.told is not null`,
    'not h.told',
  ),
} as const satisfies Readonly<Record<string, Definition>>;

export type Figure = keyof typeof figures;
export const figureNames = Object.keys(figures) as readonly Figure[];

/** What stands in P16 and cannot be counted yet, with the reason that is shown in its place. */
export const unavailableFigures = [
  { label: '公开率', reason: '暂无：还没有公开过答复。' },
] as const;

/** Which cases of a figure: all that are counted, those of the numerator, or the others. */
export const figureParts = { base: '全部', hits: '计入的', misses: '没有计入的' } as const;
export type FigurePart = keyof typeof figureParts;

/** A figure's rows of `report_handlings h`, as a condition. */
export function figureCondition(figure: Figure, part: FigurePart): string {
  const { base, hit } = figures[figure];
  switch (part) {
    case 'base':
      return `(${base})`;
    case 'hits':
      return `(${base}) and (${hit})`;
    case 'misses':
      return `(${base}) and not (${hit})`;
  }
}

/**
 * Each row of `report_handlings h` once for every figure, as
 * `f(figure, is_counted, is_hit, amount)`, for a `cross join lateral`.
 */
export const FIGURES_OF_ROW = `(values ${Object.entries(figures)
  .map(([name, { base, hit, amount }]) => `('${name}', (${base}), (${hit}), (${amount})::bigint)`)
  .join(',\n  ')}) as f(figure, is_counted, is_hit, amount)`;

/** What a period's figure came to. */
export interface FigureValue {
  base: number;
  hits: number;
  amount: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** A figure as a number: a share from 0 to 1, days, hours or a count; null where nothing was counted. */
export function measureFigure(figure: Figure, { base, hits, amount }: FigureValue): number | null {
  const { kind } = figures[figure];
  if (kind === 'count') return base;
  if (base === 0) return null;
  switch (kind) {
    case 'rate':
      return hits / base;
    case 'days':
      return amount / base;
    case 'hours':
      return amount / base / HOUR_MS;
  }
}

/** `12`, `95.0%`, `2.3`; `—` where nothing was counted. */
export function presentFigure(figure: Figure, value: FigureValue): string {
  const measured = measureFigure(figure, value);
  if (measured === null) return '—';
  switch (figures[figure].kind) {
    case 'count':
      return String(measured);
    case 'rate':
      return `${(measured * 100).toFixed(1)}%`;
    case 'days':
    case 'hours':
      return measured.toFixed(1);
  }
}
