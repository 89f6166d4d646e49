import type { Database } from '../../src/database/database';
import type { AccountApi } from '../../src/delivery/account-api';
import type { DeliveryAudit, DeliveryAuditRow } from '../../src/delivery/delivery-audit';
import type { NoticeTemplate } from '../../src/delivery/aftercare';
import { enqueueAnswer, type HandedOver } from '../../src/delivery/enqueue-answer';
import type { PicturePort } from '../../src/delivery/picture-port';
import { recordContacts } from '../../src/delivery/ledger';
import { createDeliveryWorker, type DeliveryWorker } from '../../src/delivery/worker';
import type { Clock } from '../../src/platform/clock';
import { systemTimer } from '../../src/platform/deadline';
import { createId } from '../../src/platform/ids';
import { createLogger } from '../../src/platform/logger';
import { WechatRefusedError, WechatUnreachableError } from '../../src/wechat/api/errors';

const SEND_PATH = '/cgi-bin/message/custom/send';

/** An account's API that does what it is told; by default WeChat takes everything. */
export interface FakeApi extends AccountApi {
  /** Texts, or media ids of pictures, that WeChat took, by openid, in order. */
  accepted: [openid: string, text: string][];
  asked: string[];
  notices: Parameters<AccountApi['sendNotice']>[0][];
}

/** @param send throws what WeChat answers; the message counts as taken when it does not */
export function fakeApi(
  overrides: {
    send?: (openid: string, text: string) => void | Promise<void>;
    isFollower?: (openid: string) => boolean;
    notice?: () => void;
  } = {},
): FakeApi {
  const api: FakeApi = {
    accepted: [],
    asked: [],
    notices: [],
    async sendMessage(message) {
      const text =
        message.msgtype === 'text'
          ? message.text.content
          : message.msgtype === 'image'
            ? message.image.media_id
            : message.msgtype;
      await overrides.send?.(message.touser, text);
      api.accepted.push([message.touser, text]);
    },
    async isFollower(openid) {
      api.asked.push(openid);
      return overrides.isFollower?.(openid) ?? true;
    },
    async sendNotice(notice) {
      api.notices.push(notice);
      overrides.notice?.();
    },
    probeMenu: async () => undefined,
    getSendQuota: async () => ({ dailyLimit: 500_000, remain: 499_000 }),
  };
  return api;
}

/** WeChat's no. */
export function refused(code: number, endpoint = SEND_PATH): WechatRefusedError {
  return new WechatRefusedError({ endpoint, code, message: 'no rid: 1a2b3c4d-5e6f-7a8b' });
}

/** No answer that can be trusted. */
export function cut(mayHaveArrived: boolean): WechatUnreachableError {
  return new WechatUnreachableError(SEND_PATH, mayHaveArrived, 'ECONNRESET');
}

/** A record that keeps its rows. */
export function anAudit(): DeliveryAudit & { rows: DeliveryAuditRow[] } {
  const rows: DeliveryAuditRow[] = [];
  return {
    rows,
    record: async (_tx, given) => void rows.push(...given),
  };
}

/** For a worker whose answers have no pictures. */
export const noPictures: PicturePort = {
  getMediaId: async () => null,
  forgetMediaId: async () => false,
};

/** A worker of the account renshe that does nothing by itself. */
export function aWorker(options: {
  database: Database;
  clock: Clock;
  api: AccountApi;
  random?: () => number;
  notices?: ReadonlyMap<string, NoticeTemplate>;
  pictures?: PicturePort;
}): DeliveryWorker {
  return createDeliveryWorker({
    database: options.database,
    accounts: new Map([['renshe', options.api]]),
    notices: () => options.notices ?? new Map<string, NoticeTemplate>(),
    pictures: options.pictures ?? noPictures,
    clock: options.clock,
    timer: systemTimer,
    random: options.random ?? (() => 0.5),
    logger: createLogger('silent'),
  });
}

export interface TestCitizen {
  id: string;
  openid: string;
}

let citizens = 0;

/** A citizen of renshe; `window` opens one at the clock's time. */
export async function aCitizen(
  database: Database,
  clock: Clock,
  window: 'message' | 'event' | null = 'message',
  openid = `oDelivery${String((citizens += 1)).padStart(19, '0')}`,
): Promise<TestCitizen> {
  const at = clock.now();
  const id = createId(at);
  await database.query(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, last_item_candidates)
     values ('renshe', $1, $2, 1, $3, $3, '{}')`,
    [id, openid, at],
  );
  if (window) await contact(database, clock, id, window);
  return { id, openid };
}

/** The citizen does something that opens a window. */
export async function contact(
  database: Database,
  clock: Clock,
  citizenId: string,
  window: 'message' | 'event',
): Promise<void> {
  const row = { account: 'renshe', citizen_id: citizenId, window, at: clock.now() };
  await database.transaction((tx) => recordContacts(tx, [row]));
}

/** A signed answer is handed over. */
export function answerTo(
  database: Database,
  clock: Clock,
  citizen: TestCitizen,
  text = '请带身份证来。',
  pictures: readonly string[] = [],
): Promise<HandedOver> {
  return database.transaction((tx) =>
    enqueueAnswer(tx, {
      account: 'renshe',
      citizenId: citizen.id,
      caseId: createId(clock.now()),
      text,
      whole: { progressUrl: null, telephone: '0730-8123456' },
      pictures,
      at: clock.now(),
    }),
  );
}

export interface DeliveryRow {
  id: string;
  state: string;
  reason: string | null;
  attempts: number;
  next_at: Date;
  passive_text: string | null;
  noticed_at: Date | null;
  accepted_at: Date | null;
}

/** The citizen's deliveries in order. */
export function deliveriesOf(database: Database, citizen: TestCitizen): Promise<DeliveryRow[]> {
  return database.query<DeliveryRow>(
    `select id, state, reason, attempts, next_at, passive_text, noticed_at, accepted_at from outbox
     where account = 'renshe' and citizen_id = $1 order by created_at, id`,
    [citizen.id],
  );
}

/** What of the citizen's ledger is left: sends of messages, sends of events. */
export async function ledgerOf(
  database: Database,
  citizen: TestCitizen,
): Promise<{ message: number; event: number; messageEndsAt: Date | null }> {
  const [row] = await database.query<{
    message_sends_left: number;
    event_sends_left: number;
    message_window_ends_at: Date | null;
  }>(`select * from ledgers where account = 'renshe' and citizen_id = $1`, [citizen.id]);
  return {
    message: row!.message_sends_left,
    event: row!.event_sends_left,
    messageEndsAt: row!.message_window_ends_at,
  };
}
