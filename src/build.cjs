/**
 * Compiles src/ and migrations/ into dist/ when a source is newer than the last build.
 * Plain JavaScript, because it must run before anything has been compiled.
 *   --force        compile even if nothing changed
 *   --if-possible  (npm's `prepare`) say nothing when TypeScript is not installed
 */
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const stamp = path.join(root, 'dist', '.built');
const inputs = ['src', 'migrations', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];

function newestSource(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return /\.(ts|json)$/.test(file) ? stat.mtimeMs : 0;
  return Math.max(0, ...fs.readdirSync(file).map((name) => newestSource(path.join(file, name))));
}

function findCompiler() {
  try {
    return require.resolve('typescript/bin/tsc', { paths: [root] });
  } catch {
    return undefined;
  }
}

const force = process.argv.includes('--force');
const builtAt = fs.statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const newest = Math.max(...inputs.map((name) => newestSource(path.join(root, name))));
if (!force && builtAt >= newest) process.exit(0);

const compiler = findCompiler();
if (!compiler) {
  if (process.argv.includes('--if-possible')) process.exit(0);
  if (builtAt) {
    console.warn('源码比上次编译的新，但没有安装 TypeScript，继续使用上次编译的结果。');
    process.exit(0);
  }
  console.error(
    '还没有编译，而且没有安装开发依赖（TypeScript）。\n请先运行 npm ci（不要带 --omit=dev），或把已编译好的 dist/ 目录一起拷来。',
  );
  process.exit(1);
}

const startedAt = new Date();
const run = spawnSync(process.execPath, [compiler, '-p', path.join(root, 'tsconfig.build.json')], {
  stdio: 'inherit',
});
if (run.status !== 0) process.exit(run.status ?? 1);
fs.writeFileSync(stamp, '');
fs.utimesSync(stamp, startedAt, startedAt);
