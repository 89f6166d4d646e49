/** 类型: what kind of matter a case is. A clerk says so at 受理; the machine only suggests. */
export const caseTypes = {
  consultation: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
  praise: '表扬',
  petition: '信访',
  disclosure: '政府信息公开',
} as const;

export type CaseType = keyof typeof caseTypes;
