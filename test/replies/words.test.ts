import { createCheckOutgoing, type CheckOutgoing } from '../../src/cases/words/check-outgoing';
import { buildCard } from '../../src/items/card';
import type { ContentSet } from '../../src/content/load-content';
import { loadSuppliedContent } from './supplied-content';

const now = new Date('2026-11-23T12:00:00+08:00');
let content: ContentSet;
let check: CheckOutgoing;
beforeAll(async () => {
  content = await loadSuppliedContent(now);
  check = createCheckOutgoing(content.words);
});

test.each([
  ['这个事不归我们管，你自己想办法。', 'hint'],
  ['请您耐心等待。', 'hint'],
  ['材料齐了，保证给您办好。', 'confirm'],
  ['局领导同意后再说，这是内部规定。', 'confirm'],
  ['您加我微信，我单独跟您说。', 'confirm'],
  ['请您撤销投诉，不然取消你的资格。', 'forbidden'],
  ['真是刁 民。', 'forbidden'],
  ['瞎子不用来。', 'forbidden'],
  ['您好，押金就是履约保证金，工程完工后到窗口退。', 'fine'],
  ['糖尿病周围神经病变可以办门诊慢特病。', 'fine'],
  ['请带身份证到区政务中心2号窗口，当场办好，不收费。', 'fine'],
])('%s: %s', (text, level) => {
  expect(check('renshe', text).level).toBe(level);
});

test('nothing that is supplied to be said to citizens would be held back', () => {
  const { items, units, elsewhere, publicUrl } = content.routing;
  const cards = items.map((item) => {
    const unit = units.get(item.unit)!;
    return buildCard(item, unit, now, { publicUrl, askedUnit: item.unit }).text;
  });
  expect(cards).toHaveLength(85);
  const held = [...cards, ...elsewhere.map(({ reply }) => reply)].flatMap((text) =>
    check('renshe', text)
      .hits.filter(({ level }) => level !== 'hint')
      .map((hit) => [text.split('\n')[0], hit.text]),
  );
  expect(held).toEqual([]);
});
