import type { Inbound } from '../wechat/inbound';
import type { PlannedCase, Said } from './planned-case';

/** The openid of a planned case's citizen; WeChat's own look otherwise. */
export const openidOf = ({ key }: Pick<PlannedCase, 'key'>): string => `example-${key}`;

/** What WeChat would push. @param id unlike that of any other message of the account */
export function inboundOf(said: Said, openid: string, at: Date, id: string): Inbound {
  const common = {
    ...{ accountOriginalId: 'example', openid, msgId: id },
    sentAtSeconds: Math.floor(at.getTime() / 1000),
  };
  switch (said.kind) {
    case 'text':
    case 'location':
      return { ...common, ...said };
    case 'image':
      return { ...common, ...said, mediaId: `image-${id}` };
    case 'voice':
      return { ...common, ...said, mediaId: `voice-${id}`, format: 'wav' };
  }
}
