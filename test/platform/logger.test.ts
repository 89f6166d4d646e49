import { createLogger } from '../../src/platform/logger';

const OPENID = 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY';
const ID_NUMBER = '430602198512034521';
const MOBILE = '13812345678';

function collect(level = 'info') {
  const lines: string[] = [];
  const logger = createLogger(level, { write: (line) => void lines.push(line) });
  return { logger, lines, last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

describe('createLogger', () => {
  it('writes JSON lines with level, time and what was given', () => {
    const { logger, last } = collect();
    logger.info({ account: 'renshe', durationMs: 12, retried: false, nothing: null }, '收到消息');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      account: 'renshe',
      durationMs: 12,
      retried: false,
      nothing: null,
      msg: '收到消息',
    });
  });

  it('keeps quiet below its level', () => {
    const { logger, lines } = collect('warn');
    logger.info('no');
    expect(lines).toEqual([]);
  });

  it.each([
    'appSecret',
    'APP_SECRET',
    'token',
    'access_token',
    'accessToken',
    'aesKey',
    'password',
    'authorization',
    'cookie',
    'set-cookie',
    'openid',
    'FromUserName',
    'touser',
    'content',
    'Content',
    'text',
    'recognition',
    'xml',
    'body',
    'databaseUrl',
  ])('takes out the field %s at any depth', (name) => {
    const { logger, lines } = collect();
    logger.info({ [name]: 'cat on the mat' });
    logger.info({ outer: { list: [{ [name]: 'cat on the mat' }] } });
    logger.info({ [name]: { deep: ['cat on the mat'] } });
    logger.child({ [name]: 'cat on the mat' }).info('x');
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toContain('cat');
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(4);
  });

  it('sees personal data and openids by shape in every string, number and name', () => {
    const { logger, lines } = collect();
    const seen = `${OPENID} 电话${MOBILE} 身份证${ID_NUMBER}`;
    logger.info(seen);
    logger.info('%s and %j', seen, { seen });
    logger.info({ note: seen, list: [seen], deep: { deeper: { note: seen } } }, seen);
    logger.info({ number: Number(MOBILE), big: BigInt(ID_NUMBER), [seen]: 1 });
    logger.info({ map: new Map([['a', seen]]), set: new Set([seen]), bytes: Buffer.from(seen) });
    logger.child({ seen }).warn({ seen }, seen);
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      expect(line).not.toContain(OPENID);
      expect(line).not.toContain(MOBILE);
      expect(line).not.toContain(ID_NUMBER);
    }
  });

  it('writes errors with type, code, stack and cause, all of them cleaned', () => {
    const { logger, lines, last } = collect();
    const cause = new TypeError(`bad ${MOBILE}`);
    const error = Object.assign(new Error(`failed for ${OPENID} ${ID_NUMBER}`, { cause }), {
      code: '23505',
      detail: `Key (openid)=(${OPENID}) exists`,
      parameters: [MOBILE, 'cat'],
      nested: { content: 'cat' },
    });
    logger.error({ err: error }, 'stored nothing');
    expect(last()['err']).toMatchObject({
      type: 'Error',
      message: 'failed for [openid] 430***************',
      code: '23505',
      detail: 'Key (openid)=[redacted] exists',
      cause: { type: 'TypeError', message: 'bad 138******78' },
    });
    logger.error(error);
    logger.error(error, 'with a sentence');
    logger.error({ anything: { error } });
    logger.error(new AggregateError([error], 'several'));
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toContain('logger.test.ts');
      expect(line).not.toMatch(new RegExp(`${OPENID}|${MOBILE}|${ID_NUMBER}|cat"`));
    }
  });

  it("cleans the database's details", () => {
    const { logger, last } = collect();
    logger.warn('Failing row contains (renshe, cat on the mat,\nand more).');
    expect(last()['msg']).toBe('Failing row contains [redacted]');
    logger.warn('Key (account, id)=(renshe, a (b) c) already exists.');
    expect(last()['msg']).toBe('Key (account, id)=[redacted] already exists.');
  });

  it('cleans addresses', () => {
    const { logger, lines } = collect();
    logger.info('GET /cgi-bin/menu/get?access_token=68_AbC-d&x=1');
    logger.info({ url: '/wechat/renshe?signature=abc1&timestamp=1&nonce=2&openid=oX&echostr=77' });
    logger.info({ url: 'postgres://zhijian:hunter2@db.local:5432/zhijian' });
    const all = lines.join('');
    expect(all).toContain('access_token=[redacted]&x=1');
    expect(all).toContain('signature=[redacted]&timestamp=1&nonce=2&openid=[redacted]');
    expect(all).toContain('postgres://zhijian:[redacted]@db.local');
    expect(all).not.toMatch(/AbC|abc1|oX|77|hunter2/);
  });

  it('survives what cannot be written', () => {
    const { logger, lines } = collect();
    const circle: Record<string, unknown> = { name: 'circle' };
    circle['self'] = circle;
    let deep: Record<string, unknown> = {};
    for (let depth = 0; depth < 50; depth++) deep = { deep };
    const error = new Error('round');
    error.cause = error;
    logger.info({ circle, deep, error, made: new Date(0), fn: () => 1, symbol: Symbol('s') }, 'x');
    logger.info(`${'x'.repeat(100_000)}${MOBILE}`);
    logger.info(undefined, 'nothing');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('[circular]');
    expect(lines[0]).toContain('1970-01-01T00:00:00.000Z');
    expect(lines[1]!.length).toBeLessThan(9000);
  });

  it('leaves ordinary values alone', () => {
    const { logger, last } = collect();
    const fields = {
      msgId: '6054768590064713728',
      messageId: '0192f1c8-7b3a-7000-8000-0123456789ab',
      outcome: 'answered',
      item: 'renshe.shebaoka',
      at: '2026-11-23T01:02:03.456Z',
      epochMs: 1795397123456,
      path: '/wechat/renshe',
    };
    logger.info(fields);
    expect(last()).toMatchObject(fields);
  });
});
