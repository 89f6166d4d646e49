import { typing } from '../../../src/wechat/api/custom-message';
import {
  addWxaNewTemplate,
  delWxaNewTemplate,
  getCategory,
  getPubNewTemplateKeywords,
  getPubNewTemplateTitles,
  getWxaPubNewTemplate,
  sendNewSubscribeMsg,
  templateSubscribe,
} from '../../../src/wechat/api/subscription-message';
import {
  addTemplate,
  deleteTemplate,
  getAllTemplates,
  getIndustry,
  queryBlockTmplMsg,
  sendTemplateMessage,
  setIndustry,
} from '../../../src/wechat/api/template-message';
import { describeCalls, done } from './call-table';

const notice = { touser: 'o1', template_id: 'TPL', data: { thing1: { value: '有新答复' } } };

/** Typed from the official pages. */
describeCalls([
  [
    'POST /cgi-bin/message/custom/typing',
    { touser: 'o1', command: 'Typing' },
    done,
    (api) => typing(api, 'o1', 'Typing'),
    true,
  ],
  [
    'POST /cgi-bin/message/custom/typing',
    { touser: 'o1', command: 'CancelTyping' },
    { errcode: 45080, errmsg: 'no message in 30s' },
    (api) => typing(api, 'o1', 'CancelTyping'),
    false,
  ],
  [
    'POST /cgi-bin/message/template/send',
    { ...notice, url: 'https://a.example/p', client_msg_id: 'c-1' },
    { errcode: 0, errmsg: 'ok', msgid: 200228332 },
    (api) =>
      sendTemplateMessage(api, { ...notice, url: 'https://a.example/p', client_msg_id: 'c-1' }),
    '200228332',
  ],
  [
    'POST /cgi-bin/template/api_set_industry',
    { industry_id1: '20', industry_id2: '21' },
    done,
    (api) => setIndustry(api, ['20', '21']),
    undefined,
  ],
  [
    'GET /cgi-bin/template/get_industry',
    null,
    { primary_industry: { first_class: '政府', second_class: '公共事业' } },
    (api) => getIndustry(api),
    { primary_industry: { first_class: '政府', second_class: '公共事业' } },
  ],
  [
    'POST /cgi-bin/template/api_add_template',
    { template_id_short: 'TM00015', keyword_name_list: ['事项', '时间'] },
    { errcode: 0, errmsg: 'ok', template_id: 'TPL' },
    (api) => addTemplate(api, { shortId: 'TM00015', keywords: ['事项', '时间'] }),
    'TPL',
  ],
  [
    'GET /cgi-bin/template/get_all_private_template',
    null,
    { template_list: [{ template_id: 'TPL', title: '答复通知', content: '{{thing1.DATA}}' }] },
    (api) => getAllTemplates(api),
    [{ template_id: 'TPL', title: '答复通知', content: '{{thing1.DATA}}' }],
  ],
  [
    'POST /cgi-bin/template/del_private_template',
    { template_id: 'TPL' },
    done,
    (api) => deleteTemplate(api, 'TPL'),
    undefined,
  ],
  [
    'POST /wxa/sec/queryblocktmplmsg',
    { tmpl_msg_id: 'm1', largest_id: 0, limit: 100 },
    { errcode: 0, msginfo: { id: 7, tmpl_msg_id: 'm1', title: '答复通知' } },
    (api) => queryBlockTmplMsg(api, { tmplMsgId: 'm1', largestId: 0, limit: 100 }),
    [{ id: '7', tmpl_msg_id: 'm1', title: '答复通知' }],
  ],
  [
    'POST /cgi-bin/message/subscribe/bizsend',
    { ...notice, page: 'pages/a', miniprogram: { appid: 'wx1', pagepath: 'pages/a' } },
    done,
    (api) =>
      sendNewSubscribeMsg(api, {
        ...notice,
        page: 'pages/a',
        miniprogram: { appid: 'wx1', pagepath: 'pages/a' },
      }),
    undefined,
  ],
  [
    'POST /cgi-bin/message/template/subscribe',
    {
      touser: 'o1',
      template_id: 'TPL',
      scene: '1000',
      title: '答复',
      data: { content: { value: '您的留言有了答复', color: '#FF0000' } },
    },
    done,
    (api) =>
      templateSubscribe(api, {
        touser: 'o1',
        template_id: 'TPL',
        scene: '1000',
        title: '答复',
        data: { content: { value: '您的留言有了答复', color: '#FF0000' } },
      }),
    undefined,
  ],
  [
    'POST /wxaapi/newtmpl/addtemplate',
    { tid: '401', kidList: [1, 2], sceneDesc: '答复通知' },
    { errmsg: 'ok', errcode: 0, priTmplId: 'PRI' },
    (api) => addWxaNewTemplate(api, { tid: '401', kidList: [1, 2], sceneDesc: '答复通知' }),
    'PRI',
  ],
  [
    'GET /wxaapi/newtmpl/gettemplate',
    null,
    { errcode: 0, data: [{ priTmplId: 'PRI', title: '答复', content: 'c', type: 3 }] },
    (api) => getWxaPubNewTemplate(api),
    [{ priTmplId: 'PRI', title: '答复', content: 'c', type: 3 }],
  ],
  [
    'POST /wxaapi/newtmpl/deltemplate',
    { priTmplId: 'PRI' },
    done,
    (api) => delWxaNewTemplate(api, 'PRI'),
    undefined,
  ],
  [
    'GET /wxaapi/newtmpl/getcategory',
    null,
    { errcode: 0, data: [{ id: 616, name: '政务' }] },
    (api) => getCategory(api),
    [{ id: 616, name: '政务' }],
  ],
  [
    'GET /wxaapi/newtmpl/getpubtemplatetitles?ids=2,616&start=0&limit=30',
    null,
    { errcode: 0, count: 55, data: [{ tid: 99, title: '付款', type: 2, categoryId: '616' }] },
    (api) => getPubNewTemplateTitles(api, { ids: [2, 616], start: 0, limit: 30 }),
    { count: 55, data: [{ tid: 99, title: '付款', type: 2, categoryId: '616' }] },
  ],
  [
    'GET /wxaapi/newtmpl/getpubtemplatekeywords?tid=99',
    null,
    { errcode: 0, data: [{ kid: 1, name: '物品', example: '单据', rule: 'thing' }] },
    (api) => getPubNewTemplateKeywords(api, '99'),
    [{ kid: 1, name: '物品', example: '单据', rule: 'thing' }],
  ],
]);
