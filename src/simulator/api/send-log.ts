import { objectOf, textField, type ApiRequest } from './api-call';
import { SEND_PATH, type ApiFaultKind } from './faults';

const KEPT_PER_UNIT = 50_000;
const LOGGED = [
  SEND_PATH,
  '/cgi-bin/message/template/send',
  '/cgi-bin/message/subscribe/bizsend',
  '/cgi-bin/message/template/subscribe',
];

/** One call that sends something to a citizen, as the platform saw it. */
export interface SendRecord {
  /** From 1, rising over all accounts. */
  sequence: number;
  /** Milliseconds since 1970. */
  at: number;
  path: string;
  /** '' where the body named none. */
  openid: string;
  /** As it was sent; {} when it was no JSON. */
  body: Record<string, unknown>;
  /** Whether the platform took it: the citizen has it, whatever the caller was told. */
  taken: boolean;
  /** What the platform decided, told or not; null for a call that it never looked at. */
  errcode: number | null;
  fault: ApiFaultKind | null;
}

/** Every send of every account, newest last; kept in memory only. */
export class SendLog {
  private readonly units = new Map<string, SendRecord[]>();
  private sequence = 0;

  /** @param errcode of the answer; null for a call that was cut before anyone looked at it */
  note(
    unit: string,
    request: ApiRequest,
    seen: { at: number; errcode: number | null; fault: ApiFaultKind | null },
  ): void {
    if (unit === '' || !LOGGED.includes(request.path)) return;
    const body = readLeniently(request.body);
    const records = this.units.get(unit) ?? [];
    this.units.set(unit, records);
    this.sequence += 1;
    records.push({
      sequence: this.sequence,
      path: request.path,
      openid: textField(body, 'touser'),
      body,
      taken: seen.errcode === 0,
      ...seen,
    });
    if (records.length > KEPT_PER_UNIT) records.shift();
  }

  /** @param wanted only of one citizen, only after a sequence number */
  list(unit: string, wanted: { openid?: string; after?: number } = {}): SendRecord[] {
    const { openid, after = 0 } = wanted;
    return (this.units.get(unit) ?? []).filter(
      (one) => one.sequence > after && (openid === undefined || one.openid === openid),
    );
  }
}

function readLeniently(body: Buffer): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(body.toString('utf8')));
  } catch {
    return {};
  }
}
