import { createApiFaults } from './api-faults-view.js';
import { el, iconButton } from './dom.js';
import { createExchange } from './exchange-view.js';
import { createFaults } from './faults-view.js';
import { icon } from './icons.js';

/** The developer's drawer: fault switches, and each callback and reply, plain and encrypted. */
export function createDrawer({ close }) {
  const picker = el('div', { class: 'segments', role: 'group', 'aria-label': '看哪部手机' });
  const faults = el('div', { class: 'fault-groups' });
  const list = el('ol', { class: 'exchanges' });
  const empty = el(
    'p',
    { class: 'empty' },
    '还没有往来。在手机上发一句话，这里就会出现微信推送了什么、程序回复了什么。',
  );
  const element = el(
    'aside',
    { class: 'drawer', 'aria-label': '开发者面板' },
    el(
      'div',
      { class: 'drawer-head' },
      el('h2', {}, '开发者面板'),
      picker,
      iconButton(icon('close', 22), '关闭面板', close),
    ),
    el('div', { class: 'drawer-body' }, faults, el('h3', {}, '推送与回复'), empty, list),
  );
  let models = [];
  let current = null;
  let apiFaults = null;
  const drawn = new Map();
  const render = () => {
    const wanted = [...current.exchanges].reverse();
    for (const [id, item] of drawn) {
      if (wanted.some((exchange) => exchange.id === id)) continue;
      item.remove();
      drawn.delete(id);
    }
    for (const exchange of [...wanted].reverse()) {
      if (drawn.has(exchange.id)) continue;
      const item = createExchange(exchange, current.account(exchange.unit)?.name ?? exchange.unit);
      drawn.set(exchange.id, item);
      list.prepend(item);
    }
    empty.hidden = wanted.length > 0;
  };
  const select = (model) => {
    current?.removeEventListener('exchanges', render);
    current = model;
    list.replaceChildren();
    drawn.clear();
    current.addEventListener('exchanges', render);
    apiFaults?.leave();
    apiFaults = createApiFaults(current);
    faults.replaceChildren(createFaults(current.name), apiFaults.element);
    renderPicker();
    render();
  };
  const renderPicker = () => {
    const button = (model) =>
      el(
        'button',
        {
          type: 'button',
          class: 'segment',
          'aria-pressed': String(model === current),
          on: { click: () => select(model) },
        },
        model.name,
      );
    picker.replaceChildren(...models.map(button));
  };
  return {
    element,
    setPhones: (open) => {
      models = open;
      if (!models.includes(current)) select(models.at(-1));
      else renderPicker();
    },
  };
}
