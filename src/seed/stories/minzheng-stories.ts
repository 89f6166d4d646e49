import type { Story } from '../story';

/** What people write to civil affairs; made up for trials. */
export const minzhengStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'minzheng.gaoling',
    first: '高龄津贴怎么领',
    detail: '我父亲今年八十一了，住在{place}，高龄津贴还没有领过，要到哪里办？',
    answer:
      '您好。高龄津贴由本人或家属在户籍所在地的镇（街道）便民服务中心申请，请带老人的身份证、户口簿和银行卡。您父亲的情况我们已转告{place}便民服务中心，工作人员会主动联系您。',
  },
  {
    type: 'help',
    item: 'minzheng.linshi',
    first: '家里出了变故能不能救助',
    detail: '我爱人住院做手术，家里开销一下子接不上，想问问临时救助怎么申请。',
    answer:
      '您好。临时救助可以向居住地的镇（街道）申请，请先准备好身份证、住院费用清单。我们已请{place}的民政工作人员这两天上门了解情况，请保持电话畅通。',
  },
  {
    type: 'consultation',
    item: 'minzheng.marry',
    first: '外地户口可以在君山登记结婚吗',
    detail: '我是本区户口，女朋友是外省的，我们想在君山区登记结婚，要先回老家开证明吗？',
    answer:
      '您好。内地居民结婚登记可以在任一方常住户口所在地办理，具体要带的材料以婚姻登记处窗口答复为准。建议您先电话预约，避免白跑一趟。',
  },
  {
    type: 'complaint',
    item: null,
    first: '反映养老院伙食的事',
    detail: '{place}的一家养老院最近伙食很差，老人反映几次都没有改，请你们去看看。',
    answer:
      '您好。接到反映后，我们到该养老院实地查看了厨房和近一个月的菜谱，已要求其增加荤菜次数、每周公示菜谱，并安排每月一次的伙食座谈。下月我们会再去回访。',
  },
  {
    type: 'help',
    item: 'minzheng.dibao',
    first: '低保停了想知道原因',
    detail: '我们家的低保这个月没有到账，村里说停了，但没有说为什么。',
    answer:
      '您好。经核实，您家因家庭成员就业信息变化正在复核，复核期间暂缓发放。请您把最近的收入情况告诉{place}便民服务中心，复核结果会书面告知您。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议社区多设老年食堂',
    detail: '{place}独居老人多，建议办一个老年食堂，收费低一点就行。',
    answer:
      '您好，感谢您的建议。我们已把{place}列入老年助餐点的摸底范围，会同街道调查需求和场地，有进展会在本公众号公布。',
  },
  {
    type: 'consultation',
    item: null,
    first: '孩子的残疾补贴在哪里查',
    detail: '想查一下孩子的两项补贴有没有发下来，哪里可以看到？',
    answer:
      '您好。补贴发放情况可以在“补贴发放查询”里看，也可以带身份证到镇（街道）便民服务中心打印明细。',
  },
  {
    type: 'complaint',
    item: null,
    first: '婚姻登记处中午没有人',
    detail: '上周五上午十一点多到婚姻登记处，窗口没有人，等了四十分钟才有人来。',
    answer:
      '您好。您反映的情况属实：当天窗口人员外出送材料，没有安排替岗。我们已向您电话致歉，并重新排了午间值班表，贴在窗口旁边。',
  },
];
