import { isShown } from '../items/facts';
import type { Fact, Item, ItemFile } from '../items/schema';
import { chinaDateOf } from '../platform/china-time';
import type { ParsedUnit } from './parsed-content';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';

export const toFillKinds = ['missing', 'unchecked', 'pending', 'expired', 'asked'] as const;
/**
 * missing: a telephone, address or hours (12345 is shown instead); unchecked: nobody of the unit has
 * signed it; pending: a fact that is kept but not shown; expired: past its `validUntil`; asked: an
 * entry of `toFill`.
 */
export type ToFillKind = (typeof toFillKinds)[number];

/** Something that the unit must still fill in or check. It bars nothing. */
export interface ToFill {
  unit: string;
  /** Null: the unit's own page. */
  item: { id: Item['id']; name: string } | null;
  kind: ToFillKind;
  /** In Chinese. */
  text: string;
  file: string;
  line: number | null;
}

/** What is still open in one unit's files, in their order. */
export function listToFill({ code, unit, items }: ParsedUnit, now: Date): ToFill[] {
  const found: ToFill[] = [];
  const add =
    (file: YamlFile<unknown>, item: ToFill['item']) =>
    (path: Path, kind: ToFillKind, text: string) => {
      const { file: name, line } = file.source.fault(path, '');
      found.push({ unit: code, item, kind, text, file: name, line });
    };
  if (unit) {
    const { telephone, address, hours, checkedBy } = unit.data;
    const note = add(unit, null);
    if (telephone === null) note(['telephone'], 'missing', '没有电话，群众看到的是 12345');
    if (address === null) note(['address'], 'missing', '没有地址');
    if (hours === null) note(['hours'], 'missing', '没有办公时间');
    if (checkedBy === null) note(['checkedBy'], 'unchecked', '单位信息没有核对人');
  }
  for (const [index, item] of (items?.data.items ?? []).entries()) {
    const note = add(items!, { id: item.id, name: item.name });
    const path = ['items', index];
    item.toFill.forEach((text, at) => note([...path, 'toFill', at], 'asked', text));
    if (item.checkedBy === null) note([...path, 'checkedBy'], 'unchecked', '没有核对人');
    for (const fact of factsOf(item)) {
      const open = openOf(fact.fact, now);
      if (open) note([...path, ...fact.path], open.kind, `${fact.what}：${open.why}`);
    }
  }
  return found;
}

type Provenance = Omit<Fact, 'text'>;

function factsOf(item: ItemFile): { path: Path; fact: Provenance; what: string }[] {
  return [
    ...(item.bring
      ? [{ path: ['bring', 'basis'], fact: item.bring.basis, what: '要带的材料' }]
      : []),
    ...(item.fee ? [{ path: ['fee'], fact: item.fee, what: `费用“${item.fee.text}”` }] : []),
    ...(item.timeLimit
      ? [{ path: ['timeLimit'], fact: item.timeLimit, what: `时限“${item.timeLimit.text}”` }]
      : []),
    ...item.facts.map((fact, index) => ({ path: ['facts', index], fact, what: `“${fact.text}”` })),
  ];
}

const qualities: Readonly<Record<Fact['quality'], string>> = {
  law: '法规',
  gov: '政府网站',
  press: '媒体报道',
  mirror: '转载',
  pending: '来源待查',
};

function openOf(fact: Provenance, now: Date): { kind: ToFillKind; why: string } | null {
  if (isShown(fact, now)) return null;
  const { validUntil, place, quality } = fact;
  if (validUntil !== null && validUntil < chinaDateOf(now)) {
    return { kind: 'expired', why: `${validUntil} 已过期，不再显示` };
  }
  return {
    kind: 'pending',
    why: `${place === '外地' ? '外地的规定' : qualities[quality]}，不显示`,
  };
}
