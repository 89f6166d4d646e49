const CHINESE: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const CHOICE =
  /^(?:我)?(?:要|选|选择|回复|就|是)?(?:第)?(\d{1,2}|[零一二两三四五六七八九])(?:个|项|条|号|种|样)?(?:吧|的|咯|啊|哦)?$/;

/** The number that a short answer names (2, ２, 二, 第二个, 选2), or null; the text is normalised. */
export function parseChoice(plain: string): number | null {
  const written = CHOICE.exec(plain)?.[1];
  if (written === undefined) return null;
  return CHINESE[written] ?? Number(written);
}
