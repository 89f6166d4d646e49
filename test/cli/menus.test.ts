import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CommandIo } from '../../src/cli/command';
import { menusCommand } from '../../src/cli/menus';
import { AppError } from '../../src/platform/errors';
import { findPackageRoot } from '../../src/platform/package-root';

const root = findPackageRoot();

interface Said extends CommandIo {
  outs: string[];
  errs: string[];
}

function anIo(env: Record<string, string> = {}): Said {
  const outs: string[] = [];
  const errs: string[] = [];
  return {
    outs,
    errs,
    out: (line) => void outs.push(line),
    err: (line) => void errs.push(line),
    env: { REPLIES_DIR: path.join(root, 'replies'), MENUS_DIR: path.join(root, 'menus'), ...env },
    ask: null,
  };
}

it('checks all menus offline and shows each as a tree', async () => {
  const io = anIo();
  expect([await menusCommand.run(['check'], io), io.errs]).toEqual([0, []]);
  expect(io.outs.filter((line) => line.startsWith('\n君山'))).toHaveLength(7);
  expect(io.outs.at(-1)).toBe('\n7 个菜单都没有错误。');
});

it('checks only the units asked for', async () => {
  const io = anIo();
  expect(await menusCommand.run(['check', 'renshe'], io)).toBe(0);
  expect(io.outs.at(-1)).toBe('\n1 个菜单都没有错误。');
});

it('names the units where one is unknown', async () => {
  const run = menusCommand.run(['check', 'shuiwu'], anIo());
  await expect(run).rejects.toBeInstanceOf(AppError);
  await expect(run).rejects.toThrow('renshe');
});

it('prints a fault with file, line and remedy, and answers 1', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-'));
  try {
    fs.writeFileSync(path.join(folder, 'renshe.yaml'), 'menu:\n  - name: 空按钮\n');
    const io = anIo({ MENUS_DIR: folder });
    expect(await menusCommand.run(['check'], io)).toBe(1);
    expect(io.errs[0]).toContain('renshe.yaml:2:5');
    expect(io.errs[0]).toContain('按钮“空按钮”没有动作');
    expect(io.errs.at(-1)).toBe('\n共有 1 处错误');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

it.each([
  [[]],
  [['nothing']],
  [['check', '--yes']],
  [['apply', '--now']],
  [['apply', '--json']],
  [['history']],
  [['history', 'renshe', '--before', 'x']],
  [['history', 'renshe', 'x']],
  [['history', 'renshe', '1', '--json']],
  [['rollback', 'renshe']],
  [['rollback', 'renshe', '0']],
  [['rollback', 'renshe', '1', '2']],
])('answers 2 with the usage to %j', async (args) => {
  const io = anIo();
  expect(await menusCommand.run(args, io)).toBe(2);
  expect(io.errs.join('\n')).toContain('menus apply');
});
