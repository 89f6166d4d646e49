import type { PhraseDraft } from '../cases/phrases/phrase';

/** An example of 常用语, and how far it has come. */
export interface ExamplePhrase extends Pick<PhraseDraft, 'title' | 'text' | 'caseType'> {
  /** `waiting`: for a second person; `returned`: with what the second person missed. */
  fate: 'approved' | 'waiting' | { returned: string };
  /** From today until it is looked at again. */
  validDays: number;
}

/** For each unit: one of every state that the page shows. */
export const examplePhrases: readonly ExamplePhrase[] = [
  {
    title: '材料齐了，几天能办好',
    text: '您的材料已经收到，我们会在{期限}前办好并答复您。有疑问请打{电话}。',
    caseType: 'consultation',
    ...{ fate: 'approved', validDays: 365 },
  },
  {
    title: '请到窗口办理',
    text: '这件事要本人到窗口办理。地址：{地址}。请带上{填写：要带的材料}，有疑问请先打{电话}。',
    caseType: null,
    ...{ fate: 'approved', validDays: 540 },
  },
  {
    title: '已到现场核实',
    text: '我们已到现场核实，情况是：{填写：核实到的情况}。接下来{填写：怎么办、哪天办完}。',
    caseType: 'complaint',
    ...{ fate: 'approved', validDays: 365 },
  },
  {
    title: '感谢建议',
    text: '谢谢您的建议。我们研究后的意见是：{填写：采纳的内容和时间，或者不采纳的理由}。',
    caseType: 'suggestion',
    ...{ fate: 'approved', validDays: 20 },
  },
  {
    title: '办事时间',
    text: '窗口的办理时间是{填写：哪几天、几点到几点}，节假日不办公。电话：{电话}。',
    caseType: 'consultation',
    ...{ fate: 'waiting', validDays: 365 },
  },
  {
    title: '正在处理',
    text: '您反映的事正在处理，请等待。',
    caseType: 'help',
    ...{ fate: { returned: '没有说办到哪一步、哪天答复，请补上。' }, validDays: 365 },
  },
];
