import { chinaTimeOf } from '../../platform/china-time';
import type { SeasonChange } from '../season/season-changes';
import type { MenuStatus } from './menu-status';

const STATES: Readonly<Record<MenuStatus['state'], string>> = {
  same: '和文件一致',
  to_apply: '文件有改动，还没有发布',
  drifted: '微信上的菜单被人改过',
  not_pulled: '微信上的菜单没有留底',
  failed: '自动发布没有成功',
  unknown: '没能读到微信上的菜单',
  by_hand: '在公众平台网站上手工填写',
  unchecked: '还没有核对过，启动 npm start 后会自动核对',
};

/** What an operator reads of one account's menus, a line each. */
export function presentMenuStatus(status: MenuStatus): string[] {
  const { state, seenAt, detail, retryAt, nextChange, lastApplied } = status;
  const seen = seenAt ? `（${formatTime(seenAt)} 核对）` : '';
  return [
    `菜单：${STATES[state]}${seen}`,
    ...(detail ? [`  ${detail}`] : []),
    ...(retryAt ? [`  ${formatTime(retryAt)} 以后再试`] : []),
    ...(lastApplied
      ? [
          `  第 ${lastApplied.version} 版，${formatTime(lastApplied.at)} 由 ${lastApplied.actor} 放上去`,
        ]
      : []),
    ...(nextChange
      ? [`  ${presentChange(nextChange)}，${status.autoApply ? '自动发布' : '到时提醒'}`]
      : []),
  ];
}

/** `2026年12月1日出现“办一办 / 交医保”` */
export function presentChange({ day, appear, disappear }: SeasonChange): string {
  const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join('、');
  const parts = [
    ...(appear.length > 0 ? [`出现${quoted(appear)}`] : []),
    ...(disappear.length > 0 ? [`撤下${quoted(disappear)}`] : []),
  ];
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日${parts.join('，')}`;
}

function formatTime(at: Date): string {
  const { month, day, hour, minute } = chinaTimeOf(at);
  return `${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
