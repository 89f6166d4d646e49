/** What the form of 登记 holds; empty where nothing is filled in. */
export interface Registration {
  unit: string;
  source: string;
  externalNo: string;
  contact: string;
  place: string;
  statement: string;
  /** `2026-11-23T09:30`, in China. */
  receivedAt: string;
  urgent: boolean;
  restricted: boolean;
}

/** Where a case may come from that did not come from the chat, as the server names it. */
export const handSources: readonly (readonly [source: string, label: string])[] = [
  ['telephone', '电话'],
  ['window', '窗口'],
  ['12345', '12345'],
  ['comment', '留言评论'],
  ['other', '其他平台'],
];

const OFFSET_MS = 8 * 60 * 60_000;

/** An instant as the field of date and time wants it: China's, to the minute. */
export function localMinute(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 16);
}

/** What is still wrong with a field, by its name; empty where all is well. */
export function faultsOf(
  form: Registration,
  now: Date,
): Partial<Record<keyof Registration, string>> {
  const faults: Partial<Record<keyof Registration, string>> = {};
  if (form.unit === '') faults.unit = '请选承办单位。';
  if (form.statement.trim() === '') faults.statement = '请写诉求内容。';
  if (form.contact.trim() === '' && form.externalNo.trim() === '') {
    faults.contact = '联系电话和来件编号至少填一个。';
  }
  const at = instantOf(form.receivedAt);
  if (at === null) faults.receivedAt = '请填收件时间。';
  else if (at > now) faults.receivedAt = '收件时间不能晚于现在。';
  return faults;
}

/** The body of the request. */
export function buildRegistration(form: Registration) {
  const filled = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const { unit, source, statement, urgent, restricted } = form;
  return {
    ...{ unit, source, urgent, restricted },
    statement: statement.trim(),
    externalNo: filled(form.externalNo),
    contact: filled(form.contact),
    place: filled(form.place),
    receivedAt: (instantOf(form.receivedAt) ?? new Date(0)).toISOString(),
  };
}

function instantOf(local: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return null;
  const at = new Date(`${local}:00+08:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}
