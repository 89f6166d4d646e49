import { readWireJson, toWireJson } from '../../../src/wechat/api/wire-json';
import { parseAnswer } from '../../../src/wechat/api/parse-answer';

describe('what is written', () => {
  const texts: [name: string, text: string, written: string][] = [
    ['Chinese and emoji', '养老金🙂👨‍👩‍👧', '养老金🙂👨‍👩‍👧'],
    ['half of an emoji', 'a\ud83db', 'a\ufffdb'],
    ['the other half', 'a\ude42b', 'a\ufffdb'],
    ['halves the wrong way round', '\ude42\ud83d', '\ufffd\ufffd'],
    ['control characters', 'a\u0000\u0007\u001b\u0085b', 'ab'],
    ['line ends and tabs', 'a\r\n\tb', 'a\r\n\tb'],
    ['signs that other encoders escape', '<a href="x?a=1&b=2">\u2028</a>', undefined!],
    ['what only looks like an escape', 'C:\\u0041\\\\ud83d', undefined!],
  ];
  it.each(texts)('%s', (_name, text, written) => {
    const json = toWireJson({ text, deep: [{ text }] });
    expect(JSON.parse(json)).toEqual({
      text: written ?? text,
      deep: [{ text: written ?? text }],
    });
    expect(json.replace(/\\\\/g, '')).not.toMatch(/\\u/);
  });

  it('writes the raw UTF-8 bytes', () => {
    expect(Buffer.from(toWireJson({ a: '君山🙂' })).toString('hex')).toBe(
      Buffer.from('{"a":"君山🙂"}').toString('hex'),
    );
  });
});

describe('what is read', () => {
  it.each([
    ['{"id":24044764310923401}', { id: '24044764310923401' }],
    ['{"id":-24044764310923401}', { id: '-24044764310923401' }],
    ['[9007199254740993,1]', ['9007199254740993', 1]],
    ['{"id":208396938}', { id: 208396938 }],
    ['{"rate":0.1234567890123456}', { rate: 0.1234567890123456 }],
    ['{"big":1.5e300}', { big: 1.5e300 }],
    ['{"text":"24044764310923401"}', { text: '24044764310923401' }],
    ['{"text":"a \\" 24044764310923401, 1"}', { text: 'a " 24044764310923401, 1' }],
    ['{"24044764310923401":1}', { '24044764310923401': 1 }],
    ['{"text":"\\\\","id":24044764310923401}', { text: '\\', id: '24044764310923401' }],
  ])('%s', (json, value) => {
    expect(readWireJson(json)).toEqual(value);
  });

  it('reads a long text without running out of stack', () => {
    const text = '文\\n"'.repeat(400_000);
    expect(readWireJson(JSON.stringify({ text }))).toEqual({ text });
  });
});

describe('what an answer says', () => {
  it.each([
    ['{"errcode":0,"errmsg":"ok"}', 'answered'],
    ['{"menuid":"1"}', 'answered'],
    ['{}', 'answered'],
    ['{"errcode":"0"}', 'answered'],
    ['{"errcode":45015,"errmsg":"response out of time limit"}', 'refused'],
    ['{"errcode":"45015"}', 'refused'],
    ['{"errcode":-1,"errmsg":"system error"}', 'refused'],
    ['{"errcode":40001,"errmsg":null}', 'refused'],
    ['{"errcode":{}}', 'unreadable'],
    ['{"errcode":null}', 'unreadable'],
    ['{"errcode":""}', 'unreadable'],
    ['[]', 'unreadable'],
    ['"ok"', 'unreadable'],
    ['null', 'unreadable'],
    ['', 'unreadable'],
    ['<html>', 'unreadable'],
    ['{"errcode":0', 'unreadable'],
  ])('%s: %s', (text, kind) => {
    expect(parseAnswer(text).kind).toBe(kind);
  });
});
