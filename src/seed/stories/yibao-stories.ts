import type { Story } from '../story';

/** What people write to medical insurance; made up for trials. */
export const yibaoStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'yibao.pay',
    first: '居民医保今年怎么交',
    detail: '明年的居民医保什么时候开始交？老人不会用手机，能不能现金交？',
    answer:
      '您好。居民医保的缴费期和标准以税务、医保部门的公告为准。老人可以由子女代缴，也可以到村（社区）请工作人员帮忙。',
  },
  {
    type: 'help',
    item: 'yibao.claim',
    first: '垫付的住院费还没有报',
    detail: '三个月前在外地住院垫付的费用，材料交上去一直没有报下来。',
    answer:
      '您好。您的报销材料里缺一份出院小结，经办人员没有及时告诉您，我们向您道歉。请拍照补来，收到后优先办理。',
  },
  {
    type: 'consultation',
    item: 'yibao.offsite',
    first: '去长沙看病要不要备案',
    detail: '我准备带我爸去长沙的医院看病，要先办异地就医备案吗？',
    answer:
      '您好。跨地区就医建议先在手机上办好备案，再持医保码就医。省内和省外的办法不完全一样，办理页面上会提示您。',
  },
  {
    type: 'complaint',
    item: null,
    first: '药店刷医保卡买日用品',
    detail: '{place}一家药店可以用医保卡买洗衣液，这样对吗？',
    answer:
      '您好。我们到该药店核查，您反映的情况属实，已暂停其医保结算并追回违规费用。感谢您对医保基金的关心。',
  },
  {
    type: 'consultation',
    item: 'yibao.chronic',
    first: '慢特病门诊怎么认定',
    detail: '我妈有高血压和糖尿病，门诊慢特病要怎么申请？',
    answer:
      '您好。请先到定点医院由医生填写认定申请，带上病历和身份证提交医保窗口，也可以在手机上申请。',
  },
  {
    type: 'help',
    item: 'yibao.ecert',
    first: '医保码激活不了',
    detail: '老人的医保码一直提示信息不一致，激活不了。',
    answer: '您好。经查，系统里登记的姓名有一个字和身份证不一致，已为您更正，请明天再试。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议镇上卫生院也能直接报销',
    detail: '希望{place}的卫生院也能直接办慢病报销，老人跑区里不方便。',
    answer: '您好，感谢建议。我们已把{place}卫生院列入下一批直接结算的医疗机构，正在调试系统。',
  },
  {
    type: 'complaint',
    item: null,
    first: '医保窗口排队太久',
    detail: '上周一去办医保，只开了一个窗口，排了一个半小时。',
    answer:
      '您好。上周一是缴费高峰，窗口没有及时增开，给您添了麻烦。现在每周一、周五上午增开两个窗口，并有人引导手机办理。',
  },
];
