/** Menus: from a file of the unit's own words to the menu at the bottom of the citizen's chat. */
import { z } from 'zod';
import { pageNames, photoSources, scanModes } from '../routing/menu-key';

/** Phones as WeChat tells them apart. */
export const platformNames = ['ios', 'android', 'other'] as const;

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
    .describe('和 item、article 一起用：card 总是回复卡片，link 总是打开；不写则能打开就打开'),
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
    .describe(
      'progress 办件进度，items 全部事项，human 转人工，help 帮助，privacy 个人信息怎样使用',
    ),
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
  scan: z
    .enum(scanModes, { error: '写 open（扫码后打开）或 answer（扫码后由系统回复）' })
    .optional()
    .describe('扫二维码：open 扫码后由微信打开，answer 扫码后由系统回复'),
  photo: z
    .enum(photoSources, { error: '写 camera（拍照）、album（相册）或 either（都可以）' })
    .optional()
    .describe('让群众发照片：camera 拍照，album 从相册选，either 两样都可以'),
  location: z
    .string()
    .optional()
    .describe('让群众选一个位置，再用它来查：写 queries.yaml 里要问地点（place）的查询 id'),
  article: z
    .string()
    .optional()
    .describe('打开一篇已发布的文章：写它的 article_id；as: card 时回复文章卡片'),
  from: z
    .string()
    .optional()
    .describe('从这一天起出现：2026-12-01（只有一次），或 12-01（每年，要同时写 until）'),
  until: z
    .string()
    .optional()
    .describe('到这一天止（含当天）：2026-12-31（只有一次），或 12-31（每年，可以跨年）'),
});

/** What WeChat once matched by and refuses now (65320); named so that an old file is told why. */
const abolished = z
  .never()
  .optional()
  .describe('微信为保护隐私，已取消按性别、地区、语言和分组匹配（65320）；删去这一行');

/** A menu for some of the followers: 创建个性化菜单 (api_addconditionalmenu). */
export const conditionalMenuSchema = z.strictObject({
  name: z.string({ error: '名称要写成文字' }).describe('给管理员看的名称，例如 志愿者；群众看不到'),
  tag: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('只给有这个标签的群众看：公众平台里标签的编号，例如 101'),
  platform: z
    .enum(platformNames, { error: '写 ios、android 或 other' })
    .optional()
    .describe('只给用这种手机的群众看：ios、android 或 other'),
  menu: z.array(menuButtonSchema).describe('给他们看的菜单，1 到 3 个一级按钮'),
  sex: abolished,
  country: abolished,
  province: abolished,
  city: abolished,
  language: abolished,
  group_id: abolished,
});

/** `menus/<unit>.yaml` */
export const menuFileSchema = z.strictObject({
  autoApply: z
    .boolean({ error: '写 true 或 false' })
    .optional()
    .describe(
      '写 true：改好的文件和按季节出现的按钮由系统自动发布；不写或 false：只提醒，由人运行 menus apply',
    ),
  menu: z.array(menuButtonSchema).describe('默认菜单，1 到 3 个一级按钮'),
  conditional: z
    .array(conditionalMenuSchema)
    .optional()
    .describe('个性化菜单；一位群众符合几个时，看到写在最上面的那个，都不符合时看到默认菜单'),
});

export type MenuFileButton = z.infer<typeof menuButtonSchema>;
export type ConditionalMenuFile = z.infer<typeof conditionalMenuSchema>;
export type MenuFile = z.infer<typeof menuFileSchema>;
