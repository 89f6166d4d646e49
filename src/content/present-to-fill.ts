import type { ContentSet } from './load-content';
import type { ToFill, ToFillKind } from './to-fill';
import { toFillKinds } from './to-fill';

const labels: Readonly<Record<ToFillKind, string>> = {
  missing: '没有填',
  unchecked: '没有核对',
  pending: '依据待查',
  expired: '已过期',
  asked: '要补充',
};

/** What every unit must still fill or check, as lines for the terminal: counts first, a total last. */
export function presentToFill({
  routing,
  toFill,
}: Pick<ContentSet, 'routing' | 'toFill'>): string[] {
  const lines: string[] = [];
  for (const unit of routing.units.values()) {
    const open = toFill.filter((entry) => entry.unit === unit.code);
    lines.push('', `${unit.name}（${unit.code}）：${countUp(open)}`);
    for (const kind of toFillKinds) {
      const entries = open.filter((entry) => entry.kind === kind);
      if (kind === 'unchecked') lines.push(...presentUnchecked(entries));
      else lines.push(...entries.map(presentEntry));
    }
  }
  return [...lines, '', `合计：${countUp(toFill)}`];
}

function countUp(entries: readonly ToFill[]): string {
  if (entries.length === 0) return '都已填好并核对';
  return toFillKinds
    .map((kind) => [labels[kind], entries.filter((entry) => entry.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label} ${count} 项`)
    .join('，');
}

function presentEntry({ kind, item, text, file, line }: ToFill): string {
  const place = line === null ? file : `${file}:${line}`;
  return `  ${place}  ${labels[kind]}：${item ? `${item.name}，` : ''}${text}`;
}

/** Items that nobody has signed are many at first: one line names them all. */
function presentUnchecked(entries: readonly ToFill[]): string[] {
  if (entries.length === 0) return [];
  return [
    `  ${labels.unchecked}：${entries.map(({ item }) => item?.name ?? '单位信息').join('、')}`,
  ];
}
