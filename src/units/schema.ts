import { z } from 'zod';
import { checkWorkTime, workTimeShape } from './work-time';

/** The codes of units and accounts: pinyin, used in paths, environment names and keys. */
export const unitCodeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,19}$/, '单位代码用小写拼音，例如 renshe');

/** Who checked a text for the unit and when; filled in by the unit alone. */
export const checkedSchema = {
  checkedBy: z.string().min(2).nullable().default(null).describe('核对人姓名或科室，由单位填写'),
  checkedAt: z.iso.date('写成 2026-11-23 这样的日期').nullable().default(null).describe('核对日期'),
};

const textSchema = z.string().trim().min(1, '不能为空');

/** How a verified service account tells a citizen that an answer waits: 发送模板消息, 发送订阅通知. */
const answerNoticeSchema = z.strictObject({
  kind: z
    .enum(['template', 'subscription'])
    .describe('通知类型：template 模板消息，subscription 订阅通知'),
  templateId: textSchema.describe('公众平台里的模板 ID'),
  data: z
    .record(z.string().regex(/^[a-z_]+\d*$/i, '写模板里的字段名，例如 thing1'), textSchema.max(200))
    .describe('模板各字段的内容；{date} 会换成当天的日期。不要写群众的个人信息'),
});

const gatesSetting = z.enum(['none', 'review', 'review_and_signature']);

/** 审核签发 of each kind of matter, where a unit wants it otherwise than the district. */
const gatesSchema = z.strictObject({
  consultation: gatesSetting.optional().describe('咨询'),
  help: gatesSetting.optional().describe('求助'),
  complaint: gatesSetting.optional().describe('投诉'),
  report: gatesSetting.optional().describe('举报'),
  suggestion: gatesSetting.optional().describe('建议'),
  praise: gatesSetting.optional().describe('表扬'),
  petition: gatesSetting.optional().describe('信访'),
  disclosure: gatesSetting.optional().describe('政府信息公开'),
  refusal: gatesSetting.optional().describe('不予受理'),
  referral: gatesSetting.optional().describe('改动过的告知渠道'),
});

/** `replies/<unit>/unit.yaml`. A telephone, address or hours that nobody has confirmed stays null: 12345 is shown instead. */
export const unitFileSchema = z.strictObject({
  code: unitCodeSchema,
  name: textSchema.describe('单位全称，例如 君山区人力资源和社会保障局'),
  shortName: textSchema.describe('简称，用在句子里，例如 区人社局'),
  accountName: textSchema.describe('公众号名称，例如 君山人社'),
  letters: z
    .string()
    .regex(/^[A-Z]{2,3}$/, '两到三个大写字母')
    .describe('办件编号的字头'),
  originalId: z
    .string()
    .regex(/^gh_[0-9a-z]+$/i, '公众号原始 ID 以 gh_ 开头')
    .nullable()
    .default(null),
  accountType: z
    .enum(['subscription', 'service'])
    .describe('公众号类型：subscription 公众号（订阅号），service 服务号'),
  verified: z.boolean().describe('是否已认证'),
  telephone: z
    .string({ error: '电话要加引号，例如 "0730-8123456"' })
    .regex(/^[0-9]{3,12}([- ][0-9]{1,8})*$/, '电话只写数字和短横线')
    .nullable()
    .default(null),
  address: textSchema.nullable().default(null),
  hours: z
    .strictObject({ text: textSchema.describe('给群众看的办公时间'), ...workTimeShape })
    .superRefine(checkWorkTime)
    .nullable()
    .default(null),
  welcome: textSchema.describe('关注后的欢迎语，不用写事项列表，系统会接上'),
  topItems: z
    .array(z.string())
    .max(8)
    .default([])
    .describe('欢迎语和“热门事项”里列出的本单位事项 id'),
  answerNotice: answerNoticeSchema
    .nullable()
    .default(null)
    .describe('有答复等着群众来看时发的通知，只有已认证的服务号能用'),
  gates: gatesSchema
    .optional()
    .describe(
      '答复要过几关：none 不用审，review 审核，review_and_signature 审核加签发；不写的按全区统一规定',
    ),
  ...checkedSchema,
});

export type UnitFile = z.infer<typeof unitFileSchema>;
/** A unit as the rest of the house sees it. Today the account's code is the unit's code. */
export type Unit = Readonly<UnitFile>;
