import { createAvatar } from './avatar.js';
import { el } from './dom.js';
import { icon } from './icons.js';
import { roundTripOf } from './labels.js';

/** One entry of a chat: a bubble with its sender, or a grey line in the middle. */
export function createEntry(entry, accountName, citizenName, hand) {
  const { body, delivery, from } = entry;
  const trip = delivery
    ? el('span', { class: `trip ${delivery.state}` }, roundTripOf(delivery))
    : null;
  if (body.kind === 'note') {
    return el('p', { class: 'note' }, el('span', {}, body.text), trip);
  }
  const isWide = body.kind === 'news' || body.kind === 'notice';
  return el(
    'article',
    {
      class: `entry ${from} ${isWide ? 'wide-entry' : ''}`,
      'aria-label': from === 'citizen' ? citizenName : accountName,
    },
    isWide ? null : createAvatar(from === 'citizen' ? citizenName : accountName, 'small'),
    el('div', { class: 'entry-body' }, createBody(body, hand), trip),
  );
}

function createBody(body, hand) {
  switch (body.kind) {
    case 'text':
      return el('div', { class: 'bubble text' }, ...createParts(body.parts, hand));
    case 'image':
      return createPicture(body);
    case 'voice':
      return createVoice(body);
    case 'location':
      return createPlace(body);
    case 'news':
      return createNews(body);
    case 'notice':
      return createNotice(body);
    case 'menu':
      return createMenuMessage(body, hand);
    case 'video':
      return createCard(body.title || '视频', body.description, '视频');
    case 'music':
      return createCard(body.title || '音乐', body.description, '音乐');
    default:
      return createCard(body.title, '', body.note);
  }
}

function createParts(parts, hand) {
  return parts.map((part) => {
    if (part.kind === 'link') return createLink(part.href, {}, part.text);
    if (part.kind === 'text') return document.createTextNode(part.text);
    const say = () => void hand.act({ kind: 'say', text: part.content, itemId: part.itemId });
    return el('button', { type: 'button', class: 'say', on: { click: say } }, part.text);
  });
}

function createLink(href, props, ...children) {
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer', ...props }, ...children);
}

function createPicture({ mediaId }) {
  const src = `/media/${mediaId}`;
  const picture = el('img', { src, alt: '图片', loading: 'lazy' });
  picture.addEventListener('error', () =>
    picture.replaceWith(el('span', { class: 'bubble text' }, '图片已过期')),
  );
  return createLink(src, { class: 'picture', 'aria-label': '查看图片' }, picture);
}

function createVoice({ seconds, recognition }) {
  return el(
    'div',
    { class: 'voice-box' },
    el(
      'div',
      {
        class: 'bubble voice',
        style: { '--seconds': String(Math.min(seconds, 30)) },
        'aria-label': `语音 ${seconds} 秒`,
      },
      icon('voice', 20),
      el('span', {}, `${seconds}″`),
    ),
    recognition ? el('p', { class: 'recognised' }, recognition) : null,
  );
}

function createPlace({ label, latitude, longitude }) {
  return el(
    'div',
    { class: 'bubble place' },
    el('p', { class: 'place-name' }, label || '我的位置'),
    el('p', { class: 'hint' }, `北纬 ${latitude}，东经 ${longitude}`),
    el('div', { class: 'map', 'aria-hidden': 'true' }, icon('place', 30)),
  );
}

function createNews({ articles }) {
  const [first, ...rest] = articles;
  const top = [
    first.pictureUrl ? createNewsPicture(first.pictureUrl) : null,
    el('p', { class: 'news-title' }, first.title),
    first.description ? el('p', { class: 'news-text' }, first.description) : null,
    rest.length === 0 && first.url
      ? el('p', { class: 'news-more' }, '阅读全文', icon('arrow', 16))
      : null,
  ];
  const more = rest.map((article) =>
    wrapArticle(article, 'news-row', el('span', {}, article.title)),
  );
  return el('div', { class: 'news' }, wrapArticle(first, 'news-top', ...top), ...more);
}

function wrapArticle(article, className, ...children) {
  return article.url
    ? createLink(article.url, { class: className }, ...children)
    : el('div', { class: className }, ...children);
}

function createNewsPicture(src) {
  const picture = el('img', { src, alt: '', class: 'news-picture' });
  picture.addEventListener('error', () => picture.remove());
  return picture;
}

function createNotice({ accountName, title, rows, url, opensMiniProgram }) {
  const more = opensMiniProgram ? '进入小程序' : '查看详情';
  const card = [
    el('p', { class: 'notice-from' }, createAvatar(accountName, 'small'), accountName),
    el('p', { class: 'news-title' }, title),
    el(
      'dl',
      { class: 'notice-rows' },
      ...rows.map(({ label, value }) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
    ),
    url || opensMiniProgram ? el('p', { class: 'news-more' }, more, icon('arrow', 16)) : null,
  ];
  return el('div', { class: 'news' }, wrapArticle({ url }, 'news-top', ...card));
}

function createMenuMessage({ head, items, tail }, hand) {
  const item = ({ id, text }) =>
    el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'say',
          on: { click: () => void hand.act({ kind: 'say', text, itemId: id }) },
        },
        text,
      ),
    );
  return el(
    'div',
    { class: 'bubble text' },
    head.length > 0 ? el('p', {}, ...createParts(head, hand)) : null,
    el('ul', { class: 'choices' }, ...items.map(item)),
    tail.length > 0 ? el('p', {}, ...createParts(tail, hand)) : null,
  );
}

function createCard(title, text, kind) {
  return el(
    'div',
    { class: 'bubble card' },
    el('p', { class: 'place-name' }, title),
    text ? el('p', { class: 'hint' }, text) : null,
    el('p', { class: 'card-kind' }, kind),
  );
}
