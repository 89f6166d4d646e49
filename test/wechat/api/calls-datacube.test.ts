import {
  getInterfaceSummary,
  getInterfaceSummaryHour,
  getUserCumulate,
  getUserSummary,
} from '../../../src/wechat/api/datacube';
import {
  getArticleRead,
  getArticleShare,
  getArticleTotalDetail,
  getBizSummary,
} from '../../../src/wechat/api/datacube-article';
import {
  getUpstreamMsg,
  getUpstreamMsgDist,
  getUpstreamMsgDistMonth,
  getUpstreamMsgDistWeek,
  getUpstreamMsgHour,
  getUpstreamMsgMonth,
  getUpstreamMsgWeek,
} from '../../../src/wechat/api/datacube-message';
import { describeCalls, type CallRow } from './call-table';

const span = { beginDate: '2026-11-16', endDate: '2026-11-22' };
const spanBody = { begin_date: '2026-11-16', end_date: '2026-11-22' };
const dayBody = { begin_date: '2026-11-22', end_date: '2026-11-22' };
const message = { ref_date: '2026-11-22', msg_type: 1, msg_user: 3, msg_count: 5 };
const hourly = { ...message, ref_hour: 800 };
const spread = { ref_date: '2026-11-22', count_interval: 1, msg_user: 3 };
const pushes = {
  ref_date: '2026-11-22',
  callback_count: 9,
  fail_count: 1,
  total_time_cost: 900,
  max_time_cost: 400,
};
const people = { ref_date: '2026-11-22', user_source: 30, new_user: 4, cancel_user: 1 };
const cumulated = { ref_date: '2026-11-22', user_source: 0, cumulate_user: 1217 };
const of = (name: string, body: unknown, row: object, call: CallRow[3]): CallRow => [
  `POST /datacube/${name}`,
  body,
  { list: [row] },
  call,
  [row],
];
const sources = [{ user_count: 3, scene_desc: '全部' }];
const reactions = {
  read_user: 3,
  read_user_source: sources,
  share_user: 1,
  zaikan_user: 1,
  like_user: 2,
  comment_count: 0,
  collection_user: 1,
};
const key = { ref_date: '2026-11-22', msgid: '2247483655_1' };
const read = { read_user: 3, read_user_source: sources };
const total = {
  ...key,
  publish_type: 0,
  title: '放假安排',
  content_url: 'https://mp.example/s',
  detail_list: [
    {
      stat_date: '2026-11-22',
      ...reactions,
      read_finish_rate: 0.5,
      read_jump_position: [{ position: 1, rate: 0.2 }],
    },
  ],
};

/** Typed from the official pages. */
describeCalls([
  of('getusersummary', spanBody, people, (api) => getUserSummary(api, span)),
  of('getusercumulate', spanBody, cumulated, (api) => getUserCumulate(api, span)),
  of('getinterfacesummary', spanBody, pushes, (api) => getInterfaceSummary(api, span)),
  of('getinterfacesummaryhour', dayBody, { ...pushes, ref_hour: 0 }, (api) =>
    getInterfaceSummaryHour(api, '2026-11-22'),
  ),
  of('getupstreammsg', spanBody, message, (api) => getUpstreamMsg(api, span)),
  of('getupstreammsghour', dayBody, hourly, (api) => getUpstreamMsgHour(api, '2026-11-22')),
  of('getupstreammsgweek', spanBody, message, (api) => getUpstreamMsgWeek(api, span)),
  of('getupstreammsgmonth', spanBody, message, (api) => getUpstreamMsgMonth(api, span)),
  of('getupstreammsgdist', spanBody, spread, (api) => getUpstreamMsgDist(api, span)),
  of('getupstreammsgdistweek', spanBody, spread, (api) => getUpstreamMsgDistWeek(api, span)),
  of('getupstreammsgdistmonth', spanBody, spread, (api) => getUpstreamMsgDistMonth(api, span)),
  [
    'POST /datacube/getarticleread',
    dayBody,
    { list: [{ ...key, detail: read }], is_delay: false },
    (api) => getArticleRead(api, '2026-11-22'),
    { rows: [{ ...key, detail: [read] }], delayed: false },
  ],
  [
    'POST /datacube/getarticleshare',
    dayBody,
    { list: [{ ...key, detail: [{ share_user: 2 }] }], is_delay: true },
    (api) => getArticleShare(api, '2026-11-22'),
    { rows: [{ ...key, detail: [{ share_user: 2 }] }], delayed: true },
  ],
  [
    'POST /datacube/getbizsummary',
    spanBody,
    { list: [{ ref_date: '2026-11-22', detail: { ...reactions, send_page_count: 2 } }] },
    (api) => getBizSummary(api, span),
    {
      rows: [{ ref_date: '2026-11-22', detail: [{ ...reactions, send_page_count: 2 }] }],
      delayed: false,
    },
  ],
  [
    'POST /datacube/getarticletotaldetail',
    dayBody,
    { list: [total], is_delay: false },
    (api) => getArticleTotalDetail(api, '2026-11-22'),
    { rows: [total], delayed: false },
  ],
]);
