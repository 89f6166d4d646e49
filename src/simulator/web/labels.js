const DAY_MS = 24 * 60 * 60 * 1000;
const china = (options) =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options });
const clockFormat = china({ hour: '2-digit', minute: '2-digit' });
const secondFormat = china({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const weekdayFormat = china({ weekday: 'long' });
const dateFormat = china({ month: 'long', day: 'numeric' });
const dayFormat = china({ year: 'numeric', month: '2-digit', day: '2-digit' });

export const clockTime = (at) => clockFormat.format(at);
export const clockSeconds = (at) => secondFormat.format(at);

/** As WeChat stamps a chat: 09:30, 昨天 09:30, 星期三 09:30, 11月3日 09:30. */
export function stampOf(at, now = Date.now()) {
  const day = dayOf(at, now);
  return day === '' ? clockTime(at) : `${day} ${clockTime(at)}`;
}

/** As the list shows it: a time today, else the day. */
export function listTimeOf(at, now = Date.now()) {
  return dayOf(at, now) || clockTime(at);
}

function dayOf(at, now) {
  const same = (a, b) => dayFormat.format(a) === dayFormat.format(b);
  if (same(at, now)) return '';
  if (same(at, now - DAY_MS)) return '昨天';
  return now - at < 6 * DAY_MS ? weekdayFormat.format(at) : dateFormat.format(at);
}

export function roundTripOf(delivery) {
  switch (delivery.state) {
    case 'sending':
      return '发送中…';
    case 'failed':
      return `没有答复，试了 ${delivery.tries} 次`;
    default:
      return delivery.tries > 1
        ? `${durationOf(delivery.roundTripMs)}，第 ${delivery.tries} 次`
        : durationOf(delivery.roundTripMs);
  }
}

export function durationOf(ms) {
  return ms < 1000 ? `${ms} 毫秒` : `${(ms / 1000).toFixed(1)} 秒`;
}

/** The colour of an account or a person: always the same one, dark enough for white letters. */
export function colourOf(name) {
  let hue = 0;
  for (const character of name) hue = (hue * 271 + character.codePointAt(0)) % 360;
  return `oklch(0.48 0.11 ${hue})`;
}

/** Two letters for an account's picture: 君山人社 → 人社. */
export function initialsOf(name) {
  const letters = [...name];
  return letters.slice(letters.length > 2 ? -2 : 0).join('');
}

export const typeNames = { subscription: '公众号', service: '服务号' };
