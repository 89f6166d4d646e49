import type { Story } from '../story';

/** What people write to the police; made up for trials. */
export const gonganStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'gongan.idcard',
    first: '身份证快到期了',
    detail: '我的身份证下个月到期，人在外地打工，能不能在打工的地方换？',
    answer:
      '您好。居民身份证可以在居住地就近的派出所换领，请带旧身份证前往；办理期限和取证方式以受理派出所的答复为准。',
  },
  {
    type: 'consultation',
    item: 'gongan.hukoumove',
    first: '户口怎么迁到君山',
    detail: '我在{place}买了房，想把户口从外省迁过来，要准备什么？',
    answer:
      '您好。请先准备户口簿、身份证和房屋证明，到房屋所在地派出所申请。材料齐全的，窗口会当场告诉您下一步怎么走。',
  },
  {
    type: 'help',
    item: 'gongan.residence',
    first: '居住证办了两个月没有消息',
    detail: '居住证申请交上去两个月了，一直没有通知我去拿。',
    answer:
      '您好。经查，您的申请因照片不合格被退回，短信没有发送成功。请您重新上传照片，或者到派出所窗口补拍，我们会优先办理。',
  },
  {
    type: 'complaint',
    item: null,
    first: '半夜摩托车炸街',
    detail: '{place}每到半夜就有摩托车轰油门，住在路边的老人整夜睡不着。',
    answer:
      '您好。我们已在您反映的路段安排夜间巡查，连续一周查处违法改装的摩托车，今后每周不定时检查。再遇到请直接拨打110。',
  },
  {
    type: 'complaint',
    item: null,
    first: '小区门口停车堵路',
    detail: '{place}菜场对面小区门口总有车停在消防通道上，跟物业说了没有用。',
    answer:
      '您好。民警已到现场劝离违停车辆，并会同社区和物业补划了禁停标线。之后再有占用消防通道的，可以拍照反映给我们。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议学校门口加一个红绿灯',
    detail: '{place}小学门口放学时车很多，建议加一个红绿灯或者安排人指挥。',
    answer:
      '您好，感谢建议。我们会同交通部门做了一周的流量观察，已在上学、放学时段安排警力指挥，红绿灯的设置方案正在论证。',
  },
  {
    type: 'consultation',
    item: 'gongan.birth',
    first: '新生儿上户口要带什么',
    detail: '孩子刚满月，父母户口不在一起，上户口跟谁都可以吗？',
    answer:
      '您好。新生儿可以随父或者随母登记，请带出生医学证明、父母的户口簿、身份证和结婚证到派出所办理。',
  },
  {
    type: 'report',
    item: null,
    first: '有人摆摊打牌赌钱',
    detail: '{place}有个棋牌室天天晚上赌钱，数额不小，希望你们管一管。',
    answer:
      '您好。您反映的线索我们已经依法调查处理，感谢您的支持。为保护您的信息，具体情况不便在此说明。',
  },
];
