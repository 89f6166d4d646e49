import { presentCaseState } from '../case-state';
import { caseTypes } from '../case-type';
import type { Lamp } from '../clock/lamp';
import { ratingWords, type Rating } from '../life-cycle/actions';
import type { ExportedCase } from './load-exported';
import type { Cell } from './sheet';

/** Names that stand in other tables and files. */
export interface ExportNames {
  unit: (code: string) => string;
  /** The account's, which bears its unit's code. */
  account: (code: string) => string;
  item: (ref: string) => string;
  person: (id: string) => string;
  source: (code: string) => string;
  lamp: (exported: ExportedCase) => Lamp | null;
  /** `2026-11-23 09:30`, in China. */
  time: (at: Date) => string;
}

interface Column {
  heading: string;
  /** In signs. */
  width: number;
  cell: (exported: ExportedCase, names: ExportNames) => Cell;
}

const column = (heading: string, width: number, cell: Column['cell']): Column => ({
  ...{ heading, width, cell },
});
const timeOf = (at: Date | null, { time }: ExportNames): Cell => (at === null ? null : time(at));

/**
 * 办件 in the fields of a 12345 work order. 诉求人 and 联系电话 are told by kind only: who needs the
 * number asks for it in the case, with a reason.
 */
export const exportedColumns: readonly Column[] = [
  column('编号', 20, ({ number }) => number),
  column('来源', 10, ({ source }, names) => names.source(source)),
  column('外部编号', 18, (row) => row.external_no),
  column('公众号', 16, ({ account }, names) => names.account(account)),
  column('诉求人', 12, ({ source }) => (source === 'wechat' ? '微信群众' : '登记的群众')),
  column('联系电话', 14, (row) => (row.has_contact ? '已留（不导出）' : '没有留')),
  column('诉求类型', 10, ({ type }) => (type === null ? null : caseTypes[type])),
  column('事项', 20, ({ item }, names) => (item === null ? null : names.item(item))),
  column('地点', 20, ({ place }) => place),
  column('诉求内容', 60, ({ content }) => content),
  column('主办单位', 14, (row, names) => names.unit(row.owner_unit)),
  column('承办人', 10, ({ handler }, names) => (handler === null ? null : names.person(handler))),
  column('收件时间', 17, (row, names) => names.time(row.opened_at)),
  column('受理时间', 17, (row, names) => timeOf(row.accepted_at, names)),
  column('办理期限', 17, (row, names) => timeOf(row.answer_due_at ?? row.accept_due_at, names)),
  column('办理状态', 10, ({ state }) => presentCaseState(state)),
  column('期限状态', 18, (exported, names) => names.lamp(exported)?.text ?? null),
  column('办理轮次', 9, ({ round }) => round),
  column('公开答复', 60, ({ answer }) => answer),
  column('答复时间', 17, (row, names) => timeOf(row.answered_at, names)),
  column('办结时间', 17, (row, names) => timeOf(row.closed_at, names)),
  column('评价', 18, ({ rating, is_rating_mistaken: isMistaken }) =>
    rating === null ? null : `${ratingWords[rating as Rating]}${isMistaken ? '（误评）' : ''}`,
  ),
];
