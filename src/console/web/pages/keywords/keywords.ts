import type {
  hitsSchema,
  keywordsSchema,
  missesSchema,
  triedSchema,
} from '../../../api/admin/keyword-schemas';
import type { Wire } from '../../api/wire';

export type Keywords = Wire<typeof keywordsSchema>;
export type Keyword = Keywords['keywords'][number];
export type Tried = Wire<typeof triedSchema>;
export type TriedAnswer = Tried['answers'][number];
export type Hits = Wire<typeof hitsSchema>;
export type Misses = Wire<typeof missesSchema>;

export const matchNames: Readonly<Record<Keyword['match'], string>> = {
  exact: '整句',
  contains: '包含',
  prefix: '开头',
  pattern: '正则',
};

export const actionNames: Readonly<Record<Keyword['action']['kind'], string>> = {
  reply: '回复文字',
  item: '事项卡片',
  items: '列出事项',
  query: '查询',
};

/** When a rule counts: `22:00–06:00，2026-12-01 至 2026-12-31`; 随时 where it always does. */
export function presentHours({ between, dates }: Pick<Keyword, 'between' | 'dates'>): string {
  const hours = between ? `${between.from}–${between.to}` : '';
  const days = dates ? `${dates.from} 至 ${dates.to}` : '';
  return [hours, days].filter((part) => part !== '').join('，') || '随时';
}

/** Who answers, in a line: `关键词“放假安排”`, `理解句意：补办社保卡（3.42 分）`. */
export function presentAnswer({ label, rule, item, score }: TriedAnswer): string {
  const word = rule === null ? '' : `“${rule}”`;
  const what = item === null ? '' : `：${item}`;
  return `${label}${word}${what}${score === null ? '' : `（${score.toFixed(2)} 分）`}`;
}
