import type { Fault } from './fault';
import type { ParsedContent } from './parsed-content';
import { checkUnique } from './check-units';
import { unknownName } from './unknown-name';

/** Robots and other systems: each id once, and units that there are. */
export function checkNotify({ district: { notify }, units }: ParsedContent): Fault[] {
  if (!notify) return [];
  const codes = units.map(({ code }) => code);
  const robots = notify.data.robots.map(({ id }) => id);
  return [
    ...checkUnique(notify, 'robots', 'id', '群机器人 id'),
    ...checkUnique(notify, 'webhooks', 'id', '系统 id'),
    ...notify.data.webhooks.flatMap(({ id }, index) =>
      robots.includes(id)
        ? [notify.source.fault(['webhooks', index, 'id'], `${id} 已经是群机器人的代号`, '换一个')]
        : [],
    ),
    ...(['robots', 'webhooks'] as const).flatMap((list) =>
      notify.data[list].flatMap((target, index) =>
        target.units.flatMap((unit, at) =>
          unknownName(notify.source, [list, index, 'units', at], '单位', unit, codes),
        ),
      ),
    ),
  ];
}
