import { addPhone, listPhones } from './api.js';
import { el, iconButton, toast } from './dom.js';
import { createDrawer } from './drawer.js';
import { icon } from './icons.js';
import { PhoneModel } from './phone-model.js';
import { createPhone } from './phone.js';
import { askName } from './sheets.js';

/** The page: one or more phones beside the developer's drawer; on a small screen one phone, full size. */
const isSmall = matchMedia('(max-width: 899px)');
const open = new Map();
const stage = el('main', { class: 'stage', 'aria-label': '手机' });
const chips = el('div', { class: 'chips', role: 'group', 'aria-label': '打开的手机' });
const drawer = createDrawer({ close: () => showDrawer(false) });

const shell = {
  phones: [],
  isLarge: () => document.documentElement.classList.contains('large'),
  setLarge: (large) => {
    document.documentElement.classList.toggle('large', large);
    localStorage.setItem('large', large ? '1' : '');
    largeButton.setAttribute('aria-pressed', String(large));
  },
  showDrawer,
  switchTo: (name) => setOpen([name]),
  addPhone: addByName,
};

const largeButton = el(
  'button',
  {
    type: 'button',
    class: 'bar-button',
    'aria-pressed': 'false',
    on: { click: () => shell.setLarge(!shell.isLarge()) },
  },
  icon('text', 20),
  '大字',
);

function showDrawer(shown) {
  document.body.classList.toggle('drawer-open', shown);
  document.body.classList.toggle('drawer-closed', !shown);
  drawerButton.setAttribute('aria-pressed', String(shown));
  if (shown && isSmall.matches) drawer.element.querySelector('button')?.focus();
}

const drawerButton = el(
  'button',
  {
    type: 'button',
    class: 'bar-button',
    'aria-pressed': 'true',
    on: { click: () => showDrawer(document.body.classList.contains('drawer-closed')) },
  },
  icon('code', 20),
  '开发者面板',
);

async function addByName(host) {
  const name = await askName(host);
  if (!name) return;
  try {
    await addPhone(name);
  } catch (error) {
    toast(host, error.message);
    return;
  }
  shell.phones = await listPhones();
  setOpen(isSmall.matches ? [name] : [...open.keys(), name]);
}

/** Opens exactly these phones, newest last; as many as there is room for. */
function setOpen(names) {
  const room = isSmall.matches ? 1 : Math.max(1, Math.floor((innerWidth - 420) / 400));
  const wanted = [...new Set(names)].filter((name) => shell.phones.includes(name)).slice(-room);
  for (const [name, phone] of open) {
    if (wanted.includes(name)) continue;
    phone.close();
    open.delete(name);
  }
  for (const name of wanted) if (!open.has(name)) open.set(name, openPhone(name));
  const query = new URLSearchParams(wanted.map((name) => ['phone', name]));
  history.replaceState(null, '', `?${query}`);
  drawer.setPhones([...open.values()].map((phone) => phone.model));
  renderChips();
}

function openPhone(name) {
  const model = new PhoneModel(name);
  const phone = createPhone(model, shell);
  stage.append(phone.element);
  model.start();
  return {
    model,
    close: () => {
      model.stop();
      phone.close();
    },
  };
}

function renderChips() {
  const chip = (name) =>
    el(
      'button',
      {
        type: 'button',
        class: 'chip',
        'aria-pressed': String(open.has(name)),
        on: { click: () => toggle(name) },
      },
      name,
    );
  chips.replaceChildren(
    ...shell.phones.map(chip),
    iconButton(icon('plus', 22), '添加手机', () => void addByName(document.body)),
  );
}

function toggle(name) {
  const names = [...open.keys()];
  if (!open.has(name)) setOpen([...names, name]);
  else if (names.length > 1) setOpen(names.filter((one) => one !== name));
}

async function start() {
  shell.phones = await listPhones();
  const asked = new URLSearchParams(location.search)
    .getAll('phone')
    .filter((name) => name.trim() !== '');
  for (const name of asked.filter((one) => !shell.phones.includes(one))) await addPhone(name);
  shell.phones = await listPhones();
  const bar = el(
    'header',
    { class: 'bar' },
    el('h1', {}, el('img', { src: 'icon.svg', alt: '', width: 28, height: 28 }), '指尖 · 模拟手机'),
    chips,
    el('div', { class: 'bar-end' }, largeButton, drawerButton),
  );
  document.body.replaceChildren(bar, el('div', { class: 'desk' }, stage, drawer.element));
  shell.setLarge(localStorage.getItem('large') === '1');
  showDrawer(!isSmall.matches);
  isSmall.addEventListener('change', () => showDrawer(!isSmall.matches));
  setOpen(asked.length > 0 ? asked : shell.phones.slice(0, 1));
}

start().catch((error) =>
  document.body.append(el('p', { class: 'fatal', role: 'alert' }, error.message)),
);
