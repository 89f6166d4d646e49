import { maskInbound } from '../../src/messages/mask-inbound';
import { fieldsOf, wordsOf } from '../../src/messages/message-row';
import type { Inbound } from '../../src/wechat/inbound';
import { aTextMessage } from '../support/builders';

const base = { accountOriginalId: 'gh_1', openid: 'oMask', sentAtSeconds: 1_795_397_400 };
const mobile = '13812345678';

const carriers: [string, Inbound][] = [
  ['Content', aTextMessage({ content: `电话${mobile}` })],
  [
    'Recognition',
    { ...base, kind: 'voice', msgId: '1', mediaId: 'm', format: 'amr', recognition: `打${mobile}` },
  ],
  [
    'Label',
    { ...base, kind: 'location', msgId: '1', latitude: 29, longitude: 113, label: `${mobile}家` },
  ],
  ['EventKey', { ...base, kind: 'click', eventKey: `k ${mobile}` }],
  [
    'a scan result',
    { ...base, kind: 'scancode_waitmsg', eventKey: 'k', scanType: 'qrcode', scanResult: mobile },
  ],
  [
    'a link',
    {
      ...base,
      kind: 'link',
      msgId: '1',
      title: mobile,
      description: '',
      url: 'https://example.com',
    },
  ],
  [
    'the address of a link',
    {
      ...base,
      kind: 'link',
      msgId: '1',
      title: '',
      description: '',
      url: `https://example.com/?phone=${mobile}`,
    },
  ],
  ['a scene', { ...base, kind: 'scan', scene: `from-${mobile}` }],
  [
    'a place name',
    { ...base, kind: 'location_select', eventKey: 'k', latitude: 1, longitude: 2, poiName: mobile },
  ],
  [
    'nested fields of an unknown event',
    { ...base, kind: 'other_event', event: 'x', fields: { List: [{ Deep: mobile }] } },
  ],
];

describe('maskInbound', () => {
  it.each(carriers)('masks %s and keeps the original apart', (_what, inbound) => {
    const { masked, original } = maskInbound(inbound);
    expect(JSON.stringify(masked)).not.toContain(mobile);
    expect(original).toContain(mobile);
  });

  it('leaves a push without personal data as it is', () => {
    const inbound = aTextMessage({ content: '社保卡怎么办' });
    expect(maskInbound(inbound)).toEqual({ masked: inbound, original: null });
  });

  it('leaves ids alone, whatever digits they have', () => {
    const inbound: Inbound = {
      ...base,
      kind: 'image',
      msgId: mobile,
      mediaId: mobile,
      pictureUrl: `https://x/${mobile}`,
    };
    expect(maskInbound(inbound)).toEqual({ masked: inbound, original: null });
  });
});

describe('a message row', () => {
  it('has the words in one place and no openid in its fields', () => {
    const [, voice] = carriers[1]!;
    expect(wordsOf(voice)).toContain('打');
    expect(fieldsOf(voice)).toEqual({ msgId: '1', mediaId: 'm', format: 'amr' });
    expect(wordsOf(carriers[3]![1])).toBeNull();
  });
});
