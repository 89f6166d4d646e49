import { el, iconButton } from './dom.js';
import { icon } from './icons.js';
import { createMenuBar } from './menu-bar.js';
import { askPlace, askScene, askVoice, choosePictures } from './sheets.js';

/** The foot of a chat: the account's menu or the keyboard, and the panel behind the plus. */
export function createComposer(hand, host) {
  const input = el('textarea', {
    class: 'input',
    rows: 1,
    maxlength: 2000,
    'aria-label': '输入消息',
    enterkeyhint: 'send',
  });
  const send = el('button', { type: 'button', class: 'send' }, '发送');
  const plus = iconButton(icon('plus', 28), '更多', () => togglePanel(), 'round');
  const toMenu = iconButton(icon('menu', 26), '切换到菜单', () => setMode('menu'), 'mode');
  const speak = async () => {
    const voice = await askVoice(host);
    if (voice) await hand.act({ kind: 'voice', ...voice });
  };
  const panel = createPanel(hand, host, speak, () => togglePanel(false));
  const keyboard = el(
    'div',
    { class: 'keyboard' },
    toMenu,
    iconButton(icon('voice', 28), '发语音', () => void speak(), 'round'),
    input,
    plus,
    send,
  );
  const menuBar = createMenuBar(hand, host, () => setMode('keyboard'));
  const element = el('div', { class: 'composer' }, menuBar.element, keyboard, panel);
  let hasMenu = null;

  function setMode(mode) {
    menuBar.element.hidden = mode !== 'menu';
    keyboard.hidden = mode === 'menu';
    toMenu.hidden = !hasMenu;
    togglePanel(false);
    if (mode === 'keyboard' && hasMenu && element.isConnected) input.focus();
  }
  function togglePanel(shown = panel.hidden) {
    panel.hidden = !shown;
    plus.setAttribute('aria-expanded', String(shown));
  }
  const fit = () => {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
    const isEmpty = input.value.trim() === '';
    send.hidden = isEmpty;
    plus.hidden = !isEmpty;
  };
  const submit = async () => {
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    fit();
    // What could not be sent goes back, unless something new was written meanwhile.
    if (!(await hand.act({ kind: 'text', text })) && input.value === '') input.value = text;
    fit();
  };
  input.addEventListener('input', fit);
  input.addEventListener('focus', () => togglePanel(false));
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  send.addEventListener('click', () => {
    void submit();
    input.focus();
  });
  setMode('keyboard');
  fit();
  return {
    element,
    setMenu: (buttons) => {
      menuBar.setButtons(buttons);
      if (hasMenu === buttons.length > 0) return;
      hasMenu = buttons.length > 0;
      setMode(hasMenu ? 'menu' : 'keyboard');
    },
  };
}

function createPanel(hand, host, speak, close) {
  const tile = (drawing, label, work) =>
    el(
      'button',
      {
        type: 'button',
        class: 'tile',
        on: {
          click: () => {
            close();
            void work();
          },
        },
      },
      el('span', { class: 'tile-icon' }, icon(drawing, 30)),
      label,
    );
  const sendPictures = async () => {
    for (const file of await choosePictures(true)) await hand.sendPicture(file);
  };
  const sendPlace = async () => {
    const place = await askPlace(host);
    if (place) await hand.act({ kind: 'location', place });
  };
  const scan = async () => {
    const scene = await askScene(host);
    if (scene) await hand.act({ kind: 'scan', scene });
  };
  return el(
    'div',
    { class: 'panel', hidden: true, role: 'group', 'aria-label': '更多' },
    tile('picture', '照片', sendPictures),
    tile('voice', '语音', speak),
    tile('place', '位置', sendPlace),
    tile('scan', '扫场景码', scan),
  );
}
