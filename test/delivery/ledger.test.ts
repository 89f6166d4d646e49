import type { Database } from '../../src/database/database';
import { recordContacts, windowOpenedBy } from '../../src/delivery/ledger';
import type { Inbound } from '../../src/wechat/inbound';
import { aTextMessage } from '../support/builders';
import { createTestDatabase } from '../support/database';

const base = { accountOriginalId: 'gh_1', openid: 'o1', sentAtSeconds: 1 };

// Typed from the facts: a message opens 5 sends for 48 hours; msgmenu taps, CLICK, the two scan
// buttons, follow and scene scan open 3 for a minute; other events open nothing.
const table: [string, Inbound, 'message' | 'event' | null][] = [
  ['text', aTextMessage(), 'message'],
  ['a tap on a msgmenu item', aTextMessage({ menuItemId: '1' }), 'event'],
  ['image', { ...base, kind: 'image', msgId: '1', mediaId: 'm' }, 'message'],
  ['voice', { ...base, kind: 'voice', msgId: '1', mediaId: 'm', format: 'amr' }, 'message'],
  ['video', { ...base, kind: 'video', msgId: '1', mediaId: 'm' }, 'message'],
  ['location', { ...base, kind: 'location', msgId: '1', latitude: 29, longitude: 113 }, 'message'],
  [
    'link',
    { ...base, kind: 'link', msgId: '1', title: 't', description: 'd', url: 'u' },
    'message',
  ],
  ['click', { ...base, kind: 'click', eventKey: 'k' }, 'event'],
  [
    'scancode_push',
    { ...base, kind: 'scancode_push', eventKey: 'k', scanType: 'qrcode', scanResult: 'r' },
    'event',
  ],
  [
    'scancode_waitmsg',
    { ...base, kind: 'scancode_waitmsg', eventKey: 'k', scanType: 'qrcode', scanResult: 'r' },
    'event',
  ],
  ['subscribe', { ...base, kind: 'subscribe' }, 'event'],
  ['scan', { ...base, kind: 'scan', scene: 's' }, 'event'],
  ['view', { ...base, kind: 'view', eventKey: 'u' }, null],
  ['pic_weixin', { ...base, kind: 'pic_weixin', eventKey: 'k', count: 1, md5s: [] }, null],
  [
    'location_select',
    { ...base, kind: 'location_select', eventKey: 'k', latitude: 1, longitude: 2 },
    null,
  ],
  ['unsubscribe', { ...base, kind: 'unsubscribe' }, null],
  ['LOCATION', { ...base, kind: 'location_report', latitude: 1, longitude: 2 }, null],
  ['another event', { ...base, kind: 'other_event', event: 'debug_demo', fields: {} }, null],
];

describe('windowOpenedBy', () => {
  it.each(table)('%s', (_what, inbound, window) => {
    expect(windowOpenedBy(inbound)).toBe(window);
  });
});

describe('recordContacts', () => {
  let database: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ database, drop } = await createTestDatabase());
  });
  afterAll(() => drop());

  const citizen_id = '00000000-0000-7000-8000-000000000001';
  const at = new Date('2026-11-23T01:30:00Z');
  const record = (window: 'message' | 'event', when = at) =>
    database.transaction((tx) =>
      recordContacts(tx, [{ account: 'renshe', citizen_id, window, at: when }]),
    );
  const ledger = async () => (await database.query('select * from ledgers'))[0];

  it('keeps the two windows apart, refreshes them and adds nothing up', async () => {
    await record('message');
    expect(await ledger()).toMatchObject({
      message_window_ends_at: new Date('2026-11-25T01:30:00Z'),
      message_sends_left: 5,
      event_window_ends_at: null,
      event_sends_left: 0,
    });
    await database.query('update ledgers set message_sends_left = 2');
    await record('event');
    expect(await ledger()).toMatchObject({
      message_sends_left: 2,
      event_window_ends_at: new Date('2026-11-23T01:31:00Z'),
      event_sends_left: 3,
    });
    await record('message', new Date('2026-11-23T02:30:00Z'));
    expect(await ledger()).toMatchObject({
      message_window_ends_at: new Date('2026-11-25T02:30:00Z'),
      message_sends_left: 5,
      event_sends_left: 3,
    });
  });
});
