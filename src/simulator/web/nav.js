import { el, iconButton } from './dom.js';
import { icon } from './icons.js';

/** The bar at the top of a screen. @param back null: there is no way back */
export function createNav(title, back, end = null) {
  return el(
    'div',
    { class: 'nav' },
    back ? iconButton(icon('back'), '返回', back, 'nav-back') : el('span', { class: 'nav-side' }),
    el('h2', { class: 'nav-title' }, title),
    end ?? el('span', { class: 'nav-side' }),
  );
}

/** The two tabs at the foot of the main screens. */
export function createTabs(current, unread, go) {
  const tab = (name, label, drawing, badge) =>
    el(
      'button',
      {
        type: 'button',
        class: 'tab',
        'aria-current': current === name ? 'page' : undefined,
        'aria-label': badge ? `${label}，${badge} 条未读` : label,
        on: { click: () => go[name]() },
      },
      el(
        'span',
        { class: 'tab-icon' },
        icon(drawing, 26),
        badge ? el('span', { class: 'badge' }, String(badge)) : null,
      ),
      el('span', {}, label),
    );
  return el(
    'nav',
    { class: 'tabs', 'aria-label': '主菜单' },
    tab('list', '消息', 'chat', unread),
    tab('me', '我', 'person', 0),
  );
}
