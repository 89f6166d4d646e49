import { isShown } from '../../src/items/facts';
import {
  listStatements,
  readElsewhere,
  readSuppliedItems,
  readText,
  unitCodes,
} from './supplied-content';

/** Hosts that belong to a government body or are its own platform. */
const officialHosts = new Set([
  'fwpt.hnga.gov.cn',
  'ywtb.mps.gov.cn',
  's.nia.gov.cn',
  'hn.122.gov.cn',
  'si.12333.gov.cn',
  'fuwu.nhsa.gov.cn',
  'ybj.hunan.gov.cn',
  'zrzyt.hunan.gov.cn',
  'zwfw-new.hunan.gov.cn',
  'junshan.gov.cn',
  'yueyang.gov.cn',
  'www.mohrss.gov.cn',
  'www.chinatax.gov.cn',
  'www.12348.gov.cn',
  'www.gfbzb.gov.cn',
  // not under gov.cn, but the State's own
  'www.12315.cn',
  'www.12306.cn',
  // other places' governments: kept for the editors, never shown
  'www.dg.gov.cn',
  'www.hechengqu.gov.cn',
]);

const items = readSuppliedItems();
const now = new Date('2026-11-23T12:00:00+08:00');
const statements = items.flatMap(({ ref, item }) =>
  listStatements(item).map((statement) => ({ ref, statement })),
);

test('every address in every file is official: no copy of a text by a third party', () => {
  const files = unitCodes.flatMap((unit) => [
    `replies/${unit}/unit.yaml`,
    `replies/${unit}/items.yaml`,
    `replies/${unit}/keywords.yaml`,
    `menus/${unit}.yaml`,
  ]);
  for (const file of [...files, 'replies/district/elsewhere.yaml']) {
    const addresses = readText(file).match(/(?:https?|github):\S*/g) ?? [];
    const foreign = addresses.filter((address) => {
      return !URL.canParse(address) || !officialHosts.has(new URL(address).hostname);
    });
    expect({ file, foreign }).toEqual({ file, foreign: [] });
  }
});

test('what a third party put together or nobody found a source for has not been carried over', () => {
  const carried = statements
    .map(({ ref, statement }) => `${ref}: ${statement.text} ${statement.source}`)
    .filter((said) => /第三方|示意|据说|网传|百科/.test(said));
  expect(carried).toEqual([]);
});

test('only law and governments of the State, Hunan, Yueyang or Junshan reach a citizen', () => {
  for (const { ref, statement } of statements.filter(({ statement }) => isShown(statement, now))) {
    expect(['law', 'gov']).toContain(statement.quality);
    expect(['国家', '湖南', '岳阳', '君山']).toContain(statement.place);
    const { source } = statement;
    const doubtful = /待|媒体|报道|转载|岳阳县|东莞|怀化/.test(source);
    expect({ ref, source, doubtful }).toEqual({ ref, source, doubtful: false });
  }
});

test('a law that is named says which article, a notice its number, name or day', () => {
  const shown = statements.filter(({ statement }) => statement.quality === 'law');
  const unnamed = shown
    .filter(({ statement }) => !/第[一二三四五六七八九十百千零]+条|决定/.test(statement.source))
    .map(({ ref, statement }) => `${ref}: ${statement.source}`);
  expect(unnamed).toEqual([]);
});

test.each(['东莞', '岳阳县', '怀化'])('figures of %s are another place’s', (place) => {
  const found = statements.filter(({ statement }) => statement.source.includes(place));
  expect(found.length).toBeGreaterThan(0);
  for (const { statement } of found) expect(statement.place).toBe('外地');
});

test('prices of last winter’s medical insurance end on the day that the city named', () => {
  const prices = statements.filter(({ ref, statement }) => {
    return ref === 'yibao.pay' && /2026年度每人|新生儿|财政每人|资助/.test(statement.text);
  });
  expect(prices).toHaveLength(4);
  for (const { statement } of prices) expect(statement.validUntil).toBe('2026-01-31');
});

/** Numbers that the survey gives or that are fixed for the whole country. */
const knownNumbers = new Set(
  '110 12345 12333 12367 12393 12356 12329 95598 12366 12315 12328 12348 12368 12309 11183 12300 12338 12355 12351 12325 12313 12360 12306 12378'.split(
    ' ',
  ),
);

test('no telephone is made up', () => {
  const telephones = [
    ...items.flatMap(({ item }) => item.telephone ?? []),
    ...readElsewhere().map(({ telephone }) => telephone),
  ];
  expect(telephones.filter((telephone) => !knownNumbers.has(telephone))).toEqual([]);
});
