import fs from 'node:fs';
import path from 'node:path';
import { parseEnvFile } from '../../src/content/env-file';
import { listUnitFolders } from '../../src/content/folders';
import { loadConfig } from '../../src/content/load-config';
import { listVariables } from '../../src/content/variables';
import { findPackageRoot } from '../../src/platform/package-root';

const root = findPackageRoot();
const example = path.join(root, '.env.example');
const lines = fs.readFileSync(example, 'utf8').split('\n');
const assignments = lines.filter((line) => /^#?[A-Z][A-Z0-9_]*=/.test(line));

it('names every variable that is read, and no other, once', () => {
  const names = assignments.map((line) => /^#?([^=]+)=/.exec(line)![1]!);
  const known = listVariables(listUnitFolders(path.join(root, 'replies')));
  expect([...names].sort()).toEqual([...known].sort());
});

it('changes nothing when it is copied as it is', () => {
  const { entries, faults } = parseEnvFile(lines.join('\n'), '.env');
  expect([...entries.keys(), ...faults]).toEqual([]);
  expect(loadConfig({}, example)).toEqual(loadConfig({}, null));
});

it('shows the defaults of the plain variables', () => {
  const shown = Object.fromEntries(
    assignments.map((line) => {
      const [, name = '', value = ''] = /^#?([^=]+)=(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
  const { config } = loadConfig({}, null);
  expect(shown).toMatchObject({
    PORT: String(config?.port),
    HOST: config?.host,
    SIMULATOR_PORT: String(config?.simulatorPort),
    TRIAL_EXAMPLES: String(config?.trialExamples),
    TRUST_PROXY: String(config?.trustProxy),
    DATA_DIR: path.relative(root, config?.dataDir ?? ''),
    MENUS_DIR: path.relative(root, config?.menusDir ?? ''),
    REPLIES_DIR: path.relative(root, config?.repliesDir ?? ''),
    WECHAT_API_BASE: config?.wechatApiBase,
    CALLBACK_WINDOW_SECONDS: String((config?.callbackWindowMs ?? 0) / 1000),
    LOG_LEVEL: config?.logLevel,
  });
});
