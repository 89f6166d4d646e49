import { z } from 'zod';
import { librarySchema } from './library';

/**
 * What the simulator remembers: phones, chats, menus, media. Instants are milliseconds since 1970.
 * The shapes are zod schemas because the same data is read back from a file after a restart.
 */

/** A piece of a text. `say`: tapping it sends the words, with the id of the menu item. */
export const textPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('link'), text: z.string(), href: z.string() }),
  z.object({ kind: z.literal('say'), text: z.string(), content: z.string(), itemId: z.string() }),
]);
export type TextPart = z.infer<typeof textPartSchema>;

const articleSchema = z.object({
  title: z.string(),
  description: z.string(),
  pictureUrl: z.string(),
  url: z.string(),
});

/** What one bubble shows. `note` is a grey line in the middle, `card` a mini program or an article. */
export const entryBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), parts: z.array(textPartSchema) }),
  z.object({ kind: z.literal('image'), mediaId: z.string() }),
  z.object({
    kind: z.literal('voice'),
    mediaId: z.string(),
    seconds: z.number(),
    recognition: z.string(),
  }),
  z.object({
    kind: z.literal('video'),
    mediaId: z.string(),
    title: z.string(),
    description: z.string(),
  }),
  z.object({
    kind: z.literal('music'),
    title: z.string(),
    description: z.string(),
    url: z.string(),
  }),
  z.object({
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    label: z.string(),
  }),
  z.object({ kind: z.literal('news'), articles: z.array(articleSchema) }),
  z.object({
    kind: z.literal('menu'),
    head: z.array(textPartSchema),
    items: z.array(z.object({ id: z.string(), text: z.string() })),
    tail: z.array(textPartSchema),
  }),
  z.object({ kind: z.literal('card'), title: z.string(), note: z.string() }),
  /** A template message or subscription notice, in the chat of all notices. */
  z.object({
    kind: z.literal('notice'),
    accountName: z.string(),
    title: z.string(),
    rows: z.array(z.object({ label: z.string(), value: z.string() })),
    url: z.string(),
    opensMiniProgram: z.boolean(),
  }),
  z.object({ kind: z.literal('note'), text: z.string() }),
]);
export type EntryBody = z.infer<typeof entryBodySchema>;

/** How a push to the callback went. `roundTripMs` is the time of the try that was answered. */
const deliverySchema = z.object({
  state: z.enum(['sending', 'answered', 'failed']),
  tries: z.number(),
  roundTripMs: z.number().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const entrySchema = z.object({
  id: z.string(),
  at: z.number(),
  from: z.enum(['citizen', 'account', 'system']),
  body: entryBodySchema,
  delivery: deliverySchema.optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** Customer-service messages that an account may still send: `remaining` until `expiresAt`. */
const windowSchema = z.object({ remaining: z.number(), expiresAt: z.number() });
export const ledgerSchema = z.object({
  message: windowSchema.nullable(),
  event: windowSchema.nullable(),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** One citizen in one account. */
export const contactSchema = z.object({
  unit: z.string(),
  phone: z.string(),
  openid: z.string(),
  following: z.boolean(),
  followedAt: z.number(),
  scene: z.string(),
  unread: z.number(),
  lastExchangeAt: z.number(),
  tags: z.array(z.number()),
  /** On the account's blacklist. */
  blocked: z.boolean().default(false),
  /** What the account's staff calls the citizen. */
  remark: z.string().default(''),
  ledger: ledgerSchema,
  entries: z.array(entrySchema),
});
export type Contact = z.infer<typeof contactSchema>;

/** A menu button as WeChat keeps it; its fields are checked when the menu is made. */
export interface MenuButton {
  name: string;
  type?: string | undefined;
  key?: string | undefined;
  url?: string | undefined;
  appid?: string | undefined;
  pagepath?: string | undefined;
  media_id?: string | undefined;
  article_id?: string | undefined;
  sub_button?: MenuButton[] | undefined;
}
const text = z.string().optional();
export const menuButtonSchema: z.ZodType<MenuButton> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: text,
    key: text,
    url: text,
    appid: text,
    pagepath: text,
    media_id: text,
    article_id: text,
    sub_button: z.array(menuButtonSchema).optional(),
  }),
);

const matchRuleSchema = z.object({
  tag_id: z.string().optional(),
  client_platform_type: z.string().optional(),
});
export const menuSchema = z.object({
  unit: z.string(),
  button: z.array(menuButtonSchema),
  menuId: z.number(),
  conditional: z.array(
    z.object({ menuId: z.number(), button: z.array(menuButtonSchema), matchrule: matchRuleSchema }),
  ),
});
export type Menu = z.infer<typeof menuSchema>;

/** A button made on the website, in the shape of 查询自定义菜单信息: lists of sub-buttons lie in an object. */
export interface WebsiteButton {
  name: string;
  type?: string | undefined;
  key?: string | undefined;
  url?: string | undefined;
  value?: string | undefined;
  news_info?: unknown;
  sub_button?: { list: WebsiteButton[] } | undefined;
}
const websiteButtonSchema: z.ZodType<WebsiteButton> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: text,
    key: text,
    url: text,
    value: text,
    news_info: z.unknown().optional(),
    sub_button: z.object({ list: z.array(websiteButtonSchema) }).optional(),
  }),
);

/** What an account's people set up on mp.weixin.qq.com, without the API. */
export const websiteSchema = z.object({
  /** In force instead of the API's default menu, until that is made again; null: none. */
  menu: z.array(websiteButtonSchema).nullable().default(null),
  /** The switch of the menu, whoever made it. */
  menuOpen: z.boolean().default(true),
  /** 获取自动回复规则, as it is answered; null: no rule. */
  autoReply: z.record(z.string(), z.unknown()).nullable().default(null),
});
export type Website = z.infer<typeof websiteSchema>;

/**
 * A file: `file` is its name in the media folder, `unit` says whose media id it is. `kept`: for three days,
 * as permanent material, or as a picture in an article.
 */
export const mediaSchema = z.object({
  mediaId: z.string(),
  unit: z.string(),
  type: z.enum(['image', 'voice', 'video', 'thumb']),
  contentType: z.string(),
  file: z.string(),
  createdAt: z.number(),
  kept: z.enum(['three_days', 'material', 'article_picture']).default('three_days'),
  /** As uploaded; title and introduction of permanent videos only. */
  name: z.string().default(''),
  title: z.string().default(''),
  introduction: z.string().default(''),
});
export type Media = z.infer<typeof mediaSchema>;

export const tokenSchema = z.object({
  unit: z.string(),
  token: z.string(),
  /** Two isolated kinds: of `stable_token` and of `token`. */
  family: z.enum(['stable', 'classic']),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** A replaced token lives on for five minutes, a force-refreshed one dies at once. */
  diesAt: z.number(),
});
export type IssuedToken = z.infer<typeof tokenSchema>;

export const stateSchema = z.object({
  version: z.literal(1),
  phones: z.array(z.string()),
  contacts: z.array(contactSchema),
  menus: z.array(menuSchema),
  media: z.array(mediaSchema),
  tokens: z.array(tokenSchema),
  /** By unit. */
  libraries: z.record(z.string(), librarySchema).default({}),
  /** By unit. */
  websites: z.record(z.string(), websiteSchema).default({}),
});
export type State = z.infer<typeof stateSchema>;

/** Faults that a phone's owner switched on; all off by default. Delays are in milliseconds. */
export const faultsSchema = z.object({
  duplicate: z.boolean().default(false),
  wrongSignature: z.boolean().default(false),
  plainBody: z.boolean().default(false),
  loseFirstReply: z.boolean().default(false),
  delayBeforeMs: z.number().int().min(0).max(20_000).default(0),
  delayAfterMs: z.number().int().min(0).max(20_000).default(0),
});
export type Faults = z.infer<typeof faultsSchema>;
export const noFaults: Faults = faultsSchema.parse({});
