import path from 'node:path';
import type { Fault } from './fault';
import type { ParsedDistrict } from './parsed-content';

/** What the files of the years must agree on: each says the year of its name, and no year is left out between. */
export function checkCalendar({ calendar }: Pick<ParsedDistrict, 'calendar'>): Fault[] {
  return calendar.flatMap(({ source, data: { year } }, index) => {
    const named = Number(path.basename(source.file, '.yaml'));
    if (named !== year) {
      const remedy = `写成 year: ${named}，或者改文件名`;
      return [source.fault(['year'], `文件名是 ${named} 年，里面写的是 ${year} 年`, remedy)];
    }
    const before = calendar[index - 1]?.data.year;
    if (before === undefined || before === year - 1) return [];
    const message = `前一个文件是 ${before} 年，中间缺了 ${year - 1} 年`;
    return [source.fault(['year'], message, `补上 ${year - 1}.yaml`)];
  });
}
