import type { Push } from '../../src/simulator/pushes';
import * as pushes from '../../src/simulator/pushes';

/** A personal number, as a citizen may write it, and in all the forms in which it must not be found. */
export interface Canary {
  kind: string;
  /** What the citizen sends. */
  written: string;
  /** What is searched for: as written, and the bare characters. */
  forms: string[];
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** One of each kind; another `n` gives other numbers. */
export function makeCanaries(n: number): Canary[] {
  const serial = String(n % 1000).padStart(3, '0');
  const id = withIdCheck(`43061119${60 + (n % 40)}0${1 + (n % 9)}1${n % 10}${serial}`);
  const wrongId = id.slice(0, 17) + (id.endsWith('0') ? '1' : '0');
  const oldId = `430611${60 + (n % 40)}0${1 + (n % 9)}1${n % 10}${serial}`;
  const mobile = `138${String(73_000_000 + n).padStart(8, '0')}`;
  const card = withLuhn(`62220219080${String(n).padStart(7, '0')}`);
  return [
    aCanary('identity number', id),
    aCanary('identity number with a slip', wrongId),
    aCanary('old identity number', oldId),
    aCanary('identity number, spaced', spaced(id, [6, 8])),
    aCanary('identity number, full width', fullWidth(id)),
    aCanary('mobile', mobile),
    aCanary('mobile, dashes', spaced(mobile, [3, 4], '-')),
    aCanary('mobile, full width', fullWidth(mobile)),
    aCanary('mobile, abroad', `+86 ${mobile}`),
    aCanary('bank card', card),
    aCanary('bank card, spaced', spaced(card, [4, 4, 4, 4])),
    aCanary('bank card, full width and spaced', spaced(fullWidth(card), [4, 4, 4, 4])),
  ];
}

/** Everything that a citizen or a phone can put words, numbers and scanned codes into. */
export const carriers: Readonly<Record<string, (written: string) => Push>> = {
  'text, a matter': (n) => pushes.textPush(`上回那位同志答应给我回话，我的号码${n}，请记下来`),
  'text, alone': (n) => pushes.textPush(n),
  'text, an item': (n) => pushes.textPush(`社保卡怎么办 ${n}`),
  'text, an emergency': (n) => pushes.textPush(`我家着火了快来人，电话${n}`),
  'msgmenu tap': (n) => pushes.menuItemPush(`满意 ${n}`, '101'),
  voice: (n) => pushes.voicePush('media-1', `我的号码是${n}，上回的事没有下文`),
  location: (n) => pushes.locationPush({ latitude: 29.4, longitude: 113, label: `君山 ${n}` }),
  link: (n) => message('link', { Title: n, Description: n, Url: `https://example.cn/?p=${n}` }),
  'unknown message': (n) => message('hologram', { Words: n, Deep: { Er: n, List: [n, n] } }),
  'menu click': (n) => pushes.clickPush(`reply:${n}`),
  'menu link': (n) => pushes.viewPush('VIEW', `https://example.cn/?phone=${n}`, null),
  'scan of a menu': (n) => pushes.scanCodePush('scancode_waitmsg', 'scan', `1,${n}`),
  'scan of a scene': (n) => pushes.scanPush({ key: n, ticket: 'ticket-1' }),
  'follow by a scene': (n) => pushes.followPush({ key: n, ticket: 'ticket-2' }),
  'place chosen': (n) =>
    pushes.locationSelectPush('place', { latitude: 29.4, longitude: 113, label: `君山 ${n}` }),
  'unknown event': (n) => ({
    isEvent: true,
    fields: { MsgType: 'event', Event: 'teleport', EventKey: n, Note: n, Deep: { Er: n } },
    opens: null,
  }),
};

function message(type: string, fields: Push['fields']): Push {
  return { isEvent: false, fields: { MsgType: type, ...fields }, opens: 'message' };
}

function aCanary(kind: string, written: string): Canary {
  const bare = written.normalize('NFKC').replace(/[^0-9X]/g, '');
  const national = bare.length === 13 ? bare.slice(2) : bare;
  return { kind, written, forms: [...new Set([written, bare, national])] };
}

function withIdCheck(body: string): string {
  const sum = [...body].reduce((total, digit, n) => total + Number(digit) * ID_WEIGHTS[n]!, 0);
  return body + '10X98765432'[sum % 11]!;
}

function withLuhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, n) => {
    const doubled = Number(digit) * (n % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}

/** @param lengths of the first groups; what is left is the last */
function spaced(text: string, lengths: readonly number[], gap = ' '): string {
  let at = 0;
  const groups = lengths.map((length) => text.slice(at, (at += length)));
  return [...groups, text.slice(at)].join(gap);
}

function fullWidth(text: string): string {
  return text.replace(/[0-9X]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
}
