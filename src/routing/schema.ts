import { z } from 'zod';

const textSchema = z.string().trim().min(1, '不能为空');
const phone = z
  .string({ error: '电话要加引号，例如 "110"' })
  .regex(/^[0-9]{3,12}([- ][0-9]{1,8})*$/, '电话只写数字和短横线');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '写成 08:30 这样的时间');
const words = z.array(textSchema).min(1);

/** What a keyword, rule or menu button does: exactly one of a text, an item, or a list of items of a group. */
const action = {
  reply: textSchema.optional().describe('直接回复的文字'),
  item: z.string().optional().describe('本单位事项 id，例如 card；其他单位写 yibao.pay'),
  items: z.string().optional().describe('事项分组，例如 办一办/社保卡，或写 top'),
  query: z.string().optional().describe('本单位 queries.yaml 里的查询 id；其他单位写 yibao.claim'),
};

/** One keyword or rule of `replies/<unit>/keywords.yaml`. Exact words are tried first, then rules by priority. */
export const keywordSchema = z
  .strictObject({
    exact: words.optional().describe('整句等于其中一个词（忽略空格、标点、全半角、繁简）'),
    contains: words.optional().describe('句子里出现其中一个词'),
    prefix: words.optional().describe('句子以其中一个词开头'),
    pattern: textSchema.optional().describe('正则表达式（RE2 语法）'),
    between: z
      .strictObject({ from: clockTime, to: clockTime })
      .optional()
      .describe('只在这段时间（北京时间）有效，可跨午夜'),
    dates: z
      .strictObject({ from: z.iso.date(), to: z.iso.date() })
      .optional()
      .describe('只在这些日期有效'),
    priority: z.number().int().min(0).max(100).default(50).describe('大的先试'),
    enabled: z.boolean().default(true),
    ...action,
  })
  .refine(
    (rule) => [rule.exact, rule.contains, rule.prefix, rule.pattern].filter(Boolean).length === 1,
    {
      error: '每条要有且只有 exact、contains、prefix、pattern 之一',
    },
  )
  .refine((rule) => [rule.reply, rule.item, rule.items, rule.query].filter(Boolean).length === 1, {
    error: '每条要有且只有 reply、item、items、query 之一',
  });
/** `replies/<unit>/keywords.yaml` */
export const keywordsFileSchema = z.strictObject({ keywords: z.array(keywordSchema) });

/**
 * `replies/district/emergencies.yaml`: situations in order, first match wins. `signs` are lists of
 * words; a situation is met when every list of one alternative has a word in the message, and no
 * word of `unless` is there.
 */
export const emergencySchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: textSchema,
  /** now: danger going on; mention: spoken of, in the past or a worry; threat: a threat to others or to order. */
  level: z.enum(['now', 'mention', 'threat']),
  numbers: z.array(phone).max(3, '最多三个号码'),
  sentence: textSchema.describe(
    '号码后面的一句话：now 写保命的做法，mention 写“如果现在还有危险，请先打…”',
  ),
  anyOf: z
    .array(z.array(words).min(1))
    .min(1)
    .describe('几种说法；每种说法是几组词，每组里要有一个词出现；词里的“…”可以隔六个字以内'),
  unless: z.array(textSchema).default([]).describe('出现这些词就不算'),
  evenIfPast: z
    .boolean()
    .default(false)
    .describe('true：句子里有 aftermath 的词时仍按 now 处理，轻生的话用'),
  unlessFeared: z
    .boolean()
    .default(false)
    .describe('true：只是怕它发生（怕他走丢、担心掉下去）时降为 mention，意外事故用'),
});
export const emergenciesFileSchema = z.strictObject({
  emergencies: z.array(emergencySchema).min(1),
});

/** `replies/district/small-talk.yaml` */
export const smallTalkSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  exact: z.array(textSchema).default([]),
  contains: z.array(textSchema).default([]).describe('短句（12 字以内）里出现其中一个词'),
  reply: textSchema.describe('可以用 {公众号} 代表公众号名称'),
});
export const smallTalkFileSchema = z.strictObject({ smallTalk: z.array(smallTalkSchema).min(1) });

/** `replies/district/elsewhere.yaml`: matters that none of our units handles. */
export const elsewhereSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: textSchema,
  asks: words.describe('群众的说法'),
  who: textSchema.describe('归谁管'),
  telephone: phone,
  reply: textSchema.describe('告诉群众找谁、怎么找'),
  source: textSchema,
  url: z.url().nullable().default(null),
});
export const elsewhereFileSchema = z.strictObject({ elsewhere: z.array(elsewhereSchema).min(1) });

/** `replies/district/vocabulary.yaml`: words that understanding needs beside the items' own. */
export const vocabularyFileSchema = z.strictObject({
  synonyms: z.array(z.array(textSchema).min(1)).default([]).describe('意思相同的说法，一组一行'),
  modifiers: z
    .array(z.array(textSchema).min(1))
    .default([])
    .describe('同 synonyms，但只是补充说明（什么人、哪里），分量轻'),
  words: z.array(textSchema).default([]).describe('不能拆开看的词'),
  typos: z.record(z.string(), textSchema).default({}).describe('常见错别字：错 → 对'),
  stopwords: z.array(textSchema).default([]),
  aftermath: z
    .array(textSchema)
    .default([])
    .describe('说的是过去的事或办手续：危急情况的 now 降为 mention'),
  ongoing: z.array(textSchema).default([]).describe('正在发生：aftermath 不起作用'),
  complaints: z
    .array(textSchema)
    .default([])
    .describe('对处理不满或反映问题：转给人办，不用卡片答'),
  grievances: z.array(textSchema).default([]).describe('轻一点的不满：不是在问怎么办时才算'),
  matters: z
    .array(textSchema)
    .default([])
    .describe('公共事务、个人事务和请求的词：句子里有一个，就不当闲话，答不上来时转给人办'),
  questions: z.array(textSchema).default([]).describe('问办法、问条件的说法'),
  aims: z
    .strictObject({
      doing: z.array(textSchema).default([]).describe('问怎么办'),
      looking: z.array(textSchema).default([]).describe('问办到哪一步、查多少'),
    })
    .default({ doing: [], looking: [] })
    .describe('同一件事有办事和查询两个事项时，问的是哪个'),
  discipline: z
    .strictObject({
      who: z.array(textSchema).default([]).describe('谁：干部、单位'),
      what: z.array(textSchema).default([]).describe('什么事：受贿、贪污等'),
      alone: z.array(textSchema).default([]).describe('单独出现就算'),
    })
    .default({ who: [], what: [], alone: [] })
    .describe('举报干部或单位：给12388，不建办件'),
});

export type Keyword = z.infer<typeof keywordSchema>;
export type Emergency = z.infer<typeof emergencySchema>;
export type SmallTalk = z.infer<typeof smallTalkSchema>;
export type Elsewhere = z.infer<typeof elsewhereSchema>;
export type Vocabulary = z.infer<typeof vocabularyFileSchema>;
