import type { Fields, InboundMessage, UnknownMessage } from './inbound';
import type { Pushed } from './parse-event';
import { numberOf, optionalNumber, optionalText, textOf, without } from './xml-fields';

/**
 * An ordinary message. `fields` are the elements beside sender, recipient, time and type.
 * Source: 接收普通消息 (Receiving_standard_messages).
 */
export function parseMessage(type: string, pushed: Pushed, fields: Fields): InboundMessage {
  const msgId = textOf(fields, 'MsgId')?.trim() ?? '';
  if (msgId === '' || msgId.length > 64) return unknownMessage(type, pushed, fields);
  return (
    knownMessage(type, { ...pushed, msgId, ...articleOf(fields) }, fields) ??
    unknownMessage(type, pushed, fields)
  );
}

type Common = Pushed & { msgId: string; article?: { msgDataId: string; index: string } };

function knownMessage(type: string, common: Common, fields: Fields): InboundMessage | null {
  const mediaId = textOf(fields, 'MediaId')?.trim() ?? '';
  switch (type) {
    case 'text':
      return {
        kind: 'text',
        ...common,
        content: textOf(fields, 'Content') ?? '',
        ...optionalText('menuItemId', fields, 'bizmsgmenuid'),
      };
    case 'image':
      if (mediaId === '') return null;
      return { kind: 'image', ...common, mediaId, ...optionalText('pictureUrl', fields, 'PicUrl') };
    case 'voice':
      if (mediaId === '') return null;
      return {
        kind: 'voice',
        ...common,
        mediaId,
        format: textOf(fields, 'Format')?.trim() ?? '',
        ...optionalText('mediaId16k', fields, 'MediaId16K'),
        ...optionalText('recognition', fields, 'Recognition'),
      };
    case 'video':
    case 'shortvideo':
      if (mediaId === '') return null;
      return {
        kind: type,
        ...common,
        mediaId,
        ...optionalText('thumbMediaId', fields, 'ThumbMediaId'),
      };
    case 'location':
      return locationMessage(common, fields);
    case 'link':
      return {
        kind: 'link',
        ...common,
        title: textOf(fields, 'Title') ?? '',
        description: textOf(fields, 'Description') ?? '',
        url: textOf(fields, 'Url')?.trim() ?? '',
      };
    default:
      return null;
  }
}

function locationMessage(common: Common, fields: Fields): InboundMessage | null {
  const latitude = numberOf(fields, 'Location_X');
  const longitude = numberOf(fields, 'Location_Y');
  if (latitude === undefined || longitude === undefined) return null;
  return {
    kind: 'location',
    ...common,
    latitude,
    longitude,
    ...optionalNumber('scale', fields, 'Scale'),
    ...optionalText('label', fields, 'Label'),
  };
}

function articleOf(fields: Fields): Pick<Common, 'article'> {
  const msgDataId = textOf(fields, 'MsgDataId')?.trim();
  const index = textOf(fields, 'Idx')?.trim();
  return msgDataId && index ? { article: { msgDataId, index } } : {};
}

function unknownMessage(msgType: string, pushed: Pushed, fields: Fields): UnknownMessage {
  const msgId = textOf(fields, 'MsgId')?.trim() ?? '';
  return {
    kind: 'unknown_message',
    ...pushed,
    msgType,
    ...(msgId !== '' && msgId.length <= 64 ? { msgId } : {}),
    fields: without(fields, ['MsgId']),
  };
}
