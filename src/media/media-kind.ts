/** Media: pictures, voices and videos of citizens: fetched from WeChat, kept, served to staff. */

export type MediaKind = 'image' | 'voice' | 'video';

/** How far the file of a message has come, and what people read of it. */
export const mediaStates = {
  waiting: '等待下载',
  fetching: '下载中',
  kept: '已保存',
  failed: '未能保存',
  expired: '已过期',
} as const;
export type MediaState = keyof typeof mediaStates;

/** Of a voice that browsers cannot play: `made` is there as MP3 beside the original. */
export type Playable = 'not_needed' | 'waiting' | 'made' | 'failed';

export const mediaKinds: Readonly<Record<MediaKind, string>> = {
  image: '图片',
  voice: '语音',
  video: '视频',
};

const MB = 1024 * 1024;

/** The largest file of each kind that is kept: above what WeChat lets citizens send. */
export const maxBytes: Readonly<Record<MediaKind, number>> = {
  image: 20 * MB,
  voice: 5 * MB,
  video: 100 * MB,
};
