import type { Trigger } from './ledger';
import type { PushFields } from './push-xml';

/** One thing that a citizen does, as WeChat reports it, without addressee and time. */
export interface Push {
  /** Ordinary messages get a MsgId, events do not. */
  isEvent: boolean;
  fields: PushFields;
  /** What it opens for the account's customer-service messages; null: nothing. */
  opens: Trigger | null;
}

export interface Place {
  latitude: number;
  longitude: number;
  label: string;
}

const message = (type: string, fields: PushFields): Push => ({
  isEvent: false,
  fields: { MsgType: type, ...fields },
  opens: 'message',
});
const event = (name: string, fields: PushFields, opens: Trigger | null): Push => ({
  isEvent: true,
  fields: { MsgType: 'event', Event: name, ...fields },
  opens,
});

export const textPush = (content: string): Push => message('text', { Content: content });

/** A tap on an item of a msgmenu message: an ordinary text to the account, but only an event to the ledger. */
export const menuItemPush = (content: string, itemId: string): Push => ({
  ...message('text', { Content: content, bizmsgmenuid: itemId }),
  opens: 'event',
});

export const imagePush = (mediaId: string, pictureUrl: string): Push =>
  message('image', { PicUrl: pictureUrl, MediaId: mediaId });

/** @param recognition WeChat's recognised words; null: the account has recognition off */
export const voicePush = (mediaId: string, recognition: string | null): Push =>
  message('voice', {
    MediaId: mediaId,
    Format: 'amr',
    ...(recognition === null ? {} : { Recognition: recognition }),
  });

export const locationPush = (place: Place): Push =>
  message('location', {
    Location_X: place.latitude,
    Location_Y: place.longitude,
    Scale: 15,
    Label: place.label,
  });

/** Follow, by search (no scene) or by a scene code. */
export const followPush = (scene: { key: string; ticket: string } | null): Push =>
  event(
    'subscribe',
    scene ? { EventKey: `qrscene_${scene.key}`, Ticket: scene.ticket } : { EventKey: '' },
    'event',
  );
export const unfollowPush = (): Push => event('unsubscribe', { EventKey: '' }, null);
export const scanPush = (scene: { key: string; ticket: string }): Push =>
  event('SCAN', { EventKey: scene.key, Ticket: scene.ticket }, 'event');

export const clickPush = (key: string): Push => event('CLICK', { EventKey: key }, 'event');
/** @param menuId the conditional menu that was shown, if any */
export const viewPush = (
  name: 'VIEW' | 'view_miniprogram',
  target: string,
  menuId: number | null,
): Push =>
  event(name, { EventKey: target, ...(menuId === null ? {} : { MenuId: String(menuId) }) }, null);
export const scanCodePush = (
  name: 'scancode_push' | 'scancode_waitmsg',
  key: string,
  result: string,
): Push =>
  event(name, { EventKey: key, ScanCodeInfo: { ScanType: 'qrcode', ScanResult: result } }, 'event');
export const picturesPush = (
  name: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin',
  key: string,
  md5s: readonly string[],
): Push =>
  event(
    name,
    {
      EventKey: key,
      SendPicsInfo: {
        Count: md5s.length,
        PicList: { item: md5s.map((md5) => ({ PicMd5Sum: md5 })) },
      },
    },
    null,
  );
export const locationSelectPush = (key: string, place: Place): Push =>
  event(
    'location_select',
    {
      EventKey: key,
      SendLocationInfo: {
        Location_X: String(place.latitude),
        Location_Y: String(place.longitude),
        Scale: '15',
        Label: place.label,
        Poiname: '',
      },
    },
    null,
  );
