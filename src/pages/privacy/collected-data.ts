/** What is really kept of citizens, column by column; the notice is made of it, and a test holds it against the tables. */

/** One kind of data, in the words of the notice. */
export interface CollectedData {
  /** What it is. */
  what: string;
  /** When it comes about. */
  when: string;
  /** How it is kept: in clear, masked, sealed. */
  how: string;
  /** Who sees it. */
  who: string;
  /** Until when. `days`: so long after the citizen has left. */
  until: 'unfollow' | 'case' | 'query' | 'short' | 'audit';
  /** `table.column` of each place. */
  columns: readonly string[];
}

const UNIT_STAFF = '承办单位经授权的工作人员；保密的办件只有指定的人';

export const collectedData: readonly CollectedData[] = [
  {
    what: '您的微信在本公众号的编号（OpenID）、关注和取消关注的时间、最近联系的时间',
    when: '您关注公众号、发消息、点菜单时，由微信提供',
    how: '编号只存在数据库里，不显示给工作人员，也不出现在任何网址里',
    who: '系统自动使用',
    until: 'unfollow',
    columns: ['citizens.openid', 'citizens.followed_at', 'citizens.last_contact_at'],
  },
  {
    what: '您发来的文字、语音（含微信识别的文字）、图片、视频和位置',
    when: '您在公众号里发消息，或者在办件网页上补充时',
    how: '身份证号、手机号、银行卡号自动打码，原文加密保存',
    who: `${UNIT_STAFF}。看打码前的原文要写明原因，每次15分钟，并留下记录`,
    until: 'case',
    columns: ['messages.text', 'messages.fields', 'messages.original', 'media.sha256'],
  },
  {
    what: '您的办件：编号、办理过程、答复、评价，您是否同意回访和公开',
    when: '您的事交给工作人员办理时',
    how: '明文保存；评价默认不显示是谁评的',
    who: UNIT_STAFF,
    until: 'case',
    columns: ['cases.number', 'case_answers.text', 'case_ratings.text', 'case_consents.given'],
  },
  {
    what: '您留的联系电话，窗口、电话登记时说的情况',
    when: '您自愿留电话，或者在窗口、电话里反映时',
    how: '加密保存',
    who: `${UNIT_STAFF}，查看要写明原因，并留下记录`,
    until: 'case',
    columns: ['cases.contact_sealed', 'cases.statement', 'cases.statement_sealed'],
  },
  {
    what: '办件查询码',
    when: '您取查询码时',
    how: '只存核对用的摘要，任何人都看不到原码',
    who: '没有人',
    until: 'case',
    columns: ['cases.query_code_hash'],
  },
  {
    what: '查询时填写的内容，绑定的身份，您同意过的说明',
    when: '您使用需要核对身份的查询时，都先征得您单独同意',
    how: '加密保存；查到的结果不保存',
    who: '系统自动核对，工作人员看不到',
    until: 'query',
    columns: [
      'pending_questions.question',
      'query_bindings.identity',
      'query_bindings.shown',
      'query_consents.version',
      'query_lookups.query',
    ],
  },
  {
    what: '打开网页的记号（Cookie）和试了几次的计数',
    when: '您打开查询、办件网页时',
    how: '只在您的手机上，用来认出是同一部手机、记住大字版；计数只存摘要',
    who: '系统自动使用',
    until: 'short',
    columns: ['query_links.session', 'query_tries.subject'],
  },
  {
    what: '工作人员查看、处理您的信息的记录',
    when: '工作人员操作时自动产生',
    how: '只能增加，不能修改；其中您的信息用您单独的密钥加密，删除资料时销毁密钥',
    who: '审计人员',
    until: 'audit',
    columns: ['audit_entries.personal', 'data_keys.sealed_key'],
  },
];
