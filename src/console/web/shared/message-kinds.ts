/** What a message is called by its kind; `statement`: what staff entered by hand. */
export const messageKinds: Readonly<Record<string, string>> = {
  text: '文字',
  image: '图片',
  voice: '语音',
  video: '视频',
  shortvideo: '小视频',
  location: '位置',
  link: '链接',
  event: '操作',
  statement: '登记的诉求',
};
