import { act } from './api.js';
import { createAvatar } from './avatar.js';
import { el, toast } from './dom.js';
import { typeNames } from './labels.js';
import { createNav } from './nav.js';
import { askScene, confirmSheet } from './sheets.js';

/** An account's own page: who it is, follow and unfollow. */
export function createProfileScreen(model, unit, go) {
  const body = el('div', { class: 'profile' });
  const back = () => (model.account(unit)?.following ? go.chat(unit) : go.list());
  const element = el('div', { class: 'profile-screen' }, createNav('公众号资料', back), body);
  const perform = async (action) => {
    try {
      await act(model.name, unit, action);
    } catch (error) {
      toast(go.host, error.message);
      return false;
    }
    return true;
  };
  const follow = async (action) => {
    if (await perform(action)) go.chat(unit);
  };
  const unfollow = async () => {
    const sure = await confirmSheet(go.host, '不再关注后，将收不到这个公众号的消息。', '不再关注');
    if (sure && (await perform({ kind: 'unfollow' }))) go.list();
  };
  const scan = async () => {
    const scene = await askScene(go.host);
    if (scene) await follow({ kind: 'scan', scene });
  };
  let drawnFollowing = null;
  const render = () => {
    const account = model.account(unit);
    // Drawn anew only when it would differ, so that a button in use keeps the focus.
    if (!account || account.following === drawnFollowing) return;
    drawnFollowing = account.following;
    body.replaceChildren(...createBody(account, { follow, unfollow, scan, go }));
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

function createBody(account, { follow, unfollow, scan, go }) {
  const button = (label, className, onClick) =>
    el(
      'button',
      { type: 'button', class: `wide ${className}`, on: { click: () => void onClick() } },
      label,
    );
  const head = el(
    'div',
    { class: 'profile-head' },
    createAvatar(account.name, 'large'),
    el(
      'div',
      {},
      el('p', { class: 'profile-name' }, account.name),
      el('p', { class: 'hint' }, typeNames[account.type]),
    ),
  );
  const facts = el(
    'dl',
    { class: 'facts' },
    el('div', {}, el('dt', {}, '认证'), el('dd', {}, account.verified ? '已认证' : '未认证')),
    el('div', {}, el('dt', {}, '说明'), el('dd', {}, '模拟的公众号，消息只到本机的程序')),
  );
  const actions = account.following
    ? [
        button('发消息', 'primary', () => go.chat(account.unit)),
        button('不再关注', 'danger', unfollow),
      ]
    : [
        button('关注公众号', 'primary', () => follow({ kind: 'follow' })),
        button('扫场景码关注', 'plain', scan),
      ];
  return [head, facts, el('div', { class: 'profile-actions' }, ...actions)];
}
