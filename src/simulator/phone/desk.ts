import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../platform/errors';
import type { SimulatedAccount } from '../accounts';
import { closedLedger } from '../ledger';
import { buildSilentVoice } from '../media-kinds';
import type { MediaStore } from '../media-store';
import type { Contact, Entry, EntryBody, MenuButton } from '../model';
import type { Pusher } from '../pusher';
import {
  clickPush,
  followPush,
  imagePush,
  locationPush,
  locationSelectPush,
  menuItemPush,
  picturesPush,
  scanCodePush,
  scanPush,
  textPush,
  unfollowPush,
  viewPush,
  voicePush,
  type Push,
} from '../pushes';
import { shownMenu } from '../shown-menu';
import type { World } from '../world';
import type { Action } from './actions';

type MenuAction = Extract<Action, { kind: 'menu' }>;
interface Hand {
  account: SimulatedAccount;
  contact: Contact;
}

/** The bubble is there; `delivered` resolves when WeChat has its answers or has given up. */
export interface Sent {
  delivered: Promise<void>;
}

/** Turns what a person does on a phone into bubbles and pushes. */
export class PhoneDesk {
  constructor(
    private readonly world: World,
    private readonly media: MediaStore,
    private readonly pusher: Pusher,
    private readonly baseUrl: () => string,
  ) {}

  /**
   * Does it. Throws AppError for what the phone cannot do now.
   */
  async perform(account: SimulatedAccount, phone: string, action: Action): Promise<Sent> {
    const hand = { account, contact: this.world.contact(account, phone) };
    const mustFollow = action.kind !== 'follow' && action.kind !== 'scan';
    if (mustFollow && !hand.contact.following) throw new AppError('conflict', '请先关注这个公众号');
    switch (action.kind) {
      case 'text':
        return this.say(hand, textBody(action.text), textPush(clean(action.text)), '文字');
      case 'say':
        return this.say(
          hand,
          textBody(action.text),
          menuItemPush(action.text, action.itemId),
          '点选项',
        );
      case 'image':
        return this.sendImage(hand, action.mediaId);
      case 'voice':
        return this.sendVoice(hand, action.recognition, action.seconds);
      case 'location':
        return this.say(
          hand,
          { kind: 'location', ...action.place },
          locationPush(action.place),
          '位置',
        );
      case 'scan':
        return this.scan(hand, action.scene);
      case 'follow':
        return this.follow(hand, null);
      case 'unfollow':
        return this.unfollow(hand);
      case 'menu':
        return this.tapMenu(hand, action);
    }
  }

  private say(hand: Hand, body: EntryBody, push: Push, title: string): Sent {
    const from: Entry['from'] = body.kind === 'note' ? 'system' : 'citizen';
    const delivery = { state: 'sending' as const, tries: 0, roundTripMs: null };
    const entry = this.world.append(hand.contact, from, body, delivery);
    return { delivered: this.pusher.push(hand.account, hand.contact, push, title, entry) };
  }

  private note(hand: Hand, text: string, push: Push, title: string): Sent {
    return this.say(hand, { kind: 'note', text }, push, title);
  }

  private sendImage(hand: Hand, mediaId: string): Sent {
    if (!this.media.belongsTo(hand.account.unit, mediaId)) {
      throw new AppError('not_found', '图片已经不在了，请重新选择');
    }
    const push = imagePush(mediaId, `${this.baseUrl()}/media/${mediaId}`);
    return this.say(hand, { kind: 'image', mediaId }, push, '图片');
  }

  private async sendVoice(hand: Hand, recognition: string | null, seconds: number): Promise<Sent> {
    const bytes = buildSilentVoice(seconds);
    const { mediaId } = await this.media.add(hand.account.unit, 'voice', 'audio/amr', bytes);
    const body: EntryBody = { kind: 'voice', mediaId, seconds, recognition: recognition ?? '' };
    return this.say(hand, body, voicePush(mediaId, recognition), '语音');
  }

  private scan(hand: Hand, key: string): Sent {
    const scene = { key, ticket: randomBytes(48).toString('base64url') };
    if (!hand.contact.following) return this.follow(hand, scene);
    return this.note(hand, `扫了场景码“${key}”`, scanPush(scene), '扫场景码');
  }

  private follow(hand: Hand, scene: { key: string; ticket: string } | null): Sent {
    if (hand.contact.following) throw new AppError('conflict', '已经关注了');
    this.world.updateContact(hand.contact, {
      following: true,
      followedAt: this.world.now(),
      scene: scene?.key ?? '',
    });
    const how = scene ? `扫场景码“${scene.key}”关注了` : '关注了';
    return this.note(hand, `${how}${hand.account.name}`, followPush(scene), '关注');
  }

  private unfollow(hand: Hand): Sent {
    const sent = this.note(hand, '取消了关注', unfollowPush(), '取消关注');
    this.world.updateContact(hand.contact, { following: false, ledger: closedLedger, unread: 0 });
    return sent;
  }

  private async tapMenu(hand: Hand, action: MenuAction): Promise<Sent> {
    const shown = shownMenu(this.world, hand.contact);
    const [first, second] = action.path;
    const parent = shown?.button[first!];
    const button = second === undefined ? parent : parent?.sub_button?.[second];
    if (!shown || !button?.type) throw new AppError('conflict', '菜单刚刚变了，请再点一次');
    const text = `点了菜单“${button.name}”`;
    switch (button.type) {
      case 'click':
        return this.note(hand, text, clickPush(button.key!), '菜单点击');
      case 'view':
        return this.note(hand, text, viewPush('VIEW', button.url!, shown.menuId), '菜单网页');
      case 'miniprogram': {
        const push = viewPush('view_miniprogram', button.pagepath!, shown.menuId);
        return this.note(hand, `${text}，打开小程序`, push, '菜单小程序');
      }
      case 'scancode_push':
      case 'scancode_waitmsg': {
        const push = scanCodePush(button.type, button.key!, action.scanResult ?? '');
        return this.note(hand, text, push, '菜单扫码');
      }
      case 'pic_sysphoto':
      case 'pic_photo_or_album':
      case 'pic_weixin':
        return this.sendPictures(hand, button.type, button, action.mediaIds ?? []);
      case 'location_select':
        return this.selectPlace(hand, button, action.place);
      default:
        this.world.append(hand.contact, 'system', {
          kind: 'note',
          text: `${text}，这类按钮由微信自己打开`,
        });
        return { delivered: Promise.resolve() };
    }
  }

  /** First the event with the pictures' sums, then the pictures as messages. */
  private async sendPictures(
    hand: Hand,
    name: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin',
    button: MenuButton,
    mediaIds: readonly string[],
  ): Promise<Sent> {
    const found = mediaIds.map((id) => this.media.find(id)).filter((media) => media !== null);
    const files = await Promise.all(found.map((media) => this.media.read(media)));
    const md5s = files.map((bytes) => createHash('md5').update(bytes).digest('hex'));
    const push = picturesPush(name, button.key!, md5s);
    const event = this.note(hand, `点了菜单“${button.name}”`, push, '菜单发图');
    return together([event, ...found.map((media) => this.sendImage(hand, media.mediaId))]);
  }

  /** First the event, then the place as a message. */
  private selectPlace(hand: Hand, button: MenuButton, place: MenuAction['place']): Sent {
    if (!place) throw new AppError('bad_request', '请先选择位置');
    const push = locationSelectPush(button.key!, place);
    const event = this.note(hand, `点了菜单“${button.name}”`, push, '菜单位置');
    const message = this.say(hand, { kind: 'location', ...place }, locationPush(place), '位置');
    return together([event, message]);
  }
}

function together(all: readonly Sent[]): Sent {
  return { delivered: Promise.all(all.map((sent) => sent.delivered)).then(() => undefined) };
}

/** What a person writes is shown as written: links of their own are no markup. */
function textBody(text: string): EntryBody {
  return { kind: 'text', parts: [{ kind: 'text', text }] };
}

/** Characters that XML 1.0 cannot carry never leave a phone. */
function clean(text: string): string {
  return [...text].filter((character) => character >= ' ' || '\t\n\r'.includes(character)).join('');
}
