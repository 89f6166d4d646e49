import { act, keepPicture, markRead } from './api.js';
import { createEntry } from './bubbles.js';
import { createComposer } from './composer.js';
import { el, iconButton, toast } from './dom.js';
import { icon } from './icons.js';
import { stampOf } from './labels.js';
import { createNav } from './nav.js';

const STAMP_AFTER_MS = 5 * 60 * 1000;

/** One chat: the bubbles, and below them the keyboard or the account's menu. */
export function createChatScreen(model, unit, shell, go) {
  const account = () => model.account(unit);
  const isNotices = account()?.isNotices;
  const log = el('div', { class: 'log', role: 'log', 'aria-label': '聊天记录', tabindex: '0' });
  const heading = el('span', {}, account()?.name ?? '');
  const shown = new Map();
  const hand = createHand(model, unit, go);
  const end = el(
    'span',
    { class: 'nav-end' },
    iconButton(icon('code'), '开发者面板', () => shell.showDrawer(true), 'only-small'),
    // Nobody can be written to in the chat of all notices.
    isNotices ? null : iconButton(icon('person'), '公众号资料', () => go.profile(unit)),
  );
  const composer = createComposer(hand, go.host);
  const element = el(
    'div',
    { class: 'chat-screen' },
    createNav(heading, go.list, end),
    log,
    isNotices ? null : composer.element,
  );

  const put = (entry) => {
    const fresh = createEntry(entry, account()?.name ?? '', model.name, hand);
    const known = shown.get(entry.id);
    if (known) known.replaceWith(fresh);
    else log.append(...stampBefore(entry), fresh);
    shown.set(entry.id, fresh);
  };
  let lastAt = 0;
  const stampBefore = (entry) => {
    const due = entry.at - lastAt > STAMP_AFTER_MS;
    lastAt = entry.at;
    return due ? [el('p', { class: 'stamp' }, stampOf(entry.at))] : [];
  };
  const toEnd = () => requestAnimationFrame(() => (log.scrollTop = log.scrollHeight));
  // Pictures get their height when they arrive; the keyboard and the panel take some of ours.
  let atEnd = true;
  log.addEventListener('scroll', () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  });
  const stayAtEnd = () => atEnd && toEnd();
  log.addEventListener('load', stayAtEnd, { capture: true });
  const resized = new ResizeObserver(stayAtEnd);
  const renderAll = () => {
    shown.clear();
    lastAt = 0;
    log.replaceChildren();
    for (const entry of model.chats.get(unit) ?? []) put(entry);
    toEnd();
  };
  const seen = () => {
    if (document.visibilityState === 'visible' && account()?.unread)
      void markRead(model.name, unit);
  };
  const onEntries = (event) => event.detail.unit === unit && renderAll();
  const onEntry = (event) => {
    if (event.detail.unit !== unit) return;
    put(event.detail.entry);
    toEnd();
  };
  // Right after following the list may still say otherwise.
  let wasFollowing = false;
  const onAccounts = () => {
    if (!account()) return;
    if (!account().following && wasFollowing) return go.profile(unit);
    wasFollowing = account().following;
    if (!typing()) heading.textContent = account().name;
    composer.setMenu(account().menu);
    seen();
  };
  const typing = () => (model.typingUntil.get(unit) ?? 0) > Date.now();
  const onTyping = () => {
    heading.textContent = typing() ? '对方正在输入…' : (account()?.name ?? '');
    if (typing()) setTimeout(onTyping, model.typingUntil.get(unit) - Date.now());
  };
  const listeners = { entries: onEntries, entry: onEntry, accounts: onAccounts, typing: onTyping };
  return {
    element,
    enter: () => {
      for (const [type, listener] of Object.entries(listeners))
        model.addEventListener(type, listener);
      document.addEventListener('visibilitychange', seen);
      resized.observe(log);
      if (account()) composer.setMenu(account().menu);
      seen();
      void model.loadChat(unit);
    },
    leave: () => {
      for (const [type, listener] of Object.entries(listeners))
        model.removeEventListener(type, listener);
      document.removeEventListener('visibilitychange', seen);
      resized.disconnect();
    },
  };
}

/** What the chat's parts can do for the citizen; what is refused is shown, not thrown. */
function createHand(model, unit, go) {
  const guarded = async (work) => {
    try {
      await work();
      return true;
    } catch (error) {
      toast(go.host, error.message);
      return false;
    }
  };
  const keep = (file) => keepPicture(model.name, unit, file);
  return {
    act: (action) => guarded(() => act(model.name, unit, action)),
    sendPicture: (file) =>
      guarded(async () => act(model.name, unit, { kind: 'image', mediaId: await keep(file) })),
    tapMenu: (path, files, rest) =>
      guarded(async () => {
        const mediaIds = await Promise.all(files.map(keep));
        return act(model.name, unit, { kind: 'menu', path, mediaIds, ...rest });
      }),
  };
}
