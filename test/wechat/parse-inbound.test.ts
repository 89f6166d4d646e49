import type { Inbound } from '../../src/wechat/inbound';
import { dedupeParts, isAddressedTo, parseInbound } from '../../src/wechat/parse-inbound';
import { WireError } from '../../src/wechat/wire-error';

const OPENID = 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY';
const ACCOUNT = 'gh_97417a04a28d';
const pushed = { accountOriginalId: ACCOUNT, openid: OPENID, sentAtSeconds: 1795397400 };
const message = { ...pushed, msgId: '24567890123456789' };

function push(type: string, fields: string): string {
  return (
    `<xml><ToUserName><![CDATA[${ACCOUNT}]]></ToUserName>\n` +
    `<FromUserName><![CDATA[${OPENID}]]></FromUserName>\n` +
    `<CreateTime>1795397400</CreateTime>\n<MsgType><![CDATA[${type}]]></MsgType>\n${fields}\n</xml>`
  );
}
const ofType = (type: string, fields: string) =>
  push(type, `${fields}<MsgId>24567890123456789</MsgId>`);
const event = (name: string, fields = '') =>
  push('event', `<Event><![CDATA[${name}]]></Event>${fields}`);

describe('messages', () => {
  it.each<[string, string, Inbound]>([
    [
      'text',
      ofType('text', '<Content><![CDATA[社保卡怎么办]]></Content>'),
      { kind: 'text', ...message, content: '社保卡怎么办' },
    ],
    [
      'text from below an article',
      ofType(
        'text',
        '<Content><![CDATA[1]]></Content><MsgDataId>2247483651</MsgDataId><Idx>2</Idx>',
      ),
      { kind: 'text', ...message, content: '1', article: { msgDataId: '2247483651', index: '2' } },
    ],
    [
      'a tapped item of a msgmenu message',
      ofType('text', '<Content><![CDATA[满意]]></Content><bizmsgmenuid>101</bizmsgmenuid>'),
      { kind: 'text', ...message, content: '满意', menuItemId: '101' },
    ],
    ['text without content', ofType('text', ''), { kind: 'text', ...message, content: '' }],
    [
      'text with empty content',
      ofType('text', '<Content></Content>'),
      { kind: 'text', ...message, content: '' },
    ],
    [
      'a keyword that looks like a number',
      ofType('text', '<Content>007</Content>'),
      { kind: 'text', ...message, content: '007' },
    ],
    [
      'spaces and line breaks of the citizen',
      ofType('text', '<Content><![CDATA[ 一\n二 ]]></Content>'),
      { kind: 'text', ...message, content: ' 一\n二 ' },
    ],
    [
      'markup in CDATA, and a split end of CDATA',
      ofType('text', '<Content><![CDATA[<b>&amp;</b>]]]]><![CDATA[>]]></Content>'),
      { kind: 'text', ...message, content: '<b>&amp;</b>]]>' },
    ],
    [
      'entities outside CDATA',
      ofType(
        'text',
        '<Content>a&lt;b&amp;&amp;lt;c&gt;&quot;&apos;&#31038;&#x4FDD;&#x1f600;&nbsp;</Content>',
      ),
      { kind: 'text', ...message, content: 'a<b&&lt;c>"\'社保😀&nbsp;' },
    ],
    [
      'characters that cannot be stored',
      ofType('text', '<Content>a\u0000b&#0;c&#xD800;d&#x110000;e</Content>'),
      { kind: 'text', ...message, content: 'abc\ufffdd\ufffde' },
    ],
    [
      'image',
      ofType(
        'image',
        '<PicUrl><![CDATA[http://mmbiz.qpic.cn/a?b&c]]></PicUrl><MediaId><![CDATA[m1]]></MediaId>',
      ),
      { kind: 'image', ...message, mediaId: 'm1', pictureUrl: 'http://mmbiz.qpic.cn/a?b&c' },
    ],
    [
      'image without an address',
      ofType('image', '<MediaId>m1</MediaId>'),
      { kind: 'image', ...message, mediaId: 'm1' },
    ],
    [
      'voice with recognition',
      ofType(
        'voice',
        '<MediaId>m2</MediaId><Format><![CDATA[amr]]></Format><MediaId16K>m16</MediaId16K><Recognition><![CDATA[我要办社保卡]]></Recognition>',
      ),
      {
        kind: 'voice',
        ...message,
        mediaId: 'm2',
        format: 'amr',
        mediaId16k: 'm16',
        recognition: '我要办社保卡',
      },
    ],
    [
      'voice with empty recognition',
      ofType(
        'voice',
        '<MediaId>m2</MediaId><Format>speex</Format><Recognition><![CDATA[]]></Recognition>',
      ),
      { kind: 'voice', ...message, mediaId: 'm2', format: 'speex' },
    ],
    [
      'video',
      ofType('video', '<MediaId>m3</MediaId><ThumbMediaId>t3</ThumbMediaId>'),
      { kind: 'video', ...message, mediaId: 'm3', thumbMediaId: 't3' },
    ],
    [
      'shortvideo',
      ofType('shortvideo', '<MediaId>m4</MediaId><ThumbMediaId>t4</ThumbMediaId>'),
      { kind: 'shortvideo', ...message, mediaId: 'm4', thumbMediaId: 't4' },
    ],
    [
      'location',
      ofType(
        'location',
        '<Location_X>29.431234</Location_X><Location_Y>113.00789</Location_Y><Scale>16</Scale><Label><![CDATA[君山区柳林洲街道]]></Label>',
      ),
      {
        kind: 'location',
        ...message,
        latitude: 29.431234,
        longitude: 113.00789,
        scale: 16,
        label: '君山区柳林洲街道',
      },
    ],
    [
      'location without a label',
      ofType(
        'location',
        '<Location_X>-29.4</Location_X><Location_Y>113</Location_Y><Label></Label>',
      ),
      { kind: 'location', ...message, latitude: -29.4, longitude: 113 },
    ],
    [
      'link',
      ofType(
        'link',
        '<Title><![CDATA[公告]]></Title><Description><![CDATA[说明]]></Description><Url><![CDATA[https://a.cn/?x=1&y=2]]></Url>',
      ),
      {
        kind: 'link',
        ...message,
        title: '公告',
        description: '说明',
        url: 'https://a.cn/?x=1&y=2',
      },
    ],
    [
      'an unknown type',
      ofType('hologram', '<Depth>3</Depth><Part><A>1</A></Part><Part><A>2</A></Part>'),
      {
        kind: 'unknown_message',
        ...message,
        msgType: 'hologram',
        fields: { Depth: '3', Part: [{ A: '1' }, { A: '2' }] },
      },
    ],
    [
      'an image without its media id, kept as unknown',
      ofType('image', '<PicUrl>p</PicUrl>'),
      { kind: 'unknown_message', ...message, msgType: 'image', fields: { PicUrl: 'p' } },
    ],
    [
      'a location without coordinates, kept as unknown',
      ofType('location', '<Location_X>north</Location_X>'),
      { kind: 'unknown_message', ...message, msgType: 'location', fields: { Location_X: 'north' } },
    ],
    [
      'text without an id, kept as unknown',
      push('text', '<Content>1</Content>'),
      { kind: 'unknown_message', ...pushed, msgType: 'text', fields: { Content: '1' } },
    ],
    [
      'elements inside Content',
      ofType('text', '<Content><b>1</b></Content>'),
      { kind: 'text', ...message, content: '' },
    ],
    [
      'a repeated Content, of which the first counts',
      ofType('text', '<Content>1</Content><Content>2</Content>'),
      { kind: 'text', ...message, content: '1' },
    ],
  ])('%s', (_, xml, expected) => {
    expect(parseInbound(xml)).toStrictEqual(expected);
  });

  it('keeps a 64-bit id exact', () => {
    const xml = push('text', '<Content>1</Content><MsgId>9223372036854775807</MsgId>');
    expect(parseInbound(xml)).toMatchObject({ msgId: '9223372036854775807' });
  });
});

describe('events', () => {
  const scanCode =
    '<ScanCodeInfo><ScanType><![CDATA[qrcode]]></ScanType><ScanResult><![CDATA[https://a.cn/1]]></ScanResult></ScanCodeInfo>';
  const picture = (md5: string) => `<item><PicMd5Sum><![CDATA[${md5}]]></PicMd5Sum></item>`;
  const pictures = (...md5s: string[]) =>
    `<SendPicsInfo><Count>${md5s.length}</Count><PicList>${md5s.map(picture).join('')}</PicList></SendPicsInfo>`;

  it.each<[string, string, Inbound]>([
    [
      'follow',
      event('subscribe', '<EventKey><![CDATA[]]></EventKey>'),
      { kind: 'subscribe', ...pushed },
    ],
    ['follow without EventKey', event('subscribe'), { kind: 'subscribe', ...pushed }],
    [
      'follow by a scene code',
      event(
        'subscribe',
        '<EventKey><![CDATA[qrscene_window-3]]></EventKey><Ticket><![CDATA[gQF]]></Ticket>',
      ),
      {
        kind: 'subscribe',
        ...pushed,
        eventKey: 'qrscene_window-3',
        scene: 'window-3',
        ticket: 'gQF',
      },
    ],
    [
      'follow after a payment',
      event('subscribe', '<EventKey>last_trade_no_4200001</EventKey>'),
      { kind: 'subscribe', ...pushed, eventKey: 'last_trade_no_4200001' },
    ],
    [
      'follow by a bar code',
      event('subscribe', '<EventKey>scanbarcode|standard|key</EventKey>'),
      { kind: 'subscribe', ...pushed, eventKey: 'scanbarcode|standard|key' },
    ],
    ['unfollow', event('unsubscribe', '<EventKey></EventKey>'), { kind: 'unsubscribe', ...pushed }],
    [
      'a scanned scene',
      event('SCAN', '<EventKey><![CDATA[123123]]></EventKey><Ticket>gQF</Ticket>'),
      { kind: 'scan', ...pushed, scene: '123123', ticket: 'gQF' },
    ],
    [
      'a scanned scene in lower case',
      event('scan', '<EventKey>007</EventKey>'),
      { kind: 'scan', ...pushed, scene: '007' },
    ],
    [
      'a reported place',
      event(
        'LOCATION',
        '<Latitude>23.137466</Latitude><Longitude>113.352425</Longitude><Precision>119.385040</Precision>',
      ),
      {
        kind: 'location_report',
        ...pushed,
        latitude: 23.137466,
        longitude: 113.352425,
        precision: 119.38504,
      },
    ],
    [
      'click',
      event('CLICK', '<EventKey><![CDATA[item:shebaoka]]></EventKey>'),
      { kind: 'click', ...pushed, eventKey: 'item:shebaoka' },
    ],
    [
      'view',
      event(
        'VIEW',
        '<EventKey><![CDATA[https://a.cn/?x=1&y=2]]></EventKey><MenuId>MENUID</MenuId>',
      ),
      { kind: 'view', ...pushed, eventKey: 'https://a.cn/?x=1&y=2', menuId: 'MENUID' },
    ],
    [
      'view_miniprogram',
      event('view_miniprogram', '<EventKey>pages/index</EventKey>'),
      { kind: 'view_miniprogram', ...pushed, eventKey: 'pages/index' },
    ],
    ...(['scancode_push', 'scancode_waitmsg'] as const).map((kind): [string, string, Inbound] => [
      kind,
      event(kind, `<EventKey>6</EventKey>${scanCode}`),
      { kind, ...pushed, eventKey: '6', scanType: 'qrcode', scanResult: 'https://a.cn/1' },
    ]),
    ...(['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'] as const).map(
      (kind): [string, string, Inbound] => [
        kind,
        event(kind, `<EventKey>p</EventKey>${pictures('1b5f7c23', '5a75aaca')}`),
        { kind, ...pushed, eventKey: 'p', count: 2, md5s: ['1b5f7c23', '5a75aaca'] },
      ],
    ),
    [
      'one picture',
      event('pic_weixin', `<EventKey>p</EventKey>${pictures('1b5f7c23')}`),
      { kind: 'pic_weixin', ...pushed, eventKey: 'p', count: 1, md5s: ['1b5f7c23'] },
    ],
    [
      'pictures without a list',
      event('pic_weixin', '<EventKey>p</EventKey><SendPicsInfo></SendPicsInfo>'),
      { kind: 'pic_weixin', ...pushed, eventKey: 'p', count: 0, md5s: [] },
    ],
    [
      'location_select',
      event(
        'location_select',
        '<EventKey>6</EventKey><SendLocationInfo><Location_X>23</Location_X><Location_Y>113</Location_Y><Scale>15</Scale><Label><![CDATA[广州市]]></Label><Poiname></Poiname></SendLocationInfo>',
      ),
      {
        kind: 'location_select',
        ...pushed,
        eventKey: '6',
        latitude: 23,
        longitude: 113,
        scale: 15,
        label: '广州市',
      },
    ],
    [
      'location_select without coordinates, kept as another event',
      event('location_select', '<EventKey>6</EventKey>'),
      { kind: 'other_event', ...pushed, event: 'location_select', eventKey: '6', fields: {} },
    ],
    [
      'the result of a template message',
      event(
        'TEMPLATESENDJOBFINISH',
        '<MsgID>200163836</MsgID><Status><![CDATA[failed:user block]]></Status>',
      ),
      {
        kind: 'other_event',
        ...pushed,
        event: 'templatesendjobfinish',
        fields: { MsgID: '200163836', Status: 'failed:user block' },
      },
    ],
    [
      'the result of a mass message',
      event(
        'MASSSENDJOBFINISH',
        '<MsgID>1000001625</MsgID><Status>err(30003)</Status><TotalCount>0</TotalCount><CopyrightCheckResult><Count>2</Count><ResultList><item><ArticleIdx>1</ArticleIdx></item><item><ArticleIdx>2</ArticleIdx></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>',
      ),
      {
        kind: 'other_event',
        ...pushed,
        event: 'masssendjobfinish',
        fields: {
          MsgID: '1000001625',
          Status: 'err(30003)',
          TotalCount: '0',
          CopyrightCheckResult: {
            Count: '2',
            ResultList: { item: [{ ArticleIdx: '1' }, { ArticleIdx: '2' }] },
            CheckState: '2',
          },
        },
      },
    ],
    [
      'a publication with repeated elements',
      event(
        'PUBLISHJOBFINISH',
        '<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>2</publish_status><fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>',
      ),
      {
        kind: 'other_event',
        ...pushed,
        event: 'publishjobfinish',
        fields: {
          PublishEventInfo: { publish_id: '2247503051', publish_status: '2', fail_idx: ['1', '2'] },
        },
      },
    ],
    [
      'subscription notices',
      event(
        'subscribe_msg_popup_event',
        '<SubscribeMsgPopupEvent><List><TemplateId>T1</TemplateId><SubscribeStatusString>accept</SubscribeStatusString><PopupScene>2</PopupScene></List><List><TemplateId>T2</TemplateId><SubscribeStatusString>reject</SubscribeStatusString><PopupScene>2</PopupScene></List></SubscribeMsgPopupEvent>',
      ),
      {
        kind: 'other_event',
        ...pushed,
        event: 'subscribe_msg_popup_event',
        fields: {
          SubscribeMsgPopupEvent: {
            List: [
              { TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: '2' },
              { TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: '2' },
            ],
          },
        },
      },
    ],
    ...(
      [
        [
          'subscribe_msg_change_event',
          '<SubscribeMsgChangeEvent><List><TemplateId>T</TemplateId></List></SubscribeMsgChangeEvent>',
          { SubscribeMsgChangeEvent: { List: { TemplateId: 'T' } } },
        ],
        [
          'subscribe_msg_sent_event',
          '<SubscribeMsgSentEvent><List><ErrorCode>0</ErrorCode></List></SubscribeMsgSentEvent>',
          { SubscribeMsgSentEvent: { List: { ErrorCode: '0' } } },
        ],
        [
          'qualification_verify_success',
          '<ExpiredTime>1827000000</ExpiredTime>',
          { ExpiredTime: '1827000000' },
        ],
        [
          'naming_verify_success',
          '<ExpiredTime>1827000000</ExpiredTime>',
          { ExpiredTime: '1827000000' },
        ],
        ['annual_renew', '<ExpiredTime>1827000000</ExpiredTime>', { ExpiredTime: '1827000000' }],
        ['verify_expired', '<ExpiredTime>1827000000</ExpiredTime>', { ExpiredTime: '1827000000' }],
        [
          'qualification_verify_fail',
          '<FailTime>1</FailTime><FailReason>by time</FailReason>',
          { FailTime: '1', FailReason: 'by time' },
        ],
        [
          'naming_verify_fail',
          '<FailTime>1</FailTime><FailReason>by time</FailReason>',
          { FailTime: '1', FailReason: 'by time' },
        ],
        ['kf_create_session', '<KfAccount>a@b</KfAccount>', { KfAccount: 'a@b' }],
        [
          'kf_close_session',
          '<KfAccount>a@b</KfAccount><CloseType>KF</CloseType>',
          { KfAccount: 'a@b', CloseType: 'KF' },
        ],
        [
          'kf_switch_session',
          '<FromKfAccount>a@b</FromKfAccount><ToKfAccount>c@b</ToKfAccount>',
          { FromKfAccount: 'a@b', ToKfAccount: 'c@b' },
        ],
        [
          'user_info_modified',
          '<OpenID>o1</OpenID><AppID>wx1</AppID>',
          { OpenID: 'o1', AppID: 'wx1' },
        ],
        [
          'user_authorization_revoke',
          '<OpenID>o1</OpenID><RevokeInfo>202</RevokeInfo>',
          { OpenID: 'o1', RevokeInfo: '202' },
        ],
        [
          'user_authorization_cancellation',
          '<OpenID>o1</OpenID><RevokeInfo>1</RevokeInfo>',
          { OpenID: 'o1', RevokeInfo: '1' },
        ],
        [
          'debug_demo',
          '<debug_str><![CDATA[hello world]]></debug_str>',
          { debug_str: 'hello world' },
        ],
        ['card_pass_check', '<CardId>c</CardId>', { CardId: 'c' }],
        ['media_id', '', {}],
        ['', '', {}],
      ] as const
    ).map(([name, xml, fields]): [string, string, Inbound] => [
      `another event: ${name}`,
      event(name, xml),
      { kind: 'other_event', ...pushed, event: name, fields: { ...fields } },
    ]),
  ])('%s', (_, xml, expected) => {
    expect(parseInbound(xml)).toStrictEqual(expected);
  });
});

describe('what is refused', () => {
  const text = ofType('text', '<Content>1</Content>');
  const without = (name: string) => text.replace(new RegExp(`<${name}>.*?</${name}>`), '');

  it.each<[string, string, string]>([
    ['nothing', '', 'not_xml'],
    ['words', 'hello', 'not_xml'],
    ['JSON', '{"ToUserName":"gh_1"}', 'not_xml'],
    ['HTML', '<html><body>1</body></html>', 'not_xml'],
    ['an empty root', '<xml></xml>', 'not_xml'],
    ['a root of text', '<xml>1</xml>', 'not_xml'],
    ['two roots', `${text}${text}`, 'not_xml'],
    ['a truncated body', text.slice(0, -10), 'not_xml'],
    ['an element that is not closed', text.replace('</Content>', ''), 'not_xml'],
    ['elements that cross', '<xml><a><b></a></b></xml>', 'not_xml'],
    [
      'CDATA that is not closed',
      text.replace(']]></MsgType>', '</MsgType>').replace(']]>', ''),
      'not_xml',
    ],
    ['a loose ampersand', text.replace('>1<', '>& 1<'), 'not_xml'],
    [
      'a document type',
      `<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${text.replace('>1<', '>&a;<')}`,
      'doctype',
    ],
    ['an entity in the body', text.replace('>1<', '><!ENTITY a "b">1<'), 'doctype'],
    [
      'elements nested too deep',
      text.replace('>1<', `>${'<a>'.repeat(30)}${'</a>'.repeat(30)}<`),
      'not_xml',
    ],
    ['the name __proto__', text.replace('>1<', '><__proto__>1</__proto__><'), 'not_xml'],
    ['the name constructor', text.replace('>1<', '><constructor>1</constructor><'), 'not_xml'],
    ['too much', text.replace('>1<', `>${'1'.repeat(140_000)}<`), 'too_large'],
    [
      'an envelope',
      '<xml><ToUserName>gh_1</ToUserName><Encrypt>AAAA</Encrypt></xml>',
      'not_a_push',
    ],
    ['no recipient', without('ToUserName'), 'not_a_push'],
    ['no sender', without('FromUserName'), 'not_a_push'],
    ['no time', without('CreateTime'), 'not_a_push'],
    ['no type', without('MsgType'), 'not_a_push'],
    ['an empty sender', text.replace(OPENID, ' '), 'not_a_push'],
    ['a sender of 200 characters', text.replace(OPENID, 'o'.repeat(200)), 'not_a_push'],
    ['a time that is no number', text.replace('1795397400', 'today'), 'not_a_push'],
    ['a negative time', text.replace('1795397400', '-1'), 'not_a_push'],
    ['a time in milliseconds', text.replace('1795397400', '1795397400000'), 'not_a_push'],
  ])('%s', (_, xml, reason) => {
    expect(() => parseInbound(xml)).toThrow(WireError);
    expect(() => parseInbound(xml)).toThrow(reason);
  });

  it('takes DOCTYPE and ENTITY as words where a citizen writes them', () => {
    const xml = ofType('text', '<Content><![CDATA[<!DOCTYPE a [<!ENTITY b "c">]>&b;]]></Content>');
    expect(parseInbound(xml)).toMatchObject({ content: '<!DOCTYPE a [<!ENTITY b "c">]>&b;' });
  });

  it('takes an XML declaration, a byte order mark, comments and attributes', () => {
    const xml = `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- <!DOCTYPE x> -->${text.replace('<Content>', '<Content lang="zh">')}\n`;
    expect(parseInbound(xml)).toMatchObject({ kind: 'text', content: '1' });
  });

  it('leaves no trace of dangerous names', () => {
    const inbound = parseInbound(
      ofType('hologram', '<toString>1</toString><hasOwnProperty>2</hasOwnProperty>'),
    );
    expect(Object.getPrototypeOf((inbound as { fields: object }).fields)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('isAddressedTo', () => {
  const inbound = parseInbound(event('subscribe'));
  const account = { appId: 'wx1', token: 't', aesKeys: [] };

  it.each([
    [ACCOUNT, true],
    [null, true],
    ['gh_other', false],
    [ACCOUNT.toUpperCase(), false],
  ])('an account of original id %s: %s', (originalId, expected) => {
    expect(isAddressedTo({ ...account, originalId }, inbound)).toBe(expected);
  });
});

describe('dedupeParts', () => {
  it.each<[string, string, string[]]>([
    ['a message', ofType('text', ''), ['m', '24567890123456789']],
    ['an unknown message with an id', ofType('hologram', ''), ['m', '24567890123456789']],
    ['an unknown message without', push('hologram', ''), ['e', '1795397400', 'hologram', '', '']],
    [
      'follow',
      event('subscribe', '<EventKey>qrscene_1</EventKey><Ticket>gQF</Ticket>'),
      ['e', '1795397400', 'subscribe', 'qrscene_1', 'gQF'],
    ],
    ['unfollow', event('unsubscribe'), ['e', '1795397400', 'unsubscribe', '', '']],
    [
      'a scan',
      event('SCAN', '<EventKey>1</EventKey><Ticket>gQF</Ticket>'),
      ['e', '1795397400', 'scan', '1', 'gQF'],
    ],
    ['a click', event('CLICK', '<EventKey>k</EventKey>'), ['e', '1795397400', 'click', 'k', '']],
    [
      'a view',
      event('VIEW', '<EventKey>https://a.cn</EventKey><MenuId>9</MenuId>'),
      ['e', '1795397400', 'view', 'https://a.cn', '9'],
    ],
    [
      'a place',
      event('LOCATION', '<Latitude>1</Latitude><Longitude>2</Longitude>'),
      ['e', '1795397400', 'location_report', '', ''],
    ],
    [
      'a result',
      event('TEMPLATESENDJOBFINISH', '<MsgID>20</MsgID>'),
      ['e', '1795397400', 'templatesendjobfinish', '', '20'],
    ],
  ])('%s', (_, xml, parts) => {
    expect(dedupeParts(parseInbound(xml))).toEqual(parts);
  });
});
