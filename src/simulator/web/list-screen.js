import { createAvatar } from './avatar.js';
import { el } from './dom.js';
import { listTimeOf } from './labels.js';
import { createNav, createTabs } from './nav.js';

/** The list of accounts with unread marks and last lines. */
export function createListScreen(model, go) {
  const list = el('ul', { class: 'accounts' });
  const foot = el('div', {});
  const element = el('div', { class: 'list-screen' }, createNav('消息', null), list, foot);
  const render = () => {
    const focused = list.contains(document.activeElement)
      ? document.activeElement.dataset.unit
      : null;
    list.replaceChildren(...model.accounts.map((account) => createRow(account, go)));
    if (focused) list.querySelector(`[data-unit="${CSS.escape(focused)}"]`)?.focus();
    const unread = model.accounts.reduce((sum, account) => sum + account.unread, 0);
    foot.replaceChildren(createTabs('list', unread, go));
  };
  return {
    element,
    enter: () => {
      model.addEventListener('accounts', render);
      render();
    },
    leave: () => model.removeEventListener('accounts', render),
  };
}

function createRow(account, go) {
  const { unit, name, following, unread, lastAt, lastLine } = account;
  const label = [name, following ? '' : '未关注', unread ? `${unread} 条未读` : '']
    .filter(Boolean)
    .join('，');
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'account-row',
        'data-unit': unit,
        'aria-label': label,
        on: { click: () => go.open(unit) },
      },
      el(
        'span',
        { class: 'avatar-box' },
        createAvatar(name),
        unread ? el('span', { class: 'badge' }, unread > 99 ? '99+' : String(unread)) : null,
      ),
      el(
        'span',
        { class: 'account-text' },
        el('span', { class: 'account-name' }, name),
        el('span', { class: 'account-line' }, following ? lastLine : '关注后就能提问、办事'),
      ),
      following
        ? el('span', { class: 'account-time' }, lastAt ? listTimeOf(lastAt) : '')
        : el('span', { class: 'tag' }, '未关注'),
    ),
  );
}
