import type { ConditionalMenuFile, MenuFile, MenuFileButton } from '../../src/menus/schema';

type Random = () => number;
type Action = Omit<MenuFileButton, 'name'>;

const LETTERS = [...'办查问社保医老幼卡Aa1 🙂、'];
const HOSTS = ['www.junshan.gov.cn', 'xyb.example.gov.cn'];

/** Everything that a leaf can be, as the builders' context knows it. */
const ACTIONS: readonly ((random: Random) => Action)[] = [
  () => ({ item: 'card' }),
  () => ({ item: 'card', as: 'card' }),
  () => ({ item: 'talent' }),
  () => ({ item: 'yibao.pay', as: 'link' }),
  () => ({ items: 'top' }),
  () => ({ items: '办一办/社保卡' }),
  () => ({ query: 'claim' }),
  () => ({ location: 'outlets' }),
  (random) => ({ page: pick(random, ['progress', 'items', 'human', 'help', 'privacy']) }),
  (random) => ({ scan: pick(random, ['open', 'answer']) }),
  (random) => ({ photo: pick(random, ['camera', 'album', 'either']) }),
  (random) => {
    const key = `k${Math.floor(random() * 5)}`;
    return { key, reply: `第 ${key} 条：请打 12333。\n“急事”请打 12345` };
  },
  (random) => ({ url: `https://${pick(random, HOSTS)}/办事?a=1&b=${Math.floor(random() * 9)}` }),
  (random) => ({
    miniprogram: {
      appId: 'wx0123456789abcdef',
      path: 'pages/index/index',
      url: `https://${pick(random, HOSTS)}/`,
    },
  }),
  () => ({ article: 'r8tGX1Z0mXvDGV7jF1QcQ3xv6dJhQJ' }),
  () => ({ article: 'r8tGX1Z0mXvDGV7jF1QcQ3xv6dJhQJ', as: 'card' }),
];

/** A file that every check takes, the same for the same random numbers. */
export function aRandomMenuFile(random: Random): MenuFile {
  const menu = buildMenu(random);
  const conditional = buildRules(random).map((rule, index) => ({
    name: `第${index}个`,
    ...rule,
    menu: buildMenu(random),
  }));
  return conditional.length > 0 ? { menu, conditional } : { menu };
}

/** Whom: narrow ones first, because a wide one above them would hide them. */
function buildRules(random: Random): Pick<ConditionalMenuFile, 'tag' | 'platform'>[] {
  const tags = [101, 102].filter(() => random() < 0.5);
  const platforms = (['ios', 'android', 'other'] as const).filter(() => random() < 0.3);
  const both = tags.flatMap((tag) => platforms.map((platform) => ({ tag, platform })));
  const one = [...tags.map((tag) => ({ tag })), ...platforms.map((platform) => ({ platform }))];
  return [...shuffle(random, both), ...shuffle(random, one)].filter(() => random() < 0.7);
}

function buildMenu(random: Random): MenuFileButton[] {
  return repeat(random, 3, () => {
    if (random() < 0.4) return buildLeaf(random, 16);
    return { name: buildName(random, 16), buttons: repeat(random, 5, () => buildLeaf(random, 60)) };
  });
}

function buildLeaf(random: Random, nameBytes: number): MenuFileButton {
  return { name: buildName(random, nameBytes), ...pick(random, ACTIONS)(random) };
}

function buildName(random: Random, bytes: number): string {
  let name = '办';
  while (random() < 0.9) {
    const longer = name + pick(random, LETTERS);
    if (Buffer.byteLength(longer) > bytes) break;
    name = longer;
  }
  return name;
}

function repeat<T>(random: Random, most: number, build: () => T): T[] {
  return Array.from({ length: 1 + Math.floor(random() * most) }, build);
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

function shuffle<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
