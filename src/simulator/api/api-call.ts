import type { SimulatedAccount } from '../accounts';
import type { MediaStore } from '../media-store';
import type { World } from '../world';

/** A call to the platform as it came in. */
export interface ApiRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  contentType: string;
  body: Buffer;
  clientIp: string;
}

/** What a handler gets: the call, whose token it carries, and the platform. */
export interface ApiCall {
  account: SimulatedAccount;
  request: ApiRequest;
  world: World;
  media: MediaStore;
  /** Public address of the simulator, for links in answers. */
  baseUrl: () => string;
  usage: ApiUsage;
}

export interface ApiUsage {
  /** Sets today's count to nothing: of one path, or of all (null). 48006 above the month's clearings. */
  clear(unit: string, path: string | null): void;
  usedToday(unit: string, path: string): number;
  dailyLimitOf(path: string): number | null;
  findRequest(rid: string): { unit: string; request: Record<string, unknown> } | null;
}

export type ApiAnswer =
  | { kind: 'json'; body: Record<string, unknown> }
  | { kind: 'file'; contentType: string; fileName: string; bytes: Buffer };

/** What goes over the wire: an answer, a connection that is cut, or a page that is no answer at all. */
export type WireAnswer = ApiAnswer | { kind: 'cut' } | { kind: 'page'; html: string };

export type ApiHandler = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

/** WeChat says no: a return code of 全局返回码 (Global return codes) and its English message. */
export class ApiRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiRefusal';
  }
}

export const ok: ApiAnswer = { kind: 'json', body: { errcode: 0, errmsg: 'ok' } };
export const json = (body: Record<string, unknown>): ApiAnswer => ({ kind: 'json', body });

/** The body as a JSON object; 47001 otherwise. */
export function readJson(request: ApiRequest): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new ApiRefusal(47001, 'data format error');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ApiRefusal(47001, 'data format error');
  }
  return parsed as Record<string, unknown>;
}

/** A text field; '' when it is absent or something else. */
export function textField(object: unknown, name: string): string {
  const value = objectOf(object)[name];
  return typeof value === 'string' ? value : '';
}

/** The texts of a list; [] when it is absent or something else. */
export function textList(object: unknown, name: string): string[] {
  const value = objectOf(object)[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** A number, given as such or in digits; NaN otherwise. */
export function numberField(object: unknown, name: string): number {
  const value = objectOf(object)[name];
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

/** The value as an object; an empty one when it is something else. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
