import type { Story } from '../story';

/** What people write to labour and social security; made up for trials. */
export const rensheStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'renshe.certify',
    first: '养老金认证在哪里做',
    detail: '我妈在外地带孙子，养老金资格认证能不能在手机上做？',
    answer:
      '您好。资格认证可以在手机上用电子社保卡做，不用回户籍地。老人自己不会操作的，子女可以帮忙。',
  },
  {
    type: 'help',
    item: 'renshe.pensionquery',
    first: '养老金这个月没有到账',
    detail: '我爸的养老金这个月到现在没有发，往月都是十号左右到，麻烦查一下。',
    answer:
      '您好。经查，您父亲的银行卡因为长期没有使用被银行限制了收款，养老金已退回。请您带上身份证和新的银行账号到{place}便民服务中心更改，下个月一起补发。',
  },
  {
    type: 'consultation',
    item: 'renshe.card',
    first: '社保卡丢了怎么补',
    detail: '社保卡丢了，可以不回老家就补办吗？大概几天拿到？',
    answer: '您好。社保卡可以在就近的服务银行网点补办，请带本人身份证。取卡时间以网点答复为准。',
  },
  {
    type: 'complaint',
    item: null,
    first: '工地拖欠工资',
    detail: '我们十几个人在{place}的工地干了四个月，包工头一直拖着工资不给。',
    answer:
      '您好。我们的劳动保障监察员已经联系施工单位和包工头核对工资表，施工单位承诺先行垫付。请您留意银行卡到账，到时候没有收到请马上告诉我们。',
  },
  {
    type: 'consultation',
    item: 'renshe.flex',
    first: '灵活就业怎么交社保',
    detail: '我现在自己开网店，没有单位，社保想自己交，怎么弄？',
    answer:
      '您好。灵活就业人员可以自己申请参加职工养老保险，手机上就能办。缴费档次和时间以税务部门公布的为准。',
  },
  {
    type: 'help',
    item: 'renshe.retire',
    first: '退休手续卡在档案',
    detail: '到年龄了去办退休，说我的档案里少一份材料，原单位早就没有了，怎么办？',
    answer:
      '您好。我们已向区档案馆调阅原单位的职工名册，找到了您的招工登记。请您这两天到窗口签字确认，退休手续继续办理。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议招聘会多放本地岗位',
    detail: '上个月的招聘会大多是外地的厂，建议多请些本地企业。',
    answer: '您好，感谢建议。下一场招聘会我们专门设了本地企业专区，时间地点会在本公众号公布。',
  },
  {
    type: 'complaint',
    item: null,
    first: '培训学校不退学费',
    detail: '在{place}报了电工培训班，开课两周老师就不来了，退费一直拖着。',
    answer: '您好。经查，该培训学校因为师资变动停课，我们已经约谈负责人，剩余学费已按课时退还。',
  },
];
