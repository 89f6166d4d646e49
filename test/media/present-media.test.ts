import type { MediaView } from '../../src/media/media-rows';
import { presentMedia } from '../../src/media/present-media';

const messageId = '019ab6ab-0000-7000-8000-000000000000';
const path = `/media/renshe/${messageId}`;

function aMedia(overrides: Partial<MediaView>): MediaView {
  return {
    account: 'renshe',
    messageId,
    kind: 'voice',
    state: 'waiting',
    reason: null,
    code: null,
    receivedAt: new Date('2026-11-23T01:30:00Z'),
    sha256: null,
    bytes: null,
    contentType: null,
    playable: null,
    playableSha256: null,
    playableBytes: null,
    ...overrides,
  };
}
const kept = { state: 'kept', sha256: 'a', bytes: 9, playable: 'not_needed' } as const;
const amr = { ...kept, contentType: 'audio/amr' } as const;

it.each<
  [Partial<MediaView>, boolean, string, string | RegExp | null, string | null, string | null]
>([
  [{}, true, '语音 等待下载', null, null, null],
  [{ reason: 'disk_full' }, true, '语音 等待下载', /磁盘空间不够.*自动再取/, null, null],
  [{ state: 'fetching' }, true, '语音 下载中', null, null, null],
  [
    { state: 'failed', reason: 'wrong_type' },
    true,
    '语音 未能保存',
    /打不开.*重新发送/,
    null,
    null,
  ],
  [{ state: 'failed', reason: 'of a later version' }, true, '语音 未能保存', null, null, null],
  [{ state: 'expired', reason: 'busy' }, true, '语音 已过期', /三天.*微信那边正忙/, null, null],
  [{ state: 'expired' }, true, '语音 已过期', /三天.*重新发送/, null, null],
  [
    { kind: 'image', ...kept, contentType: 'image/png' },
    true,
    '图片 已保存',
    null,
    path,
    `${path}?download`,
  ],
  [
    { kind: 'image', ...kept, contentType: 'image/heic' },
    true,
    '图片 已保存',
    '浏览器不能直接打开，请下载查看。',
    null,
    `${path}?download`,
  ],
  [{ ...amr, playable: 'waiting' }, true, '语音 已保存', /正在转成/, null, `${path}?download`],
  [
    { ...amr, playable: 'waiting' },
    false,
    '语音 已保存',
    /没有安装 ffmpeg.*下载原文件/,
    null,
    `${path}?download`,
  ],
  [
    { ...amr, playable: 'failed' },
    true,
    '语音 已保存',
    /不能转成.*下载原文件/,
    null,
    `${path}?download`,
  ],
  [
    { ...amr, playable: 'made', playableSha256: 'b', playableBytes: 3 },
    true,
    '语音 已保存',
    null,
    `${path}/playable`,
    `${path}?download`,
  ],
])('%o', (overrides, transcoding, label, note, showUrl, downloadUrl) => {
  const presented = presentMedia(aMedia(overrides), transcoding);
  expect(presented).toMatchObject({ label, showUrl, downloadUrl });
  if (note === null || typeof note === 'string') expect(presented.note).toBe(note);
  else expect(presented.note).toMatch(note);
});
