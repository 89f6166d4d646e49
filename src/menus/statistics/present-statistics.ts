import { chinaDateOf } from '../../platform/china-time';
import { describeButton, type Describing } from '../describe-button';
import { presentTable } from '../website-table';
import type { MenuStatistics } from './menu-statistics';
import type { TapSum } from './tap-store';

/** The most days that are listed one by one. */
const DAYS_LISTED = 14;

/** The statistics of one unit for a terminal: most used first, then what nobody used. */
export function presentStatistics(statistics: MenuStatistics, content: Describing): string[] {
  const { title, first, last, appliedAt, buttons, gone, days } = statistics;
  const total = days.reduce((sum, { clicks }) => sum + clicks, 0);
  const applied = appliedAt
    ? `现在的菜单是 ${chinaDateOf(appliedAt)} 放上去的`
    : '还没有发布过，按钮照文件列出';
  return [
    '',
    `${title}  ${first} 至 ${last}，共 ${total} 次；${applied}`,
    ...presentTable(
      ['按钮', '次数', '最近一次', '点了做什么'],
      buttons.map(({ names, leaf, clicks, lastDay }) => [
        names.join('、'),
        clicks === null ? '微信不报告' : String(clicks),
        lastDay ?? '—',
        describeButton(leaf, content),
      ]),
    ).map(indent),
    ...presentUnused(statistics),
    ...(gone.length > 0
      ? [
          '  已经不在菜单里的按钮：',
          ...presentTable(
            ['次数', '最近一次', '点了做什么'],
            gone.map((sum) => [String(sum.clicks), sum.lastDay, describeGone(sum, content)]),
          ).map((line) => indent(indent(line))),
        ]
      : []),
    ...(total > 0 ? [indent(`每天：${presentDays(days)}`)] : []),
  ];
}

function presentUnused({ buttons }: MenuStatistics): string[] {
  const unused = buttons.filter(({ clicks }) => clicks === 0).flatMap(({ names }) => names);
  return unused.length > 0 ? [indent(`没有人点过：${unused.join('、')}`)] : [];
}

function presentDays(days: MenuStatistics['days']): string {
  return days
    .slice(-DAYS_LISTED)
    .map(({ day, clicks }) => `${day.slice(5)} ${clicks} 次`)
    .join('，');
}

const TYPES = {
  click: 'click',
  view: 'view',
  miniprogram: 'miniprogram',
  scan: 'scancode_waitmsg',
  photo: 'pic_photo_or_album',
  location: 'location_select',
} as const;

function describeGone({ kind, button }: TapSum, content: Describing): string {
  if (kind === 'miniprogram') return `打开小程序页面：${button}`;
  const target = kind === 'view' ? { url: button } : { key: button };
  return describeButton({ name: '', type: TYPES[kind], ...target }, content);
}

function indent(line: string): string {
  return `  ${line}`;
}
