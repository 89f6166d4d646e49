import type { Fault } from './fault';
import { checkUnique } from './check-units';
import type { ParsedContent } from './parsed-content';

/** What must hold within the files that all units share. */
export function checkDistrict({ district }: ParsedContent): Fault[] {
  const { emergencies, smallTalk, elsewhere } = district;
  return [
    ...(emergencies ? checkUnique(emergencies, 'emergencies', 'id', '急事 id') : []),
    ...(smallTalk ? checkUnique(smallTalk, 'smallTalk', 'id', '寒暄 id') : []),
    ...(elsewhere ? checkUnique(elsewhere, 'elsewhere', 'id', '归口 id') : []),
    ...checkNumbers(district),
    ...checkReachable(district),
  ];
}

/** In danger the number comes first, so there must be one. */
function checkNumbers({ emergencies }: ParsedContent['district']): Fault[] {
  return (emergencies?.data.emergencies ?? []).flatMap(({ level, numbers }, index) =>
    level === 'now' && numbers.length === 0
      ? [
          emergencies!.source.fault(
            ['emergencies', index, 'numbers'],
            'now 一级至少要有一个号码',
            '例如 numbers: ["110"]',
          ),
        ]
      : [],
  );
}

function checkReachable({ smallTalk }: ParsedContent['district']): Fault[] {
  return (smallTalk?.data.smallTalk ?? []).flatMap(({ exact, contains }, index) =>
    exact.length + contains.length === 0
      ? [
          smallTalk!.source.fault(
            ['smallTalk', index],
            '没有 exact 也没有 contains，永远用不上',
            '写上其中之一',
          ),
        ]
      : [],
  );
}
