import type { Story } from '../story';

/** What people write to disease control; made up for trials. */
export const jikongStories: readonly Story[] = [
  {
    type: 'consultation',
    item: 'jikong.hpv',
    first: '疫苗什么时候有',
    detail: '想给女儿打疫苗，一直约不上，大概什么时候会来？',
    answer: '您好。疫苗到货后会在预约平台放号，请留意通知。到货时间以接种门诊的公告为准。',
  },
  {
    type: 'consultation',
    item: 'jikong.cert',
    first: '接种证丢了怎么补',
    detail: '孩子上幼儿园要接种证，原来的丢了，能补吗？',
    answer: '您好。可以补办，请带孩子的户口簿到接种门诊，门诊会按系统里的记录补证。',
  },
  {
    type: 'help',
    item: 'jikong.rabies',
    first: '被流浪狗咬了门诊关门',
    detail: '昨晚被流浪狗咬了，{place}的门诊晚上关门，跑了两家才打上针。',
    answer:
      '您好，很抱歉让您来回奔波。全区的狂犬病暴露处置门诊和值班时间已经更新在本公众号里，夜间请直接去区人民医院。',
  },
  {
    type: 'complaint',
    item: null,
    first: '接种门诊态度不好',
    detail: '带孩子打针，问了两句医生就不耐烦，孩子哭了也不管。',
    answer:
      '您好。我们已向门诊核实，当班医生向您电话道歉，门诊重新做了服务培训，并在候诊区设了意见箱。',
  },
  {
    type: 'consultation',
    item: 'jikong.schisto',
    first: '哪里可以查血吸虫',
    detail: '夏天下湖摸过螺，最近身上起红疹，想查一下血吸虫。',
    answer: '您好。请到区血防机构或者就近的医院检查，告诉医生您接触过湖水。检查前不需要特别准备。',
  },
  {
    type: 'suggestion',
    item: null,
    first: '建议把门诊时间写清楚',
    detail: '各个接种点的时间不一样，建议做一张表放在公众号上。',
    answer: '您好，感谢建议。全区接种门诊的时间表已经整理好，放在菜单“打疫苗”里，有变动当天更新。',
  },
  {
    type: 'consultation',
    item: 'jikong.health',
    first: '餐饮店健康证去哪里办',
    detail: '准备在{place}开小吃店，两个人的健康证去哪里办？',
    answer: '您好。健康证请到有资质的体检机构办理，带身份证，早上空腹。体检地点可以在公众号里查。',
  },
  {
    type: 'complaint',
    item: null,
    first: '餐馆后厨有老鼠',
    detail: '{place}一家餐馆的后厨看到老鼠，希望你们查一查。',
    answer:
      '您好。我们会同市场监管部门检查了该餐馆，现场确有鼠迹，已责令停业整改，合格后才能再营业。',
  },
];
