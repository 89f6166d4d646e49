import fs from 'node:fs';
import path from 'node:path';
import { root } from './source-files';

/* Components are held to the rules of the other files, as far as these are about their text. */

const WEB = 'src/console/web';
const MAX_LINES = 250;
const files = fs
  .readdirSync(path.join(root, WEB), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:vue|ts)$/.test(name))
  .map((name) => ({ name, text: fs.readFileSync(path.join(root, WEB, name), 'utf8') }));
const components = files.filter(({ name }) => name.endsWith('.vue'));

function placesOf(pattern: RegExp, among = components): string[] {
  return among.flatMap(({ name, text }) =>
    [...text.matchAll(pattern)].map(
      (match) => `${name}:${text.slice(0, match.index).split('\n').length} ${match[0]}`,
    ),
  );
}

it('finds the components', () => {
  expect(components.length).toBeGreaterThan(40);
});

it('names components in kebab-case', () => {
  const odd = components.filter(({ name }) => !/^[a-z0-9-]+\.vue$/.test(path.basename(name)));
  expect(odd.map(({ name }) => name)).toEqual([]);
});

it(`has no component over ${MAX_LINES} lines`, () => {
  const long = components.filter(({ text }) => text.split('\n').length - 1 > MAX_LINES);
  expect(long.map(({ name }) => name)).toEqual([]);
});

it('silences no check and leaves no work for later', () => {
  const words = ['eslint' + '-disable', '@ts-' + '(?:ignore|expect-error|nocheck)', '<!--'];
  const later = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX\\b'].map((word) => `\\b${word}`);
  expect(placesOf(new RegExp([...words, ...later].join('|'), 'g'))).toEqual([]);
});

it('writes Chinese with full-width punctuation', () => {
  expect(placesOf(/[\u4e00-\u9fff”》）][,;:!?][\u4e00-\u9fff“《（]/g)).toEqual([]);
  expect(placesOf(/[\u4e00-\u9fff]\([^)]*[\u4e00-\u9fff][^)]*\)/g)).toEqual([]);
});

it('calls people and their matters by our own words', () => {
  expect(placesOf(/客户|会话|工单|提交成功/g, files)).toEqual([]);
});

it('puts no markup into a page that was not written in a template', () => {
  expect(placesOf(/v-html|innerHTML|\sstyle="/g, files)).toEqual([]);
});

it('reaches the server through the one client, and nobody else', () => {
  // A last word while the page goes away outlives it only as a request of its own.
  const allowed = [`api${path.sep}`, path.join('live', 'use-presence.ts')];
  const elsewhere = files.filter(({ name }) => !allowed.some((one) => name.startsWith(one)));
  expect(placesOf(/\bfetch\(|XMLHttpRequest|https?:\/\//g, elsewhere)).toEqual([]);
});
