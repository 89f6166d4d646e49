import type { MediaKind } from './media-kind';

const MB = 1024 * 1024;

/** 新增临时素材 (api_uploadtempmedia): what WeChat takes, and the same in words. */
export const acceptedByWechat: Readonly<
  Record<MediaKind, { types: readonly string[]; bytes: number; words: string }>
> = {
  image: {
    types: ['image/jpeg', 'image/png', 'image/gif'],
    bytes: 10 * MB,
    words: 'JPG、PNG 或 GIF，不超过 10 MB',
  },
  voice: {
    types: ['audio/amr', 'audio/mpeg'],
    bytes: 2 * MB,
    words: 'MP3 或 AMR，不超过 2 MB、60 秒',
  },
  video: { types: ['video/mp4'], bytes: 10 * MB, words: 'MP4，不超过 10 MB' },
};
