/**
 * Everything that WeChat can push to us, as one discriminated union on `kind`.
 * Fields: 接收普通消息 (Receiving_standard_messages), 接收事件推送 (Receiving_event_pushes).
 * Ids stay strings: MsgId is larger than 2^53, and the keyword 007 is not 7.
 */

/** Common to all pushes. `sentAtSeconds` is WeChat's CreateTime: whole seconds since 1970. */
interface Pushed {
  accountOriginalId: string;
  openid: string;
  sentAtSeconds: number;
}

/** Common to ordinary messages. `article` is set when the citizen wrote from below an article. */
interface Message extends Pushed {
  msgId: string;
  article?: { msgDataId: string; index: string };
}

/** `menuItemId`: the citizen tapped an item of a msgmenu message (bizmsgmenuid), `content` is the item's text. */
export interface TextMessage extends Message {
  kind: 'text';
  content: string;
  menuItemId?: string;
}
/** `pictureUrl` is kept for the record and never fetched. */
export interface ImageMessage extends Message {
  kind: 'image';
  mediaId: string;
  pictureUrl?: string;
}
/** `recognition` is WeChat's speech recognition, where the account has it on. */
export interface VoiceMessage extends Message {
  kind: 'voice';
  mediaId: string;
  format: string;
  mediaId16k?: string;
  recognition?: string;
}
export interface VideoMessage extends Message {
  kind: 'video' | 'shortvideo';
  mediaId: string;
  thumbMediaId?: string;
}
export interface LocationMessage extends Message {
  kind: 'location';
  latitude: number;
  longitude: number;
  scale?: number;
  label?: string;
}
export interface LinkMessage extends Message {
  kind: 'link';
  title: string;
  description: string;
  url: string;
}
/** A message type that we do not know; kept, answered `success`. */
export interface UnknownMessage extends Pushed {
  kind: 'unknown_message';
  msgType: string;
  msgId?: string;
  fields: Fields;
}

/** Follow. `scene` is set when the citizen came by a scene QR code (without the prefix `qrscene_`). */
export interface SubscribeEvent extends Pushed {
  kind: 'subscribe';
  eventKey?: string;
  scene?: string;
  ticket?: string;
}
export interface UnsubscribeEvent extends Pushed {
  kind: 'unsubscribe';
  eventKey?: string;
}
/** A follower scanned a scene QR code. */
export interface ScanEvent extends Pushed {
  kind: 'scan';
  scene: string;
  ticket?: string;
}
/** The account reports the place of a citizen who agreed to it; not a message to anybody. */
export interface LocationReportEvent extends Pushed {
  kind: 'location_report';
  latitude: number;
  longitude: number;
  precision?: number;
}
/** The menu's click button. */
export interface ClickEvent extends Pushed {
  kind: 'click';
  eventKey: string;
}
/** The menu's view and view_miniprogram buttons: `eventKey` is the URL or page path. */
export interface ViewEvent extends Pushed {
  kind: 'view' | 'view_miniprogram';
  eventKey: string;
  menuId?: string;
}
export interface ScanCodeEvent extends Pushed {
  kind: 'scancode_push' | 'scancode_waitmsg';
  eventKey: string;
  scanType: string;
  scanResult: string;
}
export interface SendPicturesEvent extends Pushed {
  kind: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
  eventKey: string;
  count: number;
  md5s: string[];
}
export interface LocationSelectEvent extends Pushed {
  kind: 'location_select';
  eventKey: string;
  latitude: number;
  longitude: number;
  scale?: number;
  label?: string;
  poiName?: string;
}
/** Every other event, in lower case, with its fields as they came: job results, verification, kf sessions, debug_demo … */
export interface OtherEvent extends Pushed {
  kind: 'other_event';
  event: string;
  eventKey?: string;
  fields: Fields;
}

/** Parsed XML below the root: text, or nested elements; a repeated element is an array. */
export type FieldValue = string | Fields | FieldValue[];
export interface Fields {
  [name: string]: FieldValue;
}

export type InboundMessage =
  | TextMessage
  | ImageMessage
  | VoiceMessage
  | VideoMessage
  | LocationMessage
  | LinkMessage
  | UnknownMessage;
export type InboundEvent =
  | SubscribeEvent
  | UnsubscribeEvent
  | ScanEvent
  | LocationReportEvent
  | ClickEvent
  | ViewEvent
  | ScanCodeEvent
  | SendPicturesEvent
  | LocationSelectEvent
  | OtherEvent;
export type Inbound = InboundMessage | InboundEvent;
