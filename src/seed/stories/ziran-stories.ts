import type { Story } from '../story';

/** What people write to natural resources; made up for trials. */
export const ziranStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'ziran.realestate',
    first: '二手房过户要带什么',
    detail: '准备买{place}的一套二手房，过户时双方要带什么？',
    answer:
      '您好。请买卖双方带身份证、不动产权证和购房合同到不动产登记窗口，税费由税务窗口现场核定。',
  },
  {
    type: 'help',
    item: 'ziran.progress',
    first: '不动产证办了一个月还没有好',
    detail: '上个月交的材料，短信说七个工作日，到现在没有消息。',
    answer:
      '您好。您的件因为图纸面积和实测不一致在复核，复核已经完成，证书明天可以领取。没有及时告诉您，向您道歉。',
  },
  {
    type: 'consultation',
    item: 'ziran.ownerquery',
    first: '无房证明在哪里开',
    detail: '办公积金要无房证明，可以在手机上开吗？',
    answer:
      '您好。无房证明可以在手机上自助查询打印，也可以带身份证到不动产登记大厅的自助机上打印。',
  },
  {
    type: 'complaint',
    item: null,
    first: '邻居占地建房',
    detail: '{place}有户人家建房占了公共的路，三轮车都过不去。',
    answer:
      '您好。经现场测量，该户超出批准范围建房，我们已下达停工通知，会同镇政府督促其在期限内拆除超占部分。',
  },
  {
    type: 'consultation',
    item: 'ziran.homestead',
    first: '宅基地怎么申请',
    detail: '老房子快塌了，想在原来的地方重建，要办哪些手续？',
    answer: '您好。请先向村里提出申请，由镇里审核后办理建房许可。在手续办好之前请不要动工。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议规划公示写得明白些',
    detail: '规划公示的图看不懂，建议加几句普通人看得懂的说明。',
    answer: '您好，感谢建议。从下个月起，规划公示会附一页文字说明和咨询电话。',
  },
  {
    type: 'help',
    item: 'ziran.lost',
    first: '房产证被水泡坏了',
    detail: '家里进水，房产证泡烂了，还能换一本吗？',
    answer: '您好。证书毁损可以申请换证，请带身份证和毁损的证书到登记窗口。',
  },
  {
    type: 'complaint',
    item: null,
    first: '征地补偿没有到账',
    detail: '去年征了我家两亩地，补偿款说年前给，到现在没有到。',
    answer:
      '您好。经核实，您的补偿款因为银行账号登记有误被退回，账号更正后已重新拨付，请注意查收。',
  },
];
