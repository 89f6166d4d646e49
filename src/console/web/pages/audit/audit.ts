import { caseStates } from '../../../../cases/case-state';
import type { auditFileSchema, auditSchema, chainSchema } from '../../../api/audit-schemas';
import type { Wire } from '../../api/wire';
import { presentTime, startOfDay } from '../../shared/present-time';

export type Audit = Wire<typeof auditSchema>;
export type AuditEntry = Audit['entries'][number];
export type Chain = Wire<typeof chainSchema>;
export type AuditFile = Wire<typeof auditFileSchema>;

/** Kinds of actions to narrow by: what begins with this. */
export const rooms: Readonly<Record<string, string>> = {
  'staff.': '账号与登录',
  'case.': '办件',
  'personal_data.': '个人信息',
  'delivery.': '送达',
  'menu.': '菜单',
  'content.': '内容停用',
  'phrase.': '常用语',
  'citizen.': '群众',
  'report.': '报表',
  'export.': '导出',
  'audit.': '审计',
};

const actors: Readonly<Record<AuditEntry['actor']['kind'], string>> = {
  staff: '工作人员',
  operator: '服务器上的操作员',
  system: '系统',
  citizen: '群众',
};

/** Who did it. */
export function presentActor({ kind, name }: AuditEntry['actor']): string {
  if (kind === 'staff') return name ?? actors.staff;
  return kind === 'operator' ? `${actors.operator}（${name ?? ''}）` : actors[kind];
}

/** Names of values in the record; what is not here stands as it was recorded. */
const valueNames: Readonly<Record<string, string>> = {
  ...{ username: '用户名', name: '名称', roles: '角色', contractUntil: '合同到期', state: '状态' },
  ...{ sessions: '结束的登录', totpDropped: '动态口令也重置', enabled: '重新启用', kind: '种类' },
  ...{ hash: '内容指纹', version: '版本', detail: '说明', to: '交给', cases: '办件', unit: '单位' },
  ...{
    shown: '给出条数',
    rows: '条数',
    checked: '核对条数',
    brokenAt: '断在第几条',
    action: '类别',
    first: '给出的第一条',
    last: '给出的最后一条',
  },
  ...{ from: '从', until: '到', deputy: '代办人', role: '角色', reason: '原因', text: '文字' },
  ...{ factor: '第二道验证', session: '登录编号', factors: '第二道验证', locks: '锁定' },
  ...{ round: '轮次', handler: '承办人', block: '黑名单记录', caseNumber: '办件', title: '标题' },
  ...{ number: '编号', source: '来源', externalNo: '外部编号', at: '时间', method: '方式' },
  ...{ reached: '联系上', note: '备注', mentions: '提醒的人' },
  ...{ toldByPhoneAt: '电话告知时间', viewedAt: '查看时间', actorId: '人员', flags: '标记' },
};

/** Words that are recorded as the code has them. */
const words: Readonly<Record<string, string>> = {
  ...{ none: '没有', totp: '动态口令', recovery_code: '备用码', active: '在用', disabled: '停用' },
  ...{
    waiting: '等待发送',
    sending: '发送中',
    accepted: '微信已接收',
    held: '待群众再来消息时送出',
  },
  ...{ failed: '未送出', uncertain: '不确定是否送到', intended: '开始做', applied: '成功' },
  ...{ returned: '退回修改', awaiting: '等待审核', approved: '已通过', '[]': '没有' },
  ...{ telephone: '电话', window: '窗口' },
  ...caseStates,
  ...{ 'staff.': '账号与登录', 'case.': '办件', true: '是', false: '否', null: '空' },
};
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
/** A unit's code alone, or with a role: `经办（renshe，含保密）`. */
const UNIT = /(?<=^|（)[a-z]+(?=$|）|，)/g;

/** Who and what the record names by id and code. */
export interface Named {
  people: Readonly<Record<string, string>>;
  /** The code itself where there is no such unit. */
  unitName: (code: string) => string;
}

function presentValue(value: unknown, named: Named): string {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((each) => presentValue(each, named)).join('、');
  }
  const { people, unitName } = named;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (INSTANT.test(text)) return presentTime(text);
  if (words[text] !== undefined) return words[text];
  return text.replace(ID, (id) => people[id] ?? id).replace(UNIT, unitName);
}

/** One line for each value that changed: `角色：经办（区人社局）`. */
export function presentValues(
  values: Readonly<Record<string, unknown>> | null,
  named: Named,
): string[] {
  return Object.entries(values ?? {}).map(
    ([name, value]) => `${valueNames[name] ?? name}：${presentValue(value, named)}`,
  );
}

/** What the address says, as the endpoint takes it; days are whole days in China. */
export function filterOf(values: Readonly<Record<string, string>>): Record<string, string> {
  const { room = '', unit = '', from = '', to = '', actorId = '' } = values;
  return Object.fromEntries(
    Object.entries({
      ...{ action: room, unit, actorId },
      from: from === '' ? '' : startOfDay(from),
      to: to === '' ? '' : startOfDay(to, 1),
    }).filter(([, value]) => value !== ''),
  );
}
