import type { Responder } from './decision';

/** Who answered, as staff read it. */
export const responderNames: Readonly<Record<Responder, string>> = {
  emergency: '危急情况',
  question: '正在进行的问答',
  query: '查询',
  menu: '菜单',
  command: '命令',
  handover: '举报干部转12388',
  keyword: '关键词',
  rule: '规则',
  understanding: '理解句意',
  small_talk: '寒暄',
  elsewhere: '告知渠道',
  queue: '转人工',
  event: '事件',
  apology: '出错致歉',
};
