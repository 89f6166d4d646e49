import { ref, type Ref } from 'vue';

/** One step of the first tour: what to do, and where. */
export interface TourStep {
  title: string;
  text: string;
  /** Where it is done; null: here. */
  to: string | null;
  go: string;
}

export const tourSteps: readonly TourStep[] = [
  {
    title: '从“待办”开始',
    text: '办件列表的“待办”里，每件只写一个动词：请受理、请答复、请审核、请签发、请电话告知。排在最前面的期限最近。',
    to: '/cases',
    go: '打开待办',
  },
  {
    title: '看灯和微信窗口',
    text: '灯说的是答应群众的期限：蓝色正常，黄色临期，红色逾期。带对话图标的圆框是微信 48 小时窗口，只说还能不能主动发消息，两样不要混。',
    to: '/cases',
    go: '看列表',
  },
  {
    title: '先受理，再答复',
    text: '打开一件，按最前面的蓝色按钮。简单的咨询可以按“受理并答复”，一次办完。不能按的不会出现，想知道原因就按“为什么不能办”。',
    to: null,
    go: '',
  },
  {
    title: '写答复',
    text: '蓝框里的“公开答复内容”群众会看到，黄底的“办理情况”和“内部备注”群众看不到。行首按 / 选常用语，草稿每隔几秒自动保存。',
    to: null,
    go: '',
  },
  {
    title: '看送到了没有',
    text: '签发以后，对话里每条答复下面写着送达状态。没有送到的，按旁边的按钮重发，或者打电话后按“标记已电话答复”。',
    to: '/help',
    go: '看帮助',
  },
];

const STORED = 'zhijian-tour';

/** The step that is shown; null: the tour is over, or was put away. */
export const tourStep: Ref<number | null> = ref(
  window.localStorage.getItem(STORED) === 'done' ? null : 0,
);

/** Begins the tour again. */
export function startTour(): void {
  tourStep.value = 0;
}

/** Goes to another step; beyond the last one the tour is over on this computer. */
export function goToStep(step: number | null): void {
  tourStep.value = step !== null && step < tourSteps.length ? step : null;
  if (tourStep.value === null) window.localStorage.setItem(STORED, 'done');
}
