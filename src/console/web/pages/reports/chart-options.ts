import type { ChartOption } from './charts';
import { fillDays, type Report } from './report';

const INK = '#1f2a37';
const SOFT = '#4b5563';
const LINE = '#d5dbe3';
const BLUE = '#1f5fbf';
const GREEN = '#1e7a34';
/** From 非常满意 to 非常不满意: told apart by lightness too. */
const RATING_COLOURS = ['#14532d', '#4f9d69', '#9aa5b1', '#d9822b', '#b3141b'];
const RATINGS = ['rating_5', 'rating_4', 'rating_3', 'rating_2', 'rating_1'] as const;

const text = { color: SOFT, fontFamily: 'inherit' };
const frame = {
  animation: false,
  textStyle: { fontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif' },
  grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
  // As text on the canvas: the policy of the pages allows no style within markup.
  tooltip: { trigger: 'axis', renderMode: 'richText', textStyle: { color: INK, fontSize: 13 } },
  legend: { top: 0, right: 0, textStyle: text, itemWidth: 14, itemHeight: 10 },
} as const;
const amounts = {
  type: 'value',
  minInterval: 1,
  axisLabel: text,
  splitLine: { lineStyle: { color: LINE } },
} as const;
const names = (data: readonly string[]) =>
  ({
    type: 'category',
    data: [...data],
    axisLabel: { ...text, hideOverlap: true },
    axisLine: { lineStyle: { color: LINE } },
    axisTick: { show: false },
  }) as const;

/** 每天收件, and how many of them were answered in time. */
export function trendOption({
  from,
  to,
  days: told,
}: Pick<Report, 'from' | 'to' | 'days'>): ChartOption {
  const days = fillDays({ from, to }, told, (day) => ({ day, received: 0, onTime: 0, settled: 0 }));
  return {
    ...frame,
    xAxis: names(days.map(({ day }) => day.slice(5))),
    yAxis: amounts,
    series: [
      {
        ...{ name: '收件', type: 'line', symbolSize: 6, color: BLUE },
        data: days.map(({ received }) => received),
      },
      {
        ...{ name: '按期答复', type: 'line', symbolSize: 6, color: GREEN, symbol: 'rect' },
        data: days.map(({ onTime }) => onTime),
        lineStyle: { type: 'dashed' },
      },
    ],
  };
}

/** Bars lie, so that the name of each unit stands beside them in full on a telephone too. */
const unitNames = (data: readonly string[]) => {
  const axis = names(data);
  const axisLabel = { ...axis.axisLabel, hideOverlap: false, interval: 0 } as const;
  return { ...axis, axisLabel, inverse: true };
};

/** 收件 by unit, with what is late. */
export function unitsOption(
  { units }: Pick<Report, 'units'>,
  nameOf: (unit: string) => string,
): ChartOption {
  const bar = { type: 'bar', barMaxWidth: 16 } as const;
  return {
    ...frame,
    yAxis: unitNames(units.map(({ unit }) => nameOf(unit))),
    xAxis: amounts,
    series: [
      {
        ...{ ...bar, name: '收件', color: BLUE },
        data: units.map(({ values }) => values.received.base),
      },
      {
        ...{ ...bar, name: '逾期未答复', color: '#b3141b' },
        data: units.map(({ values }) => values.overdue.base),
      },
    ],
  };
}

/** 按期办结率 by unit, in hundredths. */
export function onTimeOption(
  { units }: Pick<Report, 'units'>,
  nameOf: (unit: string) => string,
): ChartOption {
  return {
    ...frame,
    yAxis: unitNames(units.map(({ unit }) => nameOf(unit))),
    xAxis: { ...amounts, max: 100, axisLabel: { ...text, formatter: '{value}%' } },
    series: [
      {
        ...{ name: '按期办结率', type: 'bar', barMaxWidth: 18, color: GREEN },
        data: units.map(({ values }) => Math.round((values.on_time.value ?? 0) * 1000) / 10),
      },
    ],
  };
}

/** 五级评价 by unit. */
export function ratingsOption(
  { units, figures }: Pick<Report, 'units' | 'figures'>,
  nameOf: (unit: string) => string,
): ChartOption {
  const labelOf = (name: string): string =>
    (figures.find((figure) => figure.name === name)?.label ?? name).replace(/评价|[“”]/g, '');
  return {
    ...frame,
    grid: { ...frame.grid, top: 52 },
    yAxis: unitNames(units.map(({ unit }) => nameOf(unit))),
    xAxis: amounts,
    series: RATINGS.map((name, index) => ({
      ...{ type: 'bar', stack: 'ratings', barMaxWidth: 18, name: labelOf(name) },
      color: RATING_COLOURS[index],
      data: units.map(({ values }) => values[name].hits),
    })),
  };
}
