/** The palette of the console: what is written in it can be read by whoever sees badly. */
import fs from 'node:fs';
import path from 'node:path';
import { findPackageRoot } from '../../../src/platform/package-root';

const WEB = path.join(findPackageRoot(), 'src/console/web');
const read = (file: string): string => fs.readFileSync(path.join(WEB, file), 'utf8');
/** Of WCAG 2.2, 1.4.3, for text of any size. */
const AA = 4.5;

const colours = new Map(
  [...read('styles/theme.css').matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/gi)].map(
    ([, name, colour]) => [name!, colour!],
  ),
);

/** Relative luminance of sRGB, as WCAG defines it. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [dark, light] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

/** Resolves `var(--x)` and `#fff`. */
function colourOf(value: string): string {
  const [, name] = /^var\((--[\w-]+)\)$/.exec(value) ?? [];
  const colour = name === undefined ? value : colours.get(name);
  if (colour === undefined) throw new Error(`no colour is called ${value}`);
  return colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3').toLowerCase();
}

it('reckons as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

/** Text and ground of each lamp, and the ratio that was agreed on. */
const LAMPS = [
  ['normal', '#1f5fbf', '#eaf2ff', 5.4],
  ['near', '#8a4b00', '#fff3dc', 6.2],
  ['overdue', '#b3141b', '#fdecec', 6.1],
  ['severe', '#ffffff', '#9b1016', 8.5],
  ['paused', '#4b5563', '#eef0f3', 6.6],
  ['done', '#1e7a34', '#e9f7ec', 4.9],
] as const;

it.each(LAMPS)('draws the lamp %s in %s on %s, %f to 1 (acceptance 12)', (kind, ...agreed) => {
  const [text, ground, ratio] = agreed;
  const [, rule] = new RegExp(`\\.${kind} \\{([^}]*)\\}`).exec(read('shared/lamp-tag.vue'))!;
  const [, drawnGround] = /background:\s*([^;]+);/.exec(rule!)!;
  const [, drawnText] = /(?<![\w-])color:\s*([^;]+);/.exec(rule!)!;
  expect([colourOf(drawnText!), colourOf(drawnGround!)]).toEqual([text, ground]);
  expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(Math.max(AA, ratio - 0.05));
});

/** What stands on what, anywhere on a page. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  '--ink': ['--paper', '--ground', '--brand-ground', '--note-ground'],
  '--ink-soft': ['--paper', '--ground', '--brand-ground', '--note-ground'],
  '--brand': ['--paper', '--ground', '--brand-ground'],
  '--note': ['--paper', '--note-ground'],
  '--danger': ['--paper', '--ground', '--danger-ground', '--pause-ground'],
  '--done': ['--paper', '--done-ground'],
  '--pause': ['--paper', '--pause-ground'],
  '--warn': ['--paper', '--warn-ground'],
  '--el-text-color-regular': ['--paper'],
  '--el-text-color-placeholder': ['--paper'],
};

it('writes no text in a colour below AA on any of its grounds (acceptance 12)', () => {
  const weak = Object.entries(TEXTS).flatMap(([text, grounds]) =>
    grounds
      .map((ground): [string, number] => [
        `${text} on ${ground}`,
        contrastOf(colourOf(`var(${text})`), colourOf(`var(${ground})`)),
      ])
      .filter(([, ratio]) => ratio < AA),
  );
  expect(weak).toEqual([]);
});

it('writes white on its buttons, which bear it (acceptance 12)', () => {
  const weak = ['primary', 'success', 'warning', 'danger', 'info']
    .map((name) => `--el-color-${name}`)
    .filter((name) => contrastOf('#ffffff', colourOf(`var(${name})`)) < AA);
  expect(weak).toEqual([]);
});
