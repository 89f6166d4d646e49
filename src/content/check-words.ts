import { createSqueezeText, type SqueezeText } from '../cases/words/squeeze-text';
import type { WordsFile } from '../cases/words/schema';
import { checkUnique } from './check-units';
import type { Fault } from './fault';
import type { ParsedContent } from './parsed-content';
import type { YamlFile } from './read-yaml';

/** A shorter word would be found everywhere; in signs, after blanks and dots are gone. */
const LEAST_SIGNS = 2;

/** Word lists: what is too short to mean anything, stands twice, or is spared by its own group. */
export function checkWords({ units, district }: ParsedContent): Fault[] {
  const files = [district.words, ...units.map(({ words }) => words)].filter(
    (file) => file !== null,
  );
  if (files.length === 0) return [];
  const squeeze = createSqueezeText();
  return files.flatMap((file) => [
    ...checkUnique(file, 'groups', 'id', '词组 id'),
    ...checkEach(file, squeeze),
  ]);
}

function checkEach({ source, data }: YamlFile<WordsFile>, squeeze: SqueezeText): Fault[] {
  const first = new Map<string, number>();
  return data.groups.flatMap(({ words, unless }, group) =>
    words.flatMap((word, index): Fault[] => {
      const path = ['groups', group, 'words', index];
      const parts = word.split('…').map((part) => squeeze(part).text);
      const plain = parts.join('…');
      if (parts.some((part) => part.length < (parts.length > 1 ? 1 : LEAST_SIGNS))) {
        const message = `“${word}”太短，会到处碰上`;
        return [source.fault(path, message, `写成${LEAST_SIGNS}个字以上的词`)];
      }
      const earlier = first.get(plain);
      if (earlier !== undefined) {
        return [source.fault(path, `“${word}”重复，第 ${earlier} 行已有`, '删去一处')];
      }
      first.set(plain, source.fault(path, '', '').line ?? 0);
      const sparing = unless.find((spare) => squeeze(spare).text === plain);
      return sparing === undefined
        ? []
        : [source.fault(path, `“${word}”同时写在 unless 里，永远查不到`, '删去一处')];
    }),
  );
}
