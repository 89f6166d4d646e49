import type { Fault } from './fault';
import { suggest } from './nearest';
import type { ParsedContent, ParsedUnit } from './parsed-content';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';

/** What the units' own files must agree on: codes, letters, ids, who checked them. */
export function checkUnits({ units }: ParsedContent): Fault[] {
  return [
    ...units.flatMap((unit) => [
      ...checkCode(unit),
      ...checkTopItems(unit),
      ...checkSignatures(unit),
    ]),
    ...units.flatMap(({ items }) => (items ? checkUnique(items, 'items', 'id', '事项 id') : [])),
    ...checkDistinct(units, 'letters', '办件编号的字头'),
    ...checkDistinct(units, 'originalId', '公众号原始 ID'),
    ...checkDistinct(units, 'accountName', '公众号名称'),
  ];
}

/** Faults for every entry of a list that repeats the `field` of an earlier one. */
export function checkUnique<K extends string, F extends string>(
  file: YamlFile<Record<K, readonly Record<F, string>[]>>,
  list: K,
  field: F,
  what: string,
): Fault[] {
  const first = new Map<string, number>();
  const faults: Fault[] = [];
  for (const [index, entry] of file.data[list].entries()) {
    const value = entry[field];
    const earlier = first.get(value);
    if (earlier === undefined) {
      first.set(value, index);
    } else {
      const { line } = file.source.fault([list, earlier, field], '');
      faults.push(
        file.source.fault(
          [list, index, field],
          `${what} ${value} 重复，第 ${line} 行已有`,
          '换一个',
        ),
      );
    }
  }
  return faults;
}

function checkCode({ code, unit }: ParsedUnit): Fault[] {
  if (!unit || unit.data.code === code) return [];
  return [
    unit.source.fault(['code'], `code 和文件夹名不一样：文件夹是 ${code}`, `写成 code: ${code}`),
  ];
}

function checkTopItems({ unit, items, itemsUnknown }: ParsedUnit): Fault[] {
  if (!unit || itemsUnknown) return [];
  const ids = (items?.data.items ?? []).map((item) => item.id);
  return unit.data.topItems.flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [
          unit.source.fault(
            ['topItems', index],
            `本单位没有事项 ${id}`,
            suggest(id, ids) ?? listIds(ids),
          ),
        ],
  );
}

function listIds(ids: readonly string[]): string {
  return ids.length === 0 ? '先在 items.yaml 里写事项' : `本单位的事项有：${ids.join('、')}`;
}

/** `checkedBy` and `checkedAt` mean something only together. */
function checkSignatures({ unit, items }: ParsedUnit): Fault[] {
  const entries = [
    ...(unit ? [{ file: unit, path: [] as Path, data: unit.data }] : []),
    ...(items?.data.items ?? []).map((data, index) => ({
      file: items!,
      path: ['items', index],
      data,
    })),
  ];
  return entries.flatMap(({ file, path, data }) => {
    if ((data.checkedBy === null) === (data.checkedAt === null)) return [];
    const [has, lacks] =
      data.checkedBy === null ? ['checkedAt', 'checkedBy'] : ['checkedBy', 'checkedAt'];
    return [
      file.source.fault(
        [...path, has],
        `有 ${has} 却没有 ${lacks}`,
        '核对人和核对日期要么都写，要么都不写',
      ),
    ];
  });
}

function checkDistinct(
  units: readonly ParsedUnit[],
  field: 'letters' | 'originalId' | 'accountName',
  what: string,
): Fault[] {
  const owner = new Map<string, string>();
  const faults: Fault[] = [];
  for (const { code, unit } of units) {
    const value = unit?.data[field];
    if (!unit || value === null || value === undefined) continue;
    const other = owner.get(value);
    if (other === undefined) owner.set(value, code);
    else {
      faults.push(
        unit.source.fault([field], `${what} ${value} 和 ${other} 的一样`, '每个单位不同'),
      );
    }
  }
  return faults;
}
