/** A value below the root: text goes in CDATA, numbers plain, a list repeats its element. */
export type PushValue = string | number | PushFields | readonly PushValue[];
export interface PushFields {
  readonly [element: string]: PushValue;
}

/**
 * The XML of one push, with WeChat's element names: 接收普通消息 (Receiving_standard_messages) and
 * 接收事件推送 (Receiving_event_pushes). `]]>` inside a text is split over two sections.
 */
export function buildPushXml(fields: PushFields): string {
  return `<xml>${buildElements(fields)}</xml>`;
}

function buildElements(fields: PushFields): string {
  return Object.entries(fields)
    .map(([name, value]) => buildElement(name, value))
    .join('');
}

function buildElement(name: string, value: PushValue): string {
  if (isList(value)) return value.map((one) => buildElement(name, one)).join('');
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'object') return `<${name}>${buildElements(value)}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

function isList(value: PushValue): value is readonly PushValue[] {
  return Array.isArray(value);
}
