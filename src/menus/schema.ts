/** Menus: from a file of the unit's own words to the menu at the bottom of the citizen's chat. */
import { z } from 'zod';
import { pageNames } from '../routing/menu-key';

/**
 * A button of `menus/<unit>.yaml`: either `buttons` (a top button that opens a list) or exactly one
 * action. The shape alone is held here; counts, lengths and references are `checkMenu`'s, which can
 * say how many bytes there are and what to write instead.
 */
export const menuButtonSchema = z.strictObject({
  name: z
    .string({ error: '按钮名称要写成文字' })
    .describe('按钮上的字：一级最多 16 字节（5 个汉字），二级最多 60 字节（20 个汉字）'),
  get buttons() {
    return z.array(menuButtonSchema).optional().describe('二级按钮，最多 5 个；有了它就不写动作');
  },
  item: z
    .string()
    .optional()
    .describe('打开一个事项：本单位写 id，例如 card；其他单位写 yibao.pay'),
  as: z
    .enum(['card', 'link'], { error: '写 card（回复卡片）或 link（打开网址）' })
    .optional()
    .describe('只和 item 一起用：card 总是回复卡片，link 总是打开网址；不写则有网址就打开网址'),
  items: z
    .string()
    .optional()
    .describe('列出一组事项：分组，例如 办一办/社保卡，或写 top（热门事项）'),
  query: z
    .string()
    .optional()
    .describe('打开一个查询：本单位写 queries.yaml 里的 id，其他单位写 yibao.claim'),
  page: z
    .enum(pageNames, { error: `只能写 ${pageNames.join('、')}` })
    .optional()
    .describe('progress 办件进度，items 全部事项，human 转人工，help 帮助'),
  reply: z.string().optional().describe('直接回复的文字，要同时写 key'),
  key: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, '写小写字母、数字和短横线，以字母开头，例如 office-hours')
    .optional()
    .describe('reply 的名字，定下来就不要改，点击统计靠它'),
  url: z.string().optional().describe('打开网址，以 https:// 开头'),
  miniprogram: z
    .strictObject({
      appId: z.string().describe('小程序的 AppID，以 wx 开头，要先在公众平台关联'),
      path: z.string().describe('小程序页面，例如 pages/index/index'),
      url: z.string().describe('旧版微信打不开小程序时改开的网址'),
    })
    .optional()
    .describe('打开小程序'),
});

/** `menus/<unit>.yaml` */
export const menuFileSchema = z.strictObject({
  menu: z.array(menuButtonSchema).describe('默认菜单，1 到 3 个一级按钮'),
});

export type MenuFileButton = z.infer<typeof menuButtonSchema>;
export type MenuFile = z.infer<typeof menuFileSchema>;
