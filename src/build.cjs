/**
 * Compiles src/ and migrations/ into dist/, and the console's pages into dist/console, each when a source
 * of it is newer than its last build. Plain JavaScript, because it must run before anything is compiled.
 *   --force        compile even if nothing changed
 *   --web          the pages only
 *   --if-possible  (npm's `prepare`) say nothing when the compilers are not installed
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const dist = path.join(root, 'dist');
const web = path.join(root, 'src', 'console', 'web');

const server = {
  name: '源码',
  tool: 'typescript/bin/tsc',
  stamp: path.join(dist, '.built'),
  inputs: ['src', 'migrations', 'tsconfig.json', 'tsconfig.build.json', 'package.json'],
  isInput: (file) => /\.(ts|json)$/.test(file) && !file.startsWith(web),
  build: (tsc) => run([tsc, '-p', path.join(root, 'tsconfig.build.json')]),
};

const pages = {
  name: '管理端网页',
  tool: 'vite/bin/vite.js',
  stamp: path.join(dist, 'console', '.built'),
  inputs: ['src/console/web', 'package.json'],
  isInput: () => true,
  build: buildPages,
};

/** Beside the pages that are being served, then in their place: nobody meets half of it. */
function buildPages(vite) {
  const next = path.join(dist, `.console-${process.pid}`);
  const config = path.join(web, 'vite.config.mjs');
  const status = run([vite, 'build', '--config', config, '--logLevel', 'warn'], {
    CONSOLE_OUT_DIR: path.relative(root, next),
  });
  if (status === 0) {
    const last = `${next}-last`;
    if (fs.existsSync(path.join(dist, 'console'))) fs.renameSync(path.join(dist, 'console'), last);
    fs.renameSync(next, path.join(dist, 'console'));
    fs.rmSync(last, { recursive: true, force: true });
  }
  fs.rmSync(next, { recursive: true, force: true });
  return status;
}

function run(command, env = {}) {
  const options = { stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(process.execPath, command, options).status ?? 1;
}

function newestSource(file, isInput) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return isInput(file) ? stat.mtimeMs : 0;
  const names = fs.readdirSync(file);
  return Math.max(0, ...names.map((name) => newestSource(path.join(file, name), isInput)));
}

function findTool(name) {
  const [packageName] = name.split('/');
  try {
    const manifest = require.resolve(`${packageName}/package.json`, { paths: [root] });
    return path.join(path.dirname(manifest), ...name.split('/').slice(1));
  } catch {
    return undefined;
  }
}

/** @returns the exit code */
function buildIfOlder({ name, tool, stamp, inputs, isInput, build }) {
  const builtAt = fs.statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(...inputs.map((one) => newestSource(path.join(root, one), isInput)));
  if (!process.argv.includes('--force') && builtAt >= newest) return 0;
  const found = findTool(tool);
  if (!found) return goOnWithout(name, builtAt);
  const startedAt = new Date();
  const status = build(found);
  if (status !== 0) return status;
  fs.writeFileSync(stamp, '');
  fs.utimesSync(stamp, startedAt, startedAt);
  return 0;
}

function goOnWithout(name, builtAt) {
  if (process.argv.includes('--if-possible')) return 0;
  if (builtAt) {
    console.warn(`${name}比上次编译的新，但没有安装开发依赖，继续使用上次编译的结果。`);
    return 0;
  }
  console.error(
    `${name}还没有编译，而且没有安装开发依赖。\n请先运行 npm ci（不要带 --omit=dev），或把已编译好的 dist/ 目录一起拷来。`,
  );
  return 1;
}

const targets = process.argv.includes('--web') ? [pages] : [server, pages];
for (const target of targets) {
  process.exitCode = buildIfOlder(target);
  if (process.exitCode !== 0) break;
}
