import { chinaTimeOf } from '../platform/china-time';
import { fetchReasons, type FetchReason } from './fetch-outcome';
import { mediaKinds, mediaStates, type MediaKind, type MediaState } from './media-kind';
import type { MediaView } from './media-rows';
import { findType } from './sniff-type';

/** What a screen shows of a message's file. */
export interface PresentedMedia {
  messageId: string;
  kind: MediaKind;
  state: MediaState;
  /** `语音 已保存` */
  label: string;
  /** What staff should know or do; null where there is nothing to say. */
  note: string | null;
  bytes: number | null;
  /** Shown or played in the page; null where a browser cannot. */
  showUrl: string | null;
  /** The original, to be saved as a file. */
  downloadUrl: string | null;
}

/** @param transcoding whether this machine can make voices playable */
export function presentMedia(media: MediaView, transcoding: boolean): PresentedMedia {
  const { messageId, kind, state, bytes } = media;
  const isKept = media.sha256 !== null;
  const path = `/media/${media.account}/${messageId}`;
  return {
    messageId,
    kind,
    state,
    label: `${mediaKinds[kind]} ${mediaStates[state]}`,
    note: noteOf(media, transcoding),
    bytes,
    showUrl: media.playableSha256 ? `${path}/playable` : isKept && isShown(media) ? path : null,
    downloadUrl: isKept ? `${path}?download` : null,
  };
}

/** `语音20261123-0930.mp3`: no word of the citizen's. */
export function fileNameOf(
  media: Pick<MediaView, 'kind' | 'receivedAt'>,
  extension: string,
): string {
  const { year, month, day, hour, minute } = chinaTimeOf(media.receivedAt);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${mediaKinds[media.kind]}${year}${two(month)}${two(day)}-${two(hour)}${two(minute)}.${extension}`;
}

function isShown({ contentType }: MediaView): boolean {
  return contentType !== null && (findType(contentType)?.shown ?? false);
}

function noteOf(media: MediaView, transcoding: boolean): string | null {
  const reason = presentReason(media.reason);
  switch (media.state) {
    case 'waiting':
    case 'fetching':
      return reason;
    case 'failed':
      return reason;
    case 'expired':
      return `微信只保存三天，这个文件已经取不到了。${reason ? `没有取到的原因：${reason}` : '请联系群众重新发送。'}`;
    case 'kept':
      return keptNote(media, transcoding);
  }
}

function keptNote(media: MediaView, transcoding: boolean): string | null {
  switch (media.playable) {
    case 'waiting':
      return transcoding
        ? '正在转成能播放的格式，请稍候。'
        : '这台服务器没有安装 ffmpeg，浏览器不能播放这段语音，请下载原文件收听。';
    case 'failed':
      return '这段语音不能转成浏览器能播放的格式（可能已损坏），请下载原文件收听。';
    case 'made':
    case 'not_needed':
    case null:
      return isShown(media) || media.playable === 'made'
        ? null
        : '浏览器不能直接打开，请下载查看。';
  }
}

function presentReason(reason: string | null): string | null {
  return reason !== null && Object.hasOwn(fetchReasons, reason)
    ? fetchReasons[reason as FetchReason]
    : null;
}
