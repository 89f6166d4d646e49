import { RE2JS } from 're2js';
import type { Keyword } from '../routing/schema';
import type { Fault } from './fault';
import { suggest } from './nearest';
import type { ParsedContent, ParsedUnit } from './parsed-content';
import type { Path } from './schema-walk';
import type { YamlSource } from './yaml-source';

/** What keywords refer to must be there, and their patterns must compile. */
export function checkKeywords({ units }: ParsedContent): Fault[] {
  return units.flatMap((unit) => {
    const { keywords } = unit;
    if (!keywords) return [];
    return keywords.data.keywords.flatMap((keyword, index) => {
      const path = ['keywords', index];
      return [
        ...checkItem(keyword, path, unit, units, keywords.source),
        ...checkGroup(keyword, path, unit, keywords.source),
        ...checkQuery(keyword, path, unit, units, keywords.source),
        ...checkPattern(keyword, path, keywords.source),
        ...checkDates(keyword, path, keywords.source),
      ];
    });
  });
}

function checkItem(
  { item }: Keyword,
  path: Path,
  own: ParsedUnit,
  units: readonly ParsedUnit[],
  source: YamlSource,
): Fault[] {
  if (item === undefined) return [];
  const at = [...path, 'item'];
  const [code, id] = item.includes('.')
    ? (item.split('.', 2) as [string, string])
    : [own.code, item];
  const unit = units.find((candidate) => candidate.code === code);
  if (!unit) {
    const codes = units.map((candidate) => candidate.code);
    const nearest = suggest(code, codes);
    return [source.fault(at, `没有单位 ${code}`, nearest ?? `单位有：${codes.join('、')}`)];
  }
  const items = unit.items?.data.items ?? [];
  const target = items.find((candidate) => candidate.id === id);
  if (unit.itemsUnknown || (target && (target.public || unit === own))) return [];
  if (target) {
    return [source.fault(at, `${item} 不对其他单位公开`, '换一个事项，或请该单位写 public: true')];
  }
  const ids = items.map((candidate) => candidate.id);
  const elsewhere = units.find((other) =>
    other.items?.data.items.some((candidate) => candidate.id === id),
  );
  const remedy =
    suggest(id, ids) ??
    (elsewhere && elsewhere !== unit
      ? `这是 ${elsewhere.code} 的事项，写成 ${elsewhere.code}.${id}`
      : null);
  return [
    source.fault(at, `${code} 没有事项 ${id}`, remedy ?? `${code} 的事项有：${ids.join('、')}`),
  ];
}

function checkGroup({ items }: Keyword, path: Path, unit: ParsedUnit, source: YamlSource): Fault[] {
  if (items === undefined || unit.itemsUnknown) return [];
  const at = [...path, 'items'];
  if (items === 'top') {
    const empty = unit.unit?.data.topItems.length === 0;
    return empty ? [source.fault(at, '本单位没有热门事项', '在 unit.yaml 里写 topItems')] : [];
  }
  const groups = [...new Set((unit.items?.data.items ?? []).map((item) => item.group))];
  if (groups.includes(items)) return [];
  const remedy = suggest(items, groups) ?? `写 top，或已有的分组：${groups.join('、')}`;
  return [source.fault(at, `没有事项属于分组“${items}”`, remedy)];
}

function checkQuery(
  { query }: Keyword,
  path: Path,
  own: ParsedUnit,
  units: readonly ParsedUnit[],
  source: YamlSource,
): Fault[] {
  if (query === undefined) return [];
  const refs = units.flatMap(({ code, queries }) =>
    (queries?.data.queries ?? []).map(({ id }) => `${code}.${id}`),
  );
  const ref = query.includes('.') ? query : `${own.code}.${query}`;
  if (refs.includes(ref)) return [];
  const remedy = suggest(ref, refs) ?? `查询有：${refs.join('、')}`;
  return [source.fault([...path, 'query'], `没有查询 ${query}`, remedy)];
}

function checkPattern({ pattern }: Keyword, path: Path, source: YamlSource): Fault[] {
  if (pattern === undefined) return [];
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    const [message, remedy] = explainPattern(pattern, error instanceof Error ? error.message : '');
    return [source.fault([...path, 'pattern'], message, remedy)];
  }
}

/** RE2 runs in linear time whatever the citizen writes; these are the things it gives up for that. */
function explainPattern(pattern: string, reason: string): [message: string, remedy: string] {
  if (/\(\?<?[=!]/.test(pattern)) {
    return ['正则表达式用了环视 (?=…) (?!…) (?<=…)，这里不支持', '改用 contains，或拆成几条'];
  }
  if (/\\[1-9]|\\k[<{']/.test(pattern)) {
    return ['正则表达式用了反向引用 \\1，这里不支持', '改用 contains，或拆成几条'];
  }
  if (/\(\?>|[*+?}]\+/.test(pattern)) {
    return ['正则表达式用了占有量词或原子组，这里不支持', '去掉多余的 + 或 ?>'];
  }
  if (/missing closing|unexpected \)/i.test(reason)) {
    return ['正则表达式的括号没有成对', '补上或删去括号；要匹配括号本身写 \\( \\)'];
  }
  return [`正则表达式写错了（${reason}）`, '不熟悉正则表达式时，改用 contains'];
}

function checkDates({ dates }: Keyword, path: Path, source: YamlSource): Fault[] {
  if (!dates || dates.from <= dates.to) return [];
  return [
    source.fault([...path, 'dates'], `dates 的开始 ${dates.from} 晚于结束 ${dates.to}`, '换过来'),
  ];
}
