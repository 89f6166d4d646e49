import fs from 'node:fs/promises';
import path from 'node:path';
import { checkMenu } from '../menus/check-menu';
import { titleOf, type MenuDesk } from '../menus/menu-desk';
import { getVersion, listHistory } from '../menus/menu-history';
import { presentStoredTree } from '../menus/menu-tree';
import type { MenuVersion } from '../menus/menu-version';
import { describeVersion } from '../menus/present-plan';
import { presentVersionJson } from '../menus/present-plan-json';
import type { PulledFile } from '../menus/pull/build-menu-file';
import { pullMenu, type PullOutcome } from '../menus/pull/pull-menu';
import { writeMenuYaml } from '../menus/pull/write-menu-yaml';
import { presentTable } from '../menus/website-table';
import { chinaDateOf } from '../platform/china-time';
import type { CommandIo } from './command';
import type { CliContext } from './context';
import { getUnit, SHELL, withMenuDesk } from './menu-desk';

/** `menus pull`: keeps what WeChat has and writes it as files. @returns 0 done, 1 a unit was not pulled */
export async function pullCommand(units: readonly string[], io: CommandIo): Promise<number> {
  return withMenuDesk(io, async (desk, context) => {
    const known = [...desk.content().routing.units.keys()];
    const wanted = units.length > 0 ? units.map((unit) => getUnit(desk, unit)) : known;
    const rows: string[][] = [];
    let failed = false;
    for (const unit of wanted) {
      io.out(`正在取回：${titleOf(unit, desk.content())}`);
      const outcome = await pullMenu(desk, unit, { actor: SHELL });
      failed ||= outcome.kind === 'unknown' || outcome.kind === 'busy';
      rows.push([
        titleOf(unit, desk.content()),
        await reportPull(desk, unit, outcome, context, io),
      ]);
    }
    for (const line of ['', ...presentTable(['公众号', '结果'], rows)]) io.out(line);
    return failed ? 1 : 0;
  });
}

async function reportPull(
  desk: MenuDesk,
  unit: string,
  outcome: PullOutcome,
  { config }: CliContext,
  io: CommandIo,
): Promise<string> {
  switch (outcome.kind) {
    case 'no_account':
      return '没有配置公众号';
    case 'empty':
      return '微信上没有菜单';
    case 'unknown':
    case 'busy':
      return `没有取回：${outcome.detail}`;
    case 'pulled': {
      for (const { text } of outcome.pulled.notes) io.out(`  待定：${text}`);
      const file = await writePulled(desk, unit, outcome.pulled, config);
      return `留底为第 ${outcome.version} 版，写进了 ${file}`;
    }
  }
}

/**
 * Writes the file: as the unit's menu file where it has none yet and this one has no fault, else into the
 * data folder, so that no file of a person is written over. @returns its path
 */
export async function writePulled(
  desk: MenuDesk,
  unit: string,
  pulled: PulledFile,
  { menusDir, dataDir }: Pick<CliContext['config'], 'menusDir' | 'dataDir'>,
): Promise<string> {
  const { routing } = desk.content();
  const faults = checkMenu(pulled.file, { ...routing, unit: routing.units.get(unit)! });
  const day = chinaDateOf(desk.clock.now());
  const text = writeMenuYaml(pulled, [
    `${titleOf(unit, desk.content())}的菜单，${day} 从微信取回。`,
    ...(faults.length > 0 ? [`有 ${faults.length} 处要改，改好以前不能用：`] : []),
    ...faults.map(({ path: at, message }) => `${at.join('.')}：${message}`),
  ]);
  const own = path.join(menusDir, `${unit}.yaml`);
  if (faults.length === 0 && !desk.content().menus.has(unit)) {
    await fs.writeFile(own, text, { flag: 'wx' });
    return own;
  }
  const folder = path.join(dataDir, 'pulled-menus');
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${unit}.yaml`);
  await fs.writeFile(file, text);
  return file;
}

const STATES: Readonly<Record<MenuVersion['state'], string>> = {
  intended: '中断或正在发布',
  applied: '已生效',
  partial: '只做了一部分',
  failed: '没有成功',
  unclear: '不确定',
};

/** `menus history <unit>`: what was done to its menus, newest first. */
export async function historyCommand(
  unit: string,
  { json, before }: { json: boolean; before: number | null },
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const page = await listHistory(desk, getUnit(desk, unit), before ?? undefined);
    if (json) {
      const versions = page.versions.map(presentVersionJson);
      io.out(JSON.stringify({ ...page, versions }, null, 2));
      return 0;
    }
    const rows = page.versions.map((version) => [
      describeVersion(version),
      STATES[version.state],
      `${version.rolledBackTo === null ? '' : `退回第 ${version.rolledBackTo} 版。`}${version.detail ?? ''}`,
      version.fileHash.slice(0, 12),
    ]);
    if (rows.length === 0) io.out('还没有发布过，也没有取回过。');
    else for (const line of presentTable(['版本', '结果', '说明', '文件'], rows)) io.out(line);
    if (page.next !== null) io.out(`\n更早的：menus history ${unit} --before ${page.next}`);
    return 0;
  });
}

/** `menus history <unit> <version>`: what a version's menus were. */
export async function showVersionCommand(
  unit: string,
  number: number,
  io: CommandIo,
): Promise<number> {
  return withMenuDesk(io, async (desk) => {
    const version = await getVersion(desk, getUnit(desk, unit), number);
    io.out(`${titleOf(unit, desk.content())}  ${describeVersion(version)}`);
    const lines = presentStoredTree(version.compiled, desk.content().routing);
    for (const line of lines) io.out(`  ${line}`);
    return 0;
  });
}
