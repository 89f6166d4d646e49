import { gonganStories } from './stories/gongan-stories';
import { jikongStories } from './stories/jikong-stories';
import { minzhengStories } from './stories/minzheng-stories';
import { rensheStories } from './stories/renshe-stories';
import { wenlvStories } from './stories/wenlv-stories';
import { yibaoStories } from './stories/yibao-stories';
import { ziranStories } from './stories/ziran-stories';
import type { Story } from './story';

/** The stories of each unit that has some, by its code. */
export const stories: ReadonlyMap<string, readonly Story[]> = new Map([
  ['minzheng', minzhengStories],
  ['gongan', gonganStories],
  ['wenlv', wenlvStories],
  ['renshe', rensheStories],
  ['yibao', yibaoStories],
  ['jikong', jikongStories],
  ['ziran', ziranStories],
]);
