/**
 * Breaks a text, mostly XML, the way a hostile or faulty sender would. Most mutations keep a push well formed and
 * change what stands inside, so that the code behind the parser is reached about two times in three.
 */
type Mutation = (input: string, random: () => number) => string;

const NASTY = [
  '\u0000',
  '\ud83d',
  '\ufffe',
  '\u202e',
  '\ufeff',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  '<?x ',
  '?>',
  '<!DOCTYPE xml [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  '&#xD800;',
  '&amp;',
  '&',
  '<',
  '>',
  '</xml>',
  '<xml>',
  '<__proto__>1</__proto__>',
  '<a b="c" d=\'e\' f>',
  '"',
  "'",
  '9223372036854775808',
  '-1',
  '1e999',
  'NaN',
  '430602198512034521',
  '13812345678',
  '🇨🇳👨‍👩‍👧',
  "'; drop table messages; --",
  '\\u0000',
  '%00',
  '转人工',
];
const NAMES = [
  'ToUserName',
  'FromUserName',
  'CreateTime',
  'MsgType',
  'MsgId',
  'Content',
  'Event',
  'EventKey',
  'Ticket',
  'MediaId',
  'Location_X',
  'Recognition',
  'Encrypt',
  'ScanCodeInfo',
  'SendPicsInfo',
  'constructor',
];
const COMMON = new Set(NAMES.slice(0, 4));
const TYPES = ['text', 'image', 'voice', 'video', 'location', 'link', 'event', 'TEXT', '', 'x'];
const ELEMENT = /<(\w+)>([^<]*|<!\[CDATA\[[\s\S]*?\]\]>)<\/\1>/g;

const breaking: readonly Mutation[] = [
  (input, random) => splice(input, random, 1, String.fromCharCode(random() * 0x10000)),
  (input, random) => splice(input, random, 0, pick(NASTY, random)),
  (input, random) => splice(input, random, Math.floor(random() * 20), ''),
  (input, random) => input.slice(0, Math.floor(random() * input.length)),
  (input, random) => input.slice(Math.floor(random() * input.length)),
  (input, random) => splice(input, random, 0, part(input, random)),
  (input, random) => splice(input, random, 0, pick(NASTY, random).repeat(1 + random() * 300)),
  (input, random) => {
    const name = pick(NAMES, random);
    const depth = 1 + Math.floor(random() * 200);
    const end = random() < 0.5 ? `</${name}>`.repeat(depth) : '';
    return splice(input, random, 0, `<${name}>`.repeat(depth) + end);
  },
];

const keeping: readonly Mutation[] = [
  (input, random) => withValue(input, random, () => cdata(pick(NASTY, random))),
  (input, random) => withValue(input, random, () => cdata('社'.repeat(random() * 3000))),
  (input, random) => withValue(input, random, () => ''),
  (input, random) => withValue(input, random, () => String(Math.floor(random() * 1e12))),
  (input, random) => withValue(input, random, () => `<item>${pick(TYPES, random)}</item>`),
  (input, random) => withElement(input, random, () => ''),
  (input, random) => withElement(input, random, (element) => element + element),
  (input, random) => {
    const name = pick(NAMES, random);
    const element = `<${name}>${cdata(pick(NASTY, random))}</${name}>`;
    return input.replace(/<\/xml>\s*$/, () => `${element}</xml>`);
  },
  (input, random) =>
    input.replace(/<MsgType>.*?<\/MsgType>/, () => `<MsgType>${pick(TYPES, random)}</MsgType>`),
];

/**
 * One to three mutations of a text.
 * @param random numbers in [0, 1); the same numbers give the same mutation
 */
export function mutate(input: string, random: () => number): string {
  const kinds = random() < 0.85 ? keeping : breaking;
  let output = input;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    output = pick(kinds, random)(output, random);
  }
  return output;
}

function withValue(input: string, random: () => number, value: () => string): string {
  return withElement(input, random, (_, name) => `<${name}>${value()}</${name}>`);
}

/** Replaces one element that holds text. */
function withElement(
  input: string,
  random: () => number,
  change: (element: string, name: string) => string,
): string {
  const all = [...input.matchAll(ELEMENT)];
  // Without sender, recipient, time and type nothing is a push: they are seldom touched.
  const others = all.filter(([, name]) => !COMMON.has(name!));
  const elements = others.length > 0 && random() < 0.9 ? others : all;
  if (elements.length === 0) return input;
  const chosen = pick(elements, random);
  const after = input.slice(chosen.index + chosen[0].length);
  return input.slice(0, chosen.index) + change(chosen[0], chosen[1]!) + after;
}

function cdata(text: string): string {
  return `<![CDATA[${text}]]>`;
}

function splice(input: string, random: () => number, removed: number, added: string): string {
  const at = Math.floor(random() * (input.length + 1));
  return input.slice(0, at) + added + input.slice(at + removed);
}

function part(input: string, random: () => number): string {
  const start = Math.floor(random() * input.length);
  return input.slice(start, start + Math.floor(random() * 200));
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)]!;
}
