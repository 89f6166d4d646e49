import fs from 'node:fs/promises';
import path from 'node:path';
import { adoptAccount, type Adoption } from '../menus/adopt/adopt-account';
import { writeKeywordDraft } from '../menus/adopt/keyword-draft';
import { presentChecklist, type KeptFiles } from '../menus/adopt/present-checklist';
import { titleOf, type MenuDesk } from '../menus/menu-desk';
import { chinaDateOf } from '../platform/china-time';
import type { CommandIo } from './command';
import type { CliContext } from './context';
import { getUnit, SHELL, withMenuDesk } from './menu-desk';
import { writePulled } from './menu-records';

/**
 * `accounts adopt <unit>`: keeps what an account has on WeChat and prints what to do about it. Changes
 * nothing on WeChat. @returns 0 all was kept, 1 something could not be read
 */
export async function adoptCommand(unit: string, io: CommandIo): Promise<number> {
  return withMenuDesk(io, async (desk, { config }) => {
    const title = titleOf(getUnit(desk, unit), desk.content());
    const adoption = await adoptAccount(desk, unit, { actor: SHELL });
    if (!adoption) {
      io.err(`没有配置${title}的 AppID 和 AppSecret，取不到它现有的菜单和自动回复。`);
      return 1;
    }
    const kept = await keep(desk, unit, adoption, config);
    for (const line of presentChecklist(title, unit, adoption, kept)) io.out(line);
    const { menu, autoReplies } = adoption;
    const isWhole = menu.kind === 'pulled' || menu.kind === 'empty';
    return isWhole && autoReplies.kind === 'read' ? 0 : 1;
  });
}

async function keep(
  desk: MenuDesk,
  unit: string,
  { menu, autoReplies }: Adoption,
  config: CliContext['config'],
): Promise<KeptFiles> {
  const kept: KeptFiles = { menu: null, replies: null, keywords: null };
  if (menu.kind === 'pulled') kept.menu = await writePulled(desk, unit, menu.pulled, config);
  if (autoReplies.kind !== 'read') return kept;
  const folder = path.join(config.dataDir, 'adopted', unit);
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  kept.replies = path.join(folder, 'auto-replies.json');
  await fs.writeFile(kept.replies, `${JSON.stringify(autoReplies.info, null, 2)}\n`);
  const draft = writeKeywordDraft(autoReplies.info);
  if (draft === null) return kept;
  kept.keywords = path.join(folder, 'keywords.yaml');
  const day = chinaDateOf(desk.clock.now());
  const head = `# ${titleOf(unit, desk.content())}在公众平台网站上的关键词回复，${day} 取回。这是草稿，请逐条核对。\n`;
  await fs.writeFile(kept.keywords, head + draft);
  return kept;
}
