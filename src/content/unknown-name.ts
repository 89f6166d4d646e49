import type { Fault } from './fault';
import { suggest } from './nearest';
import type { YamlFile } from './read-yaml';
import type { Path } from './schema-walk';

/** A fault where `name` is not among those that are known, with the nearest of them or all. */
export function unknownName(
  source: YamlFile<unknown>['source'],
  at: Path,
  what: string,
  name: string,
  known: readonly string[],
): Fault[] {
  if (known.includes(name)) return [];
  const remedy = suggest(name, [...known]) ?? `可以写：${known.join('、')}`;
  return [source.fault(at, `没有${what} ${name}`, remedy)];
}
