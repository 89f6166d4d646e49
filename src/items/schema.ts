import { z } from 'zod';
import { checkedSchema } from '../units/schema';

const textSchema = z.string().trim().min(1, '不能为空');
const httpUrl = z.url({ protocol: /^https?$/, error: '写完整的网址，以 https:// 开头' });

/** How far a fact can be trusted. Only law and gov of the State, Hunan, Yueyang or Junshan reach a citizen. */
export const factQualities = ['law', 'gov', 'press', 'mirror', 'pending'] as const;
/** Whose rule it is. A figure of another place is never shown. */
export const factPlaces = ['国家', '湖南', '岳阳', '君山', '外地'] as const;

/** One statement with its source. After `validUntil` it leaves the card by itself. */
export const factSchema = z.strictObject({
  text: textSchema,
  source: textSchema.describe('依据的名称，例如 居民身份证法第十二条'),
  url: httpUrl.nullable().default(null).describe('官方网页；不写第三方转载的网址'),
  quality: z.enum(factQualities),
  place: z.enum(factPlaces).default('国家'),
  validUntil: z.iso.date('写成 2026-12-31 这样的日期').nullable().default(null),
});

export const entrySchema = z
  .strictObject({
    name: textSchema.describe('入口名称，例如 湘易办（微信小程序）'),
    url: httpUrl.nullable().default(null),
    how: textSchema.nullable().default(null).describe('没有网址时怎么找到，例如 微信搜索“湘易办”'),
  })
  .refine((entry) => entry.url !== null || entry.how !== null, {
    error: '入口要有 url 或 how 之一',
  });

export const itemSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, '事项 id 用小写字母，例如 card'),
  name: textSchema,
  kind: z.enum(['guide', 'query', 'report', 'booking']),
  group: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, '写成 办一办/社保卡')
    .describe('菜单里的位置'),
  asks: z.array(textSchema).min(1).describe('群众的说法，每条是一个词或短语，不写整句'),
  summary: textSchema.nullable().default(null).describe('一句话说明是什么'),
  where: textSchema.nullable().default(null).describe('在哪里办'),
  bring: z
    .strictObject({ things: z.array(textSchema).min(1), basis: factSchema.omit({ text: true }) })
    .nullable()
    .default(null),
  fee: factSchema.nullable().default(null),
  timeLimit: factSchema.nullable().default(null),
  facts: z.array(factSchema).default([]),
  entries: z.array(entrySchema).default([]).describe('第一个是推荐入口'),
  telephone: z
    .string({ error: '电话要加引号，例如 "12333"' })
    .regex(/^[0-9]{3,12}([- ][0-9]{1,8})*$/, '电话只写数字和短横线')
    .nullable()
    .default(null)
    .describe('专线；没有就用单位电话，再没有用 12345'),
  picture: httpUrl.nullable().default(null),
  sensitive: z.boolean().default(false).describe('涉及隐私的事项：回执和通知里不写事项名'),
  public: z.boolean().default(true).describe('其他单位的公众号能不能搜到'),
  toFill: z.array(textSchema).default([]).describe('还需单位补充的内容，群众看不到'),
  note: textSchema.nullable().default(null).describe('给编辑看的说明，群众看不到'),
  ...checkedSchema,
});

/** `replies/<unit>/items.yaml` */
export const itemsFileSchema = z.strictObject({ items: z.array(itemSchema).min(1) });

export type Fact = z.infer<typeof factSchema>;
export type Entry = z.infer<typeof entrySchema>;
export type ItemFile = z.infer<typeof itemSchema>;

/** An item with its unit. `ref` is unique in the district: `renshe.card`. */
export interface Item extends Readonly<ItemFile> {
  readonly unit: string;
  readonly ref: string;
}
