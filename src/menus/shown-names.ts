import type { MenuFile } from './schema';

/** Chinese characters that phones show of a name before `…`: 创建自定义菜单 (api_createcustommenu). */
const SHOWN = { top: 4, sub: 8 } as const;

/** A name that WeChat takes but a phone cuts. `shown`: how many Chinese characters remain. */
export interface CutName {
  name: string;
  shown: number;
}

/** Names longer than a phone shows; worth a word to the admin, but no fault. */
export function listCutNames(file: MenuFile): CutName[] {
  return file.menu.flatMap((button) => [
    ...cut(button.name, SHOWN.top),
    ...(button.buttons ?? []).flatMap((leaf) => cut(leaf.name, SHOWN.sub)),
  ]);
}

function cut(name: string, shown: number): CutName[] {
  const width = [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 256 ? 0.5 : 1), 0);
  return width > shown ? [{ name, shown }] : [];
}
