import { createAvatar } from './avatar.js';
import { el, switchRow } from './dom.js';
import { icon } from './icons.js';
import { createNav, createTabs } from './nav.js';

/** The owner's page: other phones, large letters, the developer's drawer. */
export function createMeScreen(model, shell, go) {
  const unread = model.accounts.reduce((sum, account) => sum + account.unread, 0);
  const row = (label, onClick) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'row', on: { click: onClick } },
        label,
        icon('arrow', 18),
      ),
    );
  const others = shell.phones.filter((name) => name !== model.name);
  const element = el(
    'div',
    { class: 'me-screen' },
    createNav('我', null),
    el(
      'div',
      { class: 'me-body' },
      el(
        'div',
        { class: 'profile-head' },
        createAvatar(model.name, 'large'),
        el(
          'div',
          {},
          el('p', { class: 'profile-name' }, model.name),
          el('p', { class: 'hint' }, '试用手机'),
        ),
      ),
      el('h3', { class: 'group-title' }, '换一部手机'),
      el(
        'ul',
        { class: 'rows' },
        ...others.map((name) => row(name, () => shell.switchTo(name))),
        row('添加手机…', () => void shell.addPhone(go.host)),
      ),
      el('h3', { class: 'group-title' }, '设置'),
      el(
        'ul',
        { class: 'rows' },
        el('li', {}, switchRow('大字模式', '', shell.isLarge(), shell.setLarge)),
        row('开发者面板', () => shell.showDrawer(true)),
      ),
      el(
        'p',
        { class: 'hint about' },
        '这里是模拟的微信，只在本机运行，不会发到真正的微信。请不要填写真实的身份证号和电话。',
      ),
    ),
    createTabs('me', unread, go),
  );
  return { element };
}
