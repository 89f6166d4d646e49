import type { Story } from '../story';

/** What several people write on one day, each in nearly the same words. */
export const BROKEN_LIGHTS: Story = {
  type: 'complaint',
  item: null,
  first: '{place}路口的红绿灯坏了',
  detail: '{place}路口的红绿灯坏了两天了，上学放学的时候车子挤在一起，请快点派人来修。',
  answer: '您好。{place}路口的红绿灯已请维修单位到现场检修，修好以前由民警在早晚高峰指挥。',
};
