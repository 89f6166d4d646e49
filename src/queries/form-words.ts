import type { FormState } from './form-state';
import type { Field, Query } from './schema';

/** What a field is called beside its own names, for "改一下手机号". */
const USUAL_NAMES: Readonly<Record<Field['type'], readonly string[]>> = {
  id_number: ['身份证', '证件号'],
  name: ['姓名', '名字'],
  mobile: ['手机', '电话'],
  tail: ['尾号', '后四位', '手机', '电话'],
  receipt: ['编号', '单号', '受理号', '回执'],
  plate: ['车牌', '车号'],
  credit_code: ['信用代码', '代码'],
  date: ['日期', '时间', '月份'],
  choice: ['选项'],
  place: ['地点', '地方', '地址', '乡镇', '街道', '位置'],
  text: ['名称', '内容'],
};

/** The names that a field answers to, the longest first. */
export function namesOf(field: Field): string[] {
  const names = [field.label, ...field.names, ...USUAL_NAMES[field.type]];
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** "请发受理编号，样子像YB20260001。" */
export function askFor(field: Field): string {
  const { label, ask, optional } = field;
  return `${ask ?? usualAsk(field, label)}${optional ? '没有就回复“跳过”。' : ''}`;
}

function usualAsk(field: Field, label: string): string {
  switch (field.type) {
    case 'id_number':
      return `请发18位${label}。`;
    case 'name':
      return `请发${label}，和身份证上一样。`;
    case 'mobile':
      return `请发11位${label}。`;
    case 'tail':
      return field.of === 'mobile'
        ? `请发${label}，4个数字。`
        : `请发${label}，最后一位是X的也写上。`;
    case 'receipt':
      return `请发${label}，样子像${field.example}。`;
    case 'plate':
      return `请发${label}，例如湘F12345。`;
    case 'credit_code':
      return `请发${label}，18位，在营业执照上。`;
    case 'date':
      return `请说${label}，例如${field.precision === 'day' ? '2026年3月1日' : '2026年3月，或“去年3月”'}。`;
    case 'choice':
      return `请选${label}，回复数字：\n${listOptions(field)}\n`;
    case 'place':
      return `请发${label}：写地名，或者点“+”发位置。`;
    case 'text':
      return `请说${label}。`;
  }
}

function listOptions({ options }: Extract<Field, { type: 'choice' }>): string {
  return options.map(({ label }, index) => `${index + 1} ${label}`).join('\n');
}

/** The first words of a form. */
export function introduce(query: Query, field: Field): string {
  const missing = query.fields.filter(({ optional }) => !optional).length;
  const count = missing > 1 ? `，要问${missing}项` : '';
  return `查“${query.name}”${count}。\n${askFor(field)}\n不查了回复“取消”，找人办回复“转人工”。`;
}

/** What a form that was left for another question says when it goes on. */
export function resumeForm(query: Query, state: FormState): string {
  const field = fieldOf(query, state.asked);
  if (!field) return '';
  return `刚才的“${query.name}”还没查完。${askFor(field)}\n不查了回复“取消”。`;
}

/** What a citizen is told who has not answered for some minutes; null where nothing is asked any more. */
export function remindForm(query: Query, state: FormState, minutesLeft: number): string | null {
  const field = fieldOf(query, state.asked);
  if (!field) return null;
  return `“${query.name}”还差${field.label}。${askFor(field)}\n${minutesLeft}分钟内没有回复就自动结束，要查再说一次就行。`;
}

export function fieldOf(query: Query, id: string | null): Field | undefined {
  return query.fields.find((field) => field.id === id);
}

/** A stored value as a person reads it. */
export function presentField(field: Field, value: string): string {
  if (field.type === 'choice') {
    return field.options.find((option) => option.value === value)?.label ?? value;
  }
  if (field.type === 'place' && value.startsWith('@')) return `位置 ${value.slice(1)}`;
  return value;
}
