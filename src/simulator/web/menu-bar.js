import { el, iconButton } from './dom.js';
import { icon } from './icons.js';
import { askCode, askPlace, choosePictures } from './sheets.js';

/** The account's menu at the foot of its chat, with sub-menus that open upwards. */
export function createMenuBar(hand, host, toKeyboard) {
  const bar = el('div', { class: 'menu-buttons' });
  const element = el(
    'div',
    { class: 'menu-bar', hidden: true },
    iconButton(icon('keyboard', 26), '切换到键盘', toKeyboard, 'mode'),
    bar,
  );
  const closeAll = () => {
    for (const list of bar.querySelectorAll('.sub-menu')) list.hidden = true;
    for (const button of bar.querySelectorAll('[aria-expanded]'))
      button.setAttribute('aria-expanded', 'false');
  };
  const tap = async (button, path) => {
    closeAll();
    if (button.type === 'view') window.open(button.url, '_blank', 'noopener');
    const extra = await gather(button, host);
    if (extra) await hand.tapMenu(path, extra.files ?? [], extra.rest ?? {});
  };
  const createTop = (button, index) => {
    const below = button.sub_button ?? [];
    if (below.length === 0) {
      return el(
        'div',
        { class: 'menu-cell' },
        createItem(button, 'menu-button', () => void tap(button, [index])),
      );
    }
    const list = el('div', { class: 'sub-menu', hidden: true });
    list.append(
      ...below.map((one, at) => createItem(one, 'sub-item', () => void tap(one, [index, at]))),
    );
    const opener = createItem(button, 'menu-button has-sub', () => {
      const shown = list.hidden;
      closeAll();
      list.hidden = !shown;
      opener.setAttribute('aria-expanded', String(shown));
      if (shown) list.querySelector('button').focus();
    });
    opener.setAttribute('aria-expanded', 'false');
    return el('div', { class: 'menu-cell' }, opener, list);
  };
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    bar.querySelector('[aria-expanded="true"]')?.focus();
    closeAll();
  });
  host.addEventListener('click', (event) => !element.contains(event.target) && closeAll());
  let drawn = '';
  return {
    element,
    setButtons: (buttons) => {
      const wanted = JSON.stringify(buttons);
      if (wanted === drawn) return;
      drawn = wanted;
      bar.replaceChildren(...buttons.map(createTop));
    },
  };
}

function createItem(button, className, onClick) {
  return el(
    'button',
    { type: 'button', class: className, on: { click: onClick } },
    el('span', {}, button.name),
  );
}

/** What a button asks for before it is reported. @returns null when the person gave nothing */
async function gather(button, host) {
  switch (button.type) {
    case 'scancode_push':
    case 'scancode_waitmsg': {
      const scanResult = await askCode(host);
      return scanResult && { rest: { scanResult } };
    }
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin': {
      const files = await choosePictures(button.type !== 'pic_sysphoto');
      return files.length > 0 ? { files: files.slice(0, 9) } : null;
    }
    case 'location_select': {
      const place = await askPlace(host);
      return place && { rest: { place } };
    }
    default:
      return {};
  }
}
