import { itemSchema, type Item } from '../../src/items/schema';
import { fieldSchema } from '../../src/queries/schema';
import type { MenuContext } from '../../src/menus/button-action';
import type { MenuFile, MenuFileButton } from '../../src/menus/schema';

/** An item with a link unless `entries` says otherwise. */
export function anItem(ref: string, overrides: Partial<Item> = {}): Item {
  const [unit, id] = ref.split('.') as [string, string];
  const item = itemSchema.parse({
    id,
    name: '补办社保卡',
    kind: 'guide',
    group: '办一办/社保卡',
    asks: ['社保卡'],
    entries: [{ name: '湘易办', url: 'https://www.junshan.gov.cn/card' }],
  });
  return { ...item, unit, ref, ...overrides };
}

/** A query that asks for one thing. */
function aQuery(ref: string, type: 'place' | 'name'): NonNullable<MenuContext['queries']>[number] {
  return { ref, fields: [fieldSchema.parse({ id: 'asked', label: '所问', type })] };
}

/** renshe with two items (`card` with a link, `talent` without) and two queries, and yibao with one open and one closed item. */
export function aMenuContext(overrides: Partial<MenuContext> = {}): MenuContext {
  return {
    unit: { code: 'renshe', topItems: ['card'] },
    items: [
      anItem('renshe.card'),
      anItem('renshe.talent', { name: '人事档案', group: '问一问/人事人才', entries: [] }),
      anItem('yibao.pay', { name: '医保缴费' }),
      anItem('yibao.secret', { name: '内部事项', public: false }),
    ],
    queries: [aQuery('renshe.outlets', 'place'), aQuery('renshe.claim', 'name')],
    publicUrl: 'https://zhijian.junshan.gov.cn',
    ...overrides,
  };
}

export function aMenuFile(...menu: MenuFileButton[]): MenuFile {
  return { menu };
}
