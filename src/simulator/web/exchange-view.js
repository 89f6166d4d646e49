import { el } from './dom.js';
import { icon } from './icons.js';
import { clockSeconds, durationOf } from './labels.js';

const OUTCOMES = {
  replied: '已回复',
  silent: '无回复',
  bad_reply: '回复不合格',
  no_answer: '没有应答',
};

/** One try of one push: a line, and behind it everything that went over the wire. */
export function createExchange(exchange, accountName) {
  const { title, tryNumber, at, outcome, roundTripMs, response, remark, faults, request } =
    exchange;
  const summary = el(
    'summary',
    {},
    el('span', { class: 'x-time' }, clockSeconds(at)),
    el(
      'span',
      { class: 'x-what' },
      `${accountName} · ${title}${tryNumber > 1 ? ` · 第 ${tryNumber} 次` : ''}`,
    ),
    el('span', { class: `x-outcome ${outcome}` }, OUTCOMES[outcome]),
    el('span', { class: 'x-ms' }, durationOf(roundTripMs)),
  );
  const details = el('details', { class: 'exchange' }, summary);
  // Drawn at the first look: a hundred of these hold a lot of text.
  details.addEventListener('toggle', () => {
    if (!details.open || details.childElementCount > 1) return;
    const isSealed = request.body !== request.plain;
    details.append(
      el(
        'p',
        { class: 'x-remark' },
        faults.length > 0 ? `${remark}（故障：${faults.join('、')}）` : remark,
      ),
      createBlock('推送，明文', pretty(request.plain)),
      ...(isSealed ? [createBlock('推送，加密后', request.body)] : []),
      createBlock('推送地址', request.url),
      ...createResponse(response),
    );
  });
  return el('li', {}, details);
}

function createResponse(response) {
  if (!response) return [];
  const { status, body, plain } = response;
  return [
    plain === null ? null : createBlock('回复，明文', pretty(plain)),
    body === plain ? null : createBlock(`回复，收到的（HTTP ${status}）`, body || '（空）'),
  ].filter(Boolean);
}

function createBlock(title, text) {
  const copy = el(
    'button',
    { type: 'button', class: 'copy', on: { click: () => void copyText(copy, text) } },
    icon('copy', 16),
    '复制',
  );
  return el(
    'section',
    { class: 'x-block' },
    el('div', { class: 'x-block-head' }, el('h4', {}, title), copy),
    el('pre', { tabindex: '0' }, ...highlight(text)),
  );
}

async function copyText(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.lastChild.textContent = '已复制';
  } catch {
    button.lastChild.textContent = '请手工复制';
  }
}

/** Every element below the root on its own line. */
function pretty(xml) {
  let depth = 0;
  const lines = [];
  for (const token of xml.match(/<!\[CDATA\[[\s\S]*?\]\]>|<\/?[^>]+>|[^<]+/g) ?? []) {
    const isTag = token.startsWith('<') && !token.startsWith('<![');
    if (!isTag) lines[lines.length - 1] += token;
    else if (!token.startsWith('</')) lines.push('  '.repeat(depth++) + token);
    else {
      depth -= 1;
      const opened = `<${token.slice(2)}`;
      if (lines.at(-1)?.trimStart().startsWith(opened)) lines[lines.length - 1] += token;
      else lines.push('  '.repeat(Math.max(0, depth)) + token);
    }
  }
  return lines.join('\n');
}

function highlight(text) {
  return text.split(/(<!\[CDATA\[|\]\]>|<\/?\w+>)/g).map((piece) => {
    if (/^<\/?\w+>$/.test(piece)) return el('span', { class: 'tag-name' }, piece);
    return piece === '<![CDATA[' || piece === ']]>'
      ? el('span', { class: 'cdata' }, piece)
      : document.createTextNode(piece);
  });
}
