import { el } from './dom.js';

/**
 * A card that rises from the foot of a phone and waits for an answer. Escape and a tap beside it give null.
 * @param build gets a function that gives the answer; makes the card's content
 */
function ask(host, label, build) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const finish = (answer) => {
      shade.remove();
      before?.focus?.();
      resolve(answer);
    };
    const card = el('form', {
      class: 'sheet',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': label,
    });
    const shade = el('div', { class: 'shade' }, card);
    card.append(...build(finish));
    card.addEventListener('submit', (event) => event.preventDefault());
    shade.addEventListener('click', (event) => event.target === shade && finish(null));
    shade.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') finish(null);
      if (event.key === 'Tab') keepFocus(event, card);
    });
    host.append(shade);
    card.querySelector('textarea, input, button')?.focus();
  });
}

/** Tab goes round inside the card. */
function keepFocus(event, card) {
  const stops = [...card.querySelectorAll('button, input, textarea, select')].filter(
    (one) => !one.disabled,
  );
  const last = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== last) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

const title = (text) => el('h3', { class: 'sheet-title' }, text);
const hint = (text) => el('p', { class: 'hint' }, text);
const field = (label, input) => el('label', { class: 'field' }, el('span', {}, label), input);
const buttons = (finish, label, onOk) =>
  el(
    'div',
    { class: 'sheet-buttons' },
    el(
      'button',
      { type: 'button', class: 'wide plain', on: { click: () => finish(null) } },
      '取消',
    ),
    el('button', { type: 'submit', class: 'wide primary', on: { click: onOk } }, label),
  );

/** @returns a name, or null */
export function askName(host) {
  return askLine(host, '添加手机', '机主的称呼', '例如 王奶奶', 12, '添加');
}

/** @returns the scene, or null */
export function askScene(host) {
  return askLine(host, '扫场景码', '场景值', '例如 hall-3', 64, '扫码');
}

/** What a menu's scan button reads. @returns the content of the code, or null */
export function askCode(host) {
  return askLine(host, '扫一扫', '二维码的内容', '例如 https://…', 1000, '完成');
}

function askLine(host, heading, label, placeholder, maxlength, ok) {
  return ask(host, heading, (finish) => {
    const input = el('input', {
      type: 'text',
      placeholder,
      maxlength,
      required: true,
      autocomplete: 'off',
    });
    const done = () => input.value.trim() !== '' && finish(input.value.trim());
    return [title(heading), field(label, input), buttons(finish, ok, done)];
  });
}

/** @returns `{recognition, seconds}` with recognition null where nothing was recognised, or null */
export function askVoice(host) {
  return ask(host, '说话', (finish) => {
    const words = el('textarea', { rows: 3, maxlength: 600, placeholder: '写下您要说的话' });
    const length = () => Math.min(60, Math.max(2, Math.ceil([...words.value].length / 4)));
    const say = (recognition) => finish({ recognition, seconds: length() });
    const unclear = el(
      'button',
      { type: 'button', class: 'wide plain', on: { click: () => say(null) } },
      '没识别出来，只发声音',
    );
    const done = () => words.value.trim() !== '' && say(words.value.trim());
    return [
      title('发语音'),
      hint('微信会把语音转成文字，这里由您写下转出来的字。'),
      field('识别出的文字', words),
      unclear,
      buttons(finish, '发送', done),
    ];
  });
}

/** @returns `{latitude, longitude, label}`, or null */
export function askPlace(host) {
  return ask(host, '发送位置', (finish) => {
    const number = (value, min, max) =>
      el('input', { type: 'number', step: 'any', min, max, required: true, value });
    const label = el('input', { type: 'text', maxlength: 200, value: '湖南省岳阳市君山区' });
    const latitude = number('29.461', -90, 90);
    const longitude = number('113.006', -180, 180);
    const done = () => {
      if (!latitude.reportValidity() || !longitude.reportValidity()) return;
      finish({
        latitude: Number(latitude.value),
        longitude: Number(longitude.value),
        label: label.value.trim(),
      });
    };
    return [
      title('发送位置'),
      field('地名', label),
      el('div', { class: 'pair' }, field('纬度', latitude), field('经度', longitude)),
      buttons(finish, '发送', done),
    ];
  });
}

/** @returns true, or null when the person thought better of it */
export function confirmSheet(host, question, ok) {
  return ask(host, question, (finish) => [
    el('p', { class: 'sheet-question' }, question),
    el(
      'div',
      { class: 'sheet-buttons' },
      el(
        'button',
        { type: 'button', class: 'wide plain', on: { click: () => finish(null) } },
        '取消',
      ),
      el('button', { type: 'button', class: 'wide danger', on: { click: () => finish(true) } }, ok),
    ),
  ]);
}

/** @returns the chosen pictures; an empty list when none was chosen */
export function choosePictures(multiple) {
  return new Promise((resolve) => {
    const input = el('input', {
      type: 'file',
      accept: 'image/png,image/jpeg,image/gif',
      multiple,
      class: 'file-input',
    });
    input.addEventListener('change', () => resolve([...input.files]));
    input.addEventListener('cancel', () => resolve([]));
    document.body.append(input);
    input.click();
    input.remove();
  });
}
