import type { Field, Query } from '../../src/queries/schema';
import { fieldSchema, querySchema } from '../../src/queries/schema';

/** A field as the file gives it, with the defaults filled in. */
export function aField(given: Record<string, unknown>): Field {
  return fieldSchema.parse(given);
}

export const fields = {
  receipt: aField({
    id: 'receipt',
    type: 'receipt',
    label: '受理编号',
    names: ['回执号'],
    pattern: 'YB[0-9]{8}',
    example: 'YB20260001',
  }),
  tail: aField({ id: 'tail', type: 'tail', of: 'mobile', label: '预留手机后四位' }),
  name: aField({ id: 'name', type: 'name', label: '姓名' }),
  mobile: aField({ id: 'mobile', type: 'mobile', label: '手机号' }),
  idNumber: aField({ id: 'idNumber', type: 'id_number', label: '身份证号' }),
  plate: aField({ id: 'plate', type: 'plate', label: '车牌号' }),
  creditCode: aField({ id: 'creditCode', type: 'credit_code', label: '统一社会信用代码' }),
  month: aField({ id: 'month', type: 'date', label: '月份', precision: 'month' }),
  day: aField({ id: 'day', type: 'date', label: '办理日期' }),
  place: aField({ id: 'place', type: 'place', label: '乡镇或街道' }),
  text: aField({ id: 'text', type: 'text', label: '单位名称' }),
  kind: aField({
    id: 'kind',
    type: 'choice',
    label: '补贴种类',
    options: [
      { value: '低保', label: '低保', names: ['低保金', '最低生活保障'] },
      { value: '边缘', label: '低保边缘家庭', names: [] },
      { value: '高龄', label: '高龄津贴', names: ['老年津贴', '八十岁补贴'] },
    ],
  }),
} as const;

/** A query of the health insurance office that asks for a receipt number and a telephone's end. */
export function aQuery(overrides: Partial<Query> = {}): Query {
  const file = querySchema.parse({
    id: 'claim',
    item: 'claim',
    name: '垫付报销进度',
    privacy: 'personal',
    fields: [fields.receipt, fields.tail],
    source: {
      kind: 'table',
      table: 'claims',
      match: [
        { field: 'receipt', column: '受理编号' },
        { field: 'tail', column: '手机号', how: 'ending' },
      ],
    },
    answer: { row: '{受理编号}：{状态}', next: '有疑问到医保大厅问。' },
  });
  return {
    ...file,
    unit: 'yibao',
    ref: 'yibao.claim',
    itemRef: 'yibao.claim',
    staleAfterDays: 30,
    ...overrides,
  };
}
