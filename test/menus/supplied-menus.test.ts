import path from 'node:path';
import { loadContent } from '../../src/content/load-content';
import { compileMenu } from '../../src/menus/compile-menu';
import { listCutNames } from '../../src/menus/shown-names';
import { findPackageRoot } from '../../src/platform/package-root';

it('supplies a menu for each of the seven units, within the limits and readable on a phone', async () => {
  const root = findPackageRoot();
  const { content, faults } = await loadContent({
    repliesDir: path.join(root, 'replies'),
    menusDir: path.join(root, 'menus'),
    publicUrl: 'https://zhijian.example.gov.cn',
    now: new Date('2026-11-23T02:00:00Z'),
  });
  expect(faults).toEqual([]);
  const { menus, routing } = content!;
  expect([...menus.keys()].sort()).toEqual(
    'gongan jikong minzheng renshe wenlv yibao ziran'.split(' '),
  );
  for (const [code, file] of menus) {
    const menu = compileMenu(file, { unit: routing.units.get(code)!, ...routing });
    expect(JSON.stringify(menu)).not.toMatch(/\\u/);
    expect([code, listCutNames(file)]).toEqual([code, []]);
  }
});
