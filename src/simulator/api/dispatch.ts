import { randomBytes } from 'node:crypto';
import { chinaDateOf } from '../../platform/china-time';
import type { MediaStore } from '../media-store';
import type { World } from '../world';
import { ApiRefusal, type ApiAnswer, type ApiRequest, type ApiUsage } from './api-call';
import { apiRoutes, type ApiRoute } from './routes';
import { Tokens } from './tokens';

const RIDS_KEPT = 500;

/** The platform's API: every answer is HTTP 200, a refusal is an errcode whose errmsg ends in a rid. */
export class PlatformApi implements ApiUsage {
  private readonly tokens: Tokens;
  private readonly used = new Map<string, number>();
  private readonly requests = new Map<string, { unit: string; request: Record<string, unknown> }>();

  constructor(
    private readonly world: World,
    private readonly media: MediaStore,
    private readonly baseUrl: () => string,
  ) {
    this.tokens = new Tokens(world);
  }

  async answer(request: ApiRequest): Promise<ApiAnswer> {
    const at = this.world.now();
    let unit = '';
    try {
      if (request.path === '/cgi-bin/stable_token') return this.tokens.stable(request);
      if (request.path === '/cgi-bin/token') return this.tokens.classic(request);
      const route = findRoute(request);
      const account = this.tokens.authorise(request);
      unit = account.unit;
      if (route.requires === 'verified' && !account.verified) {
        throw new ApiRefusal(48001, 'api unauthorized');
      }
      this.count(unit, route, at);
      const call = { account, request, world: this.world, media: this.media };
      return await route.handle({ ...call, baseUrl: this.baseUrl, usage: this });
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      return this.refuse(error, request, unit, at);
    }
  }

  usedToday(unit: string, path: string): number {
    return this.used.get(usageKey(unit, path, this.world.now())) ?? 0;
  }

  dailyLimitOf(path: string): number | null {
    return apiRoutes.find((route) => route.path === path)?.dailyLimit ?? null;
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
        cost_in_ms: Math.max(1, this.world.now() - at),
        request_url: request.path,
        request_body: request.body.toString('utf8').slice(0, 2048),
        response_body: JSON.stringify(body),
        client_ip: request.clientIp,
      },
    });
    return { kind: 'json', body };
  }
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
