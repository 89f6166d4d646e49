import fs from 'node:fs';
import ts from 'typescript';
import { readSourceFiles, root, type SourceFile } from './source-files';

const source = readSourceFiles('src');
const all = [...source, ...readSourceFiles('migrations', 'test')];

/** What stands at the top: the user's list, and what tools look for there. */
const TOP_LEVEL = [
  ...['src', 'menus', 'replies', 'migrations', 'test', '.env.example'],
  ...['package.json', 'tsconfig.json', 'README.md', 'README.zh-CN.md', 'LICENSE'],
  ...['package-lock.json', '.npmrc', '.gitignore', '.prettierignore', '.ci'],
  ...['tsconfig.build.json', 'eslint.config.mjs', 'jest.config.js'],
];

const MAX_LINES = 250;
/** Files that are longer, each with its reason. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'src/wechat/return-code-table.ts': 'data: the official list of return codes, a row each',
};

/** Rooms whose exported functions promise something to others in words. */
const DOCUMENTED = ['wechat', 'routing', 'cases', 'delivery', 'menus'];

function placeOf({ name, tree }: SourceFile, position: number): string {
  return `${name}:${tree.getLineAndCharacterOfPosition(position).line + 1}`;
}

/** Where a pattern occurs in the text of files. */
function placesOf(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    [...file.text.matchAll(pattern)].map((match) => `${placeOf(file, match.index)} ${match[0]}`),
  );
}

it('has only the agreed entries at the top', () => {
  const ignored = fs.readFileSync(`${root}/.gitignore`, 'utf8').split(/\/?\n/);
  const entries = fs
    .readdirSync(root)
    .filter((name) => name !== '.git' && !ignored.includes(name) && !name.endsWith('.tsbuildinfo'));
  expect(entries.filter((name) => !TOP_LEVEL.includes(name))).toEqual([]);
});

it('names files in kebab-case', () => {
  const odd = source
    .map(({ name }) => name.split('/').at(-1)!)
    .filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.entity|\.d)?\.ts$/.test(name));
  expect(odd).toEqual([]);
});

it('has named exports only', () => {
  const found = source.flatMap((file) =>
    file.tree.statements
      .filter(
        (node) =>
          ts.isExportAssignment(node) ||
          (ts.canHaveModifiers(node) &&
            ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
      )
      .map((node) => placeOf(file, node.getStart())),
  );
  expect(found).toEqual([]);
});

it('has no file that does nothing but export others', () => {
  const barrels = source.filter(
    ({ tree }) => tree.statements.length > 1 && tree.statements.every(ts.isExportDeclaration),
  );
  expect(barrels.map(({ name }) => name)).toEqual([]);
});

it(`has no file over ${MAX_LINES} lines without a reason, and no reason without a file`, () => {
  const long = source.filter(({ text }) => text.split('\n').length - 1 > MAX_LINES);
  expect(long.map(({ name }) => name)).toEqual(Object.keys(LONG_FILES));
});

it('silences no check and leaves no work for later', () => {
  const words = ['eslint' + '-disable', '@ts-' + '(?:ignore|expect-error|nocheck)'];
  const later = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX\\b'].map((word) => `\\b${word}`);
  expect(placesOf(all, new RegExp([...words, ...later].join('|'), 'g'))).toEqual([]);
});

it('takes nothing as of any type', () => {
  const found = all.flatMap((file) => {
    const places: string[] = [];
    const visit = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) places.push(placeOf(file, node.getStart()));
      ts.forEachChild(node, visit);
    };
    visit(file.tree);
    return places;
  });
  expect(found).toEqual([]);
});

it('mocks no module of its own', () => {
  const mock = new RegExp('jest\\.' + '(?:do)?mock\\(\\s*[\'"]\\.', 'gi');
  expect(placesOf(all, mock)).toEqual([]);
});

it('reads the time for business only from the clock that it is given', () => {
  const allowed = ['src/platform/clock.ts', 'src/platform/ids.ts'];
  const files = source.filter(
    ({ name }) =>
      !allowed.includes(name) &&
      /^src\/(?:routing|cases|delivery|menus|messages|callback|units|items)\//.test(name),
  );
  expect(placesOf(files, /\bDate\.now\(|\bnew Date\(\)/g)).toEqual([]);
});

it('writes Chinese with full-width punctuation', () => {
  const found = placesOf(source, /[\u4e00-\u9fff”》）][,;:!?][\u4e00-\u9fff“《（]/g);
  expect(found).toEqual([]);
});

describe.each(DOCUMENTED)('%s', (room) => {
  it('says of every exported function what it promises', () => {
    const files = source.filter(({ name }) => name.startsWith(`src/${room}/`));
    const silent = files.flatMap((file) =>
      file.tree.statements
        .filter((node) => isExportedFunction(node) && ts.getJSDocCommentsAndTags(node).length === 0)
        .map((node) => placeOf(file, node.getStart())),
    );
    expect(silent).toEqual([]);
  });
});

function isExportedFunction(node: ts.Statement): boolean {
  const exported =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) return false;
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return true;
  return (
    ts.isVariableStatement(node) &&
    node.declarationList.declarations.some(
      ({ initializer }) =>
        initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
  );
}
