/** Matters that no item answers, so that a person must: they go to the queue. Each is one citizen's own story. */
const stories = [
  '上回那位戴眼镜的同志答应给我回话一直没有等到',
  '上次在窗口交的材料两个月了没有人回我电话请帮忙问一下到哪一步了',
  '去年冬天答应给我们湾里修的那条机耕路到现在没有动工',
  '隔壁养鸭子的棚子臭得开不了窗跟他讲了几回不听',
  '我姑妈的名字在你们系统里写错了一个字跑了三趟没改好',
  '开春跟你们讲的那件事一直没有下文请帮忙催一催',
] as const;

/** @param n a different story for a different number, the same for the same */
export function aStory(n: number): string {
  return `${stories[n % stories.length]!}，我是${1 + (n % 40)}号的住户`;
}
