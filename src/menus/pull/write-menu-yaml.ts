import { Document, isNode } from 'yaml';
import type { PulledFile } from './build-menu-file';

/**
 * The text of `menus/<unit>.yaml`, with what is left to decide as comments where it stands.
 * @param head lines of the comment at the top, without `#`
 */
export function writeMenuYaml({ file, notes }: PulledFile, head: readonly string[]): string {
  const document = new Document(file);
  const general = notes.filter(({ path }) => path.length === 0).map(({ text }) => text);
  for (const { path, text } of notes) {
    const node = document.getIn(path, true);
    if (path.length > 0 && isNode(node)) node.commentBefore = ` 待定：${text}`;
  }
  const lines = ['# yaml-language-server: $schema=./schemas/menu.schema.json'];
  for (const line of [...head, ...general]) lines.push(`# ${line}`);
  return `${lines.join('\n')}\n${document.toString({ lineWidth: 0 })}`;
}
