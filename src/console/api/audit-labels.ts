import type { Action } from '../../cases/life-cycle/actions';
import { transitions } from '../../cases/life-cycle/transitions';

/** What is on record beside the actions of a case's life cycle, as people read it. */
const labels: Readonly<Record<string, string>> = {
  'staff.sign_in': '登录',
  'staff.signed_out': '退出登录',
  'staff.signed_out_elsewhere': '在别处退出登录',
  'staff.kicked': '踢下线',
  'staff.add': '开账号',
  'staff.disable': '停用账号',
  'staff.reset': '重置密码',
  'staff.roles': '换角色',
  'staff.password_changed': '修改自己的密码',
  'staff.totp_confirmed': '设置动态口令',
  'staff.recovery_codes': '换备用码',
  'staff.deputy': '授权代办',
  'staff.deputy_revoked': '收回授权代办',
  'staff.hand_over': '离岗移交',
  'case.add_attachment': '添加附件',
  'case.remove_attachment': '去掉附件',
  'case.add_note': '写内部备注',
  'case.record_contact': '记联系群众',
  'case.set_telephone': '改登记的电话',
  'case.add_tag': '加标签',
  'case.remove_tag': '去标签',
  'case.link': '关联办件',
  'case.unlink': '取消关联',
  'case.check_dismissal': '抽查无需办理',
  'case.transcribe': '转写语音',
  'case.issue_query_code': '给查询码',
  'case.mark_rating_mistaken': '标记误评',
  'case.register': '登记',
  'cadre_report.read': '查阅反映干部的举报',
  'cadre_report.reveal': '看反映干部的举报原文',
  'personal_data.reveal': '申请查看完整信息',
  'personal_data.read': '查看完整信息',
  'delivery.resend': '重发答复',
  'delivery.tell_by_phone': '标记已电话告知',
  'delivery.view': '群众在网页查看答复',
  'menu.apply': '发布菜单',
  'menu.rollback': '回滚菜单',
  'menu.pull': '取回菜单留底',
  'content.switch_off': '停用内容',
  'content.switch_on': '恢复内容',
  'content.close_report': '处理有误反馈',
  'phrase.created': '写常用语',
  'phrase.edited': '改常用语',
  'phrase.approved': '审核通过常用语',
  'phrase.returned': '退回常用语',
  'phrase.withdrawn': '撤下常用语',
  'citizen.erase': '删除群众资料',
  'citizen.block': '列入黑名单',
  'citizen.unblock': '移出黑名单',
  'citizen.review_block': '复核黑名单',
  'report.make_snapshot': '固定报表',
  'export.request': '导出',
  'export.download': '下载导出的文件',
  'audit.read': '查阅审计记录',
  'audit.export': '导出审计记录',
  'audit.verify': '核对审计链',
  'audit.prune': '清理到期的审计记录',
};

/** Rooms of the record, for filters. */
export const auditRooms = {
  'staff.': '账号与登录',
  'case.': '办件',
  'cadre_report.': '反映干部的举报',
  'personal_data.': '个人信息',
  'delivery.': '送达',
  'menu.': '菜单',
  'content.': '内容停用',
  'phrase.': '常用语',
  'citizen.': '群众',
  'report.': '报表',
  'export.': '导出',
  'audit.': '审计',
} as const;

/** What an entry of the record did, as people read it. */
export function presentAuditAction(action: string): string {
  const known = labels[action];
  if (known !== undefined) return known;
  const room = action.slice(0, action.indexOf('.') + 1);
  const name = action.slice(room.length);
  if (room === 'case.' && Object.hasOwn(transitions, name)) {
    return transitions[name as Action].label;
  }
  return Object.hasOwn(auditRooms, room)
    ? `${auditRooms[room as keyof typeof auditRooms]}的其他操作`
    : '其他操作';
}
