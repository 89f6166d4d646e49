import type { Fields, InboundEvent, OtherEvent } from './inbound';
import {
  fieldsOf,
  listOf,
  numberOf,
  optionalNumber,
  optionalText,
  textOf,
  without,
} from './xml-fields';

/** Who sent it, to whom and when: common to all pushes. */
export interface Pushed {
  accountOriginalId: string;
  openid: string;
  sentAtSeconds: number;
}

const SCENE_PREFIX = 'qrscene_';

/**
 * An event; names are compared without regard to case. `fields` are the elements beside sender, recipient, time
 * and type. Source: 接收事件推送 (Receiving_event_pushes), 自定义菜单事件推送 (Custom_Menu_Push_Events).
 */
export function parseEvent(pushed: Pushed, fields: Fields): InboundEvent {
  const event = (textOf(fields, 'Event')?.trim() ?? '').toLowerCase();
  return knownEvent(event, pushed, fields) ?? otherEvent(event, pushed, fields);
}

function knownEvent(event: string, pushed: Pushed, fields: Fields): InboundEvent | null {
  const eventKey = textOf(fields, 'EventKey')?.trim() ?? '';
  switch (event) {
    case 'subscribe':
      return {
        kind: 'subscribe',
        ...pushed,
        ...optionalText('eventKey', fields, 'EventKey'),
        ...(eventKey.length > SCENE_PREFIX.length && eventKey.startsWith(SCENE_PREFIX)
          ? { scene: eventKey.slice(SCENE_PREFIX.length) }
          : {}),
        ...optionalText('ticket', fields, 'Ticket'),
      };
    case 'unsubscribe':
      return { kind: 'unsubscribe', ...pushed, ...optionalText('eventKey', fields, 'EventKey') };
    case 'scan':
      return {
        kind: 'scan',
        ...pushed,
        scene: eventKey,
        ...optionalText('ticket', fields, 'Ticket'),
      };
    case 'location':
      return locationReport(pushed, fields);
    case 'click':
      return { kind: 'click', ...pushed, eventKey };
    case 'view':
    case 'view_miniprogram':
      return { kind: event, ...pushed, eventKey, ...optionalText('menuId', fields, 'MenuId') };
    case 'scancode_push':
    case 'scancode_waitmsg':
      return { kind: event, ...pushed, eventKey, ...scanResultOf(fields) };
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return { kind: event, ...pushed, eventKey, ...picturesOf(fields) };
    case 'location_select':
      return locationSelect(pushed, eventKey, fields);
    default:
      return null;
  }
}

function locationReport(pushed: Pushed, fields: Fields): InboundEvent | null {
  const latitude = numberOf(fields, 'Latitude');
  const longitude = numberOf(fields, 'Longitude');
  if (latitude === undefined || longitude === undefined) return null;
  return {
    kind: 'location_report',
    ...pushed,
    latitude,
    longitude,
    ...optionalNumber('precision', fields, 'Precision'),
  };
}

function locationSelect(pushed: Pushed, eventKey: string, fields: Fields): InboundEvent | null {
  const sent = fieldsOf(fields, 'SendLocationInfo');
  const latitude = numberOf(sent, 'Location_X');
  const longitude = numberOf(sent, 'Location_Y');
  if (latitude === undefined || longitude === undefined) return null;
  return {
    kind: 'location_select',
    ...pushed,
    eventKey,
    latitude,
    longitude,
    ...optionalNumber('scale', sent, 'Scale'),
    ...optionalText('label', sent, 'Label'),
    ...optionalText('poiName', sent, 'Poiname'),
  };
}

function scanResultOf(fields: Fields): { scanType: string; scanResult: string } {
  const info = fieldsOf(fields, 'ScanCodeInfo');
  return {
    scanType: textOf(info, 'ScanType')?.trim() ?? '',
    scanResult: textOf(info, 'ScanResult') ?? '',
  };
}

function picturesOf(fields: Fields): { count: number; md5s: string[] } {
  const info = fieldsOf(fields, 'SendPicsInfo');
  const md5s = listOf(fieldsOf(info, 'PicList'), 'item').flatMap(
    (item) => textOf(item, 'PicMd5Sum')?.trim() || [],
  );
  return { count: numberOf(info, 'Count') ?? md5s.length, md5s };
}

function otherEvent(event: string, pushed: Pushed, fields: Fields): OtherEvent {
  return {
    kind: 'other_event',
    ...pushed,
    event,
    ...optionalText('eventKey', fields, 'EventKey'),
    fields: without(fields, ['Event', 'EventKey']),
  };
}
