import type { Story } from '../story';

/** What people write to culture and tourism; made up for trials. */
export const wenlvStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'wenlv.ticket',
    first: '老人去景区门票免不免',
    detail: '我妈六十七岁，周末想带她去野生荷花世界，门票有没有优惠？',
    answer:
      '您好。老年人凭身份证享受的优惠以景区售票处公布的为准，建议出发前打景区电话问一下当天的开放情况。',
  },
  {
    type: 'consultation',
    item: 'wenlv.scenic',
    first: '周末景区几点关门',
    detail: '想周日下午去看看，最晚几点可以进园？',
    answer: '您好。景区的开放时间会随季节调整，最晚入园时间请看景区当天的公告。',
  },
  {
    type: 'complaint',
    item: 'wenlv.complaint',
    first: '农家乐乱收费',
    detail: '上周在{place}一家农家乐吃饭，结账时多收了服务费，菜单上没有写。',
    answer:
      '您好。我们会同市场监管部门到店里核实，店家承认没有公示服务费，已经退还给您，并责令其明码标价。感谢您的监督。',
  },
  {
    type: 'help',
    item: null,
    first: '孩子在图书馆丢了书包',
    detail: '昨天下午孩子在区图书馆自习，书包落在二楼，回去找不到了。',
    answer:
      '您好。图书馆工作人员已找到书包，暂存在一楼服务台。请带孩子的借阅证或者说清楚里面的物品来领。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议观鸟点多放几个望远镜',
    detail: '带孩子去湿地看鸟，望远镜只有一个要排很久的队，能不能多放几个？',
    answer: '您好，感谢建议。今年观鸟季我们已和保护区商量增加两处观鸟点，望远镜的采购也在办理。',
  },
  {
    type: 'consultation',
    item: 'wenlv.culture',
    first: '文化馆的广场舞班怎么报名',
    detail: '听说文化馆有免费的舞蹈班，我和几个姐妹想报名。',
    answer: '您好。文化馆的公益培训每季度开班，报名通知会在本公众号发出，也可以到文化馆一楼登记。',
  },
  {
    type: 'complaint',
    item: null,
    first: '歌厅深夜噪音',
    detail: '{place}有个歌厅到凌晨两点还在唱，窗户都在震。',
    answer:
      '您好。我们会同公安、生态环境部门到现场检测，已责令该歌厅加装隔音设施并按规定时间营业。整改完成前我们每周复查。',
  },
  {
    type: 'praise',
    item: null,
    first: '表扬讲解员',
    detail: '上周带外地朋友来玩，讲解员小姑娘讲得又细又耐心，想表扬一下。',
    answer: '您好，谢谢您的肯定。我们已把您的表扬转给景区和讲解员本人，欢迎您和朋友再来。',
  },
];
