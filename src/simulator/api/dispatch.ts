import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { chinaDateOf } from '../../platform/china-time';
import type { MediaStore } from '../media-store';
import type { World } from '../world';
import type { SimulatedAccount } from '../accounts';
import {
  ApiRefusal,
  ok,
  type ApiAnswer,
  type ApiRequest,
  type ApiUsage,
  type WireAnswer,
} from './api-call';
import { CLEAR_BY_SECRET, refuseBy, type ApiFault, type ApiFaults } from './faults';
import type { SendLog } from './send-log';
import { apiRoutes, type ApiRoute } from './routes';
import { Tokens } from './tokens';

const RIDS_KEPT = 500;
const CLEARED_A_MONTH = 10;
const PATHS_CLEARED_A_MONTH = 50;

/** What a broken gateway says in the place of an answer. */
const GATEWAY_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

export interface PlatformParts {
  world: World;
  media: MediaStore;
  faults: ApiFaults;
  sends: SendLog;
  baseUrl: () => string;
  /** Ends what waits when the simulator closes. */
  closing: AbortSignal;
}

/** The platform's API: every answer is HTTP 200, a refusal is an errcode whose errmsg ends in a rid. */
export class PlatformApi implements ApiUsage {
  private readonly tokens: Tokens;
  private readonly used = new Map<string, number>();
  /** Clearings of counts: of all and of one path, by unit and month. */
  private readonly cleared = new Map<string, number>();
  private readonly requests = new Map<string, { unit: string; request: Record<string, unknown> }>();

  constructor(private readonly parts: PlatformParts) {
    this.tokens = new Tokens(parts.world);
  }

  /** Answers a call, or spoils it as the account's fault switches say. */
  async answer(request: ApiRequest): Promise<WireAnswer> {
    const at = this.parts.world.now();
    const unit = this.tokens.unitOf(request);
    const fault = this.parts.faults.draw(unit, request.path);
    // The drawer shows what is left of a fault that is counted.
    if (fault && fault.count !== null) this.parts.world.live.publishToAll({ type: 'overview' });
    const kind = fault?.kind ?? null;
    if (kind === 'cut_before') {
      this.parts.sends.note(unit, request, { at, errcode: null, fault: kind });
      return { kind: 'cut' };
    }
    const answer = await this.decide(request, unit, fault, at);
    const errcode = answer.kind === 'json' ? Number(answer.body['errcode'] ?? 0) : 0;
    this.parts.sends.note(unit, request, { at, errcode, fault: kind });
    if (kind === 'cut_after') return { kind: 'cut' };
    if (kind === 'not_json') return { kind: 'page', html: GATEWAY_PAGE };
    if (kind === 'slow') await this.wait(fault!.delayMs);
    return answer;
  }

  private async decide(
    request: ApiRequest,
    unit: string,
    fault: ApiFault | null,
    at: number,
  ): Promise<ApiAnswer> {
    try {
      if (fault?.kind === '40001') this.tokens.spoil(request, 'replaced');
      if (fault?.kind === '42001') this.tokens.spoil(request, 'expired');
      refuseBy(fault);
      if (request.path === '/cgi-bin/stable_token') return this.tokens.stable(request);
      if (request.path === '/cgi-bin/token') return this.tokens.classic(request);
      if (request.path === CLEAR_BY_SECRET) {
        this.clear(this.tokens.identifyBySecret(request).unit, null);
        return ok;
      }
      const route = findRoute(request);
      const account = this.tokens.authorise(request);
      checkPermission(route, account);
      this.count(account.unit, route, at);
      const { world, media, baseUrl } = this.parts;
      return await route.handle({ account, request, world, media, baseUrl, usage: this });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      return this.refuse(error, request, unit, at);
    }
  }

  private async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.parts.closing }).catch(() => undefined);
  }

  usedToday(unit: string, path: string): number {
    return this.used.get(usageKey(unit, path, this.parts.world.now())) ?? 0;
  }

  dailyLimitOf(path: string): number | null {
    return apiRoutes.find((route) => route.path === path)?.dailyLimit ?? null;
  }

  clear(unit: string, path: string | null): void {
    const month = chinaDateOf(new Date(this.parts.world.now())).slice(0, 7);
    const key = `${unit} ${path === null ? 'all' : 'one'} ${month}`;
    const cleared = this.cleared.get(key) ?? 0;
    if (cleared >= (path === null ? CLEARED_A_MONTH : PATHS_CLEARED_A_MONTH)) {
      throw new ApiRefusal(48006, 'forbid to clear quota because of reaching the limit');
    }
    this.cleared.set(key, cleared + 1);
    const prefix = path === null ? `${unit} ` : `${unit} ${path} `;
    for (const used of this.used.keys()) if (used.startsWith(prefix)) this.used.delete(used);
  }

  findRequest(rid: string): { unit: string; request: Record<string, unknown> } | null {
    return this.requests.get(rid) ?? null;
  }

  private count(unit: string, route: ApiRoute, at: number): void {
    const key = usageKey(unit, route.path, at);
    const used = this.used.get(key) ?? 0;
    if (used >= route.dailyLimit) throw new ApiRefusal(45009, 'reach max api daily quota limit');
    this.used.set(key, used + 1);
  }

  private refuse(refusal: ApiRefusal, request: ApiRequest, unit: string, at: number): ApiAnswer {
    const rid = [8, 8, 8].map((length) => randomBytes(length / 2).toString('hex')).join('-');
    const body = { errcode: refusal.code, errmsg: `${refusal.message} rid: ${rid}` };
    const oldest = this.requests.keys().next().value;
    if (this.requests.size >= RIDS_KEPT && oldest !== undefined) this.requests.delete(oldest);
    this.requests.set(rid, {
      unit,
      request: {
        invoke_time: Math.floor(at / 1000),
        cost_in_ms: Math.max(1, this.parts.world.now() - at),
        request_url: request.path,
        request_body: request.body.toString('utf8').slice(0, 2048),
        response_body: JSON.stringify(body),
        client_ip: request.clientIp,
      },
    });
    return { kind: 'json', body };
  }
}

function checkPermission({ requires }: ApiRoute, { type, verified }: SimulatedAccount): void {
  const granted: Record<ApiRoute['requires'], boolean> = {
    any: true,
    verified,
    service: verified && type === 'service',
    publisher: verified || type === 'service',
  };
  if (!granted[requires]) throw new ApiRefusal(48001, 'api unauthorized');
}

function findRoute(request: ApiRequest): ApiRoute {
  const routes = apiRoutes.filter((route) => route.path === request.path);
  const route = routes.find((one) => one.method === request.method);
  if (route) return route;
  if (routes.length === 0) throw new ApiRefusal(40066, 'invalid url');
  throw request.method === 'GET'
    ? new ApiRefusal(43002, 'require POST method')
    : new ApiRefusal(43001, 'require GET method');
}

function usageKey(unit: string, path: string, at: number): string {
  return `${unit} ${path} ${chinaDateOf(new Date(at))}`;
}
