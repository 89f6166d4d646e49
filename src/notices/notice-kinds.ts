/** Why staff are told something, as it stands on the page. */
export const noticeKinds = {
  duty: '紧急情况',
  deadline: '期限提醒',
  waiting_step: '待审核签发',
  to_unit: '转到本单位',
  to_person: '转给我',
  sent_back: '退回修改',
  supervised: '督办',
  extension: '延期',
  mention: '提到我',
  delivery: '未送达',
} as const;

export type NoticeKind = keyof typeof noticeKinds;
