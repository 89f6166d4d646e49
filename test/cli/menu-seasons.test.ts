import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { menusCommand } from '../../src/cli/menus';
import { findPackageRoot } from '../../src/platform/package-root';

const MENU = `menu:
  - { name: 帮助, page: help }
  - { name: 以前的, page: human, until: 2001-12-31 }
  - { name: 以后的, page: items, from: 2999-02-01, until: 2999-02-28 }
`;

it('menus check says what a season brings and what never comes back', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhijian-menus-'));
  try {
    fs.writeFileSync(path.join(folder, 'renshe.yaml'), MENU);
    const outs: string[] = [];
    const env = { REPLIES_DIR: path.join(findPackageRoot(), 'replies'), MENUS_DIR: folder };
    const io = {
      out: (line: string) => void outs.push(line),
      err: () => undefined,
      env,
      ask: null,
    };
    expect(await menusCommand.run(['check'], io)).toBe(0);
    expect(outs).toContain('  以后：2999年2月1日出现“以后的”');
    expect(outs).toContain('  注意：“以前的”的日期过了，不会再出现，可以删去');
    expect(outs.filter((line) => line.includes('▸'))).toEqual([expect.stringContaining('帮助')]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
