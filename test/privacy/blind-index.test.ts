import { createHmac } from 'node:crypto';
import { createBlindIndex } from '../../src/privacy/blind-index';
import { deriveKey } from '../../src/privacy/derive-key';

const SECRET = 'a secret of at least thirty-two characters';
const index = createBlindIndex(SECRET);

it.each(['', 'a', '990000199001010018', '王'.repeat(100)])(
  'is the HMAC of its key: %j',
  (value) => {
    const expected = createHmac('sha256', deriveKey(SECRET, 'blind index', 32))
      .update(JSON.stringify(['a column', value]))
      .digest('base64url');
    expect(index('a column', value)).toBe(expected);
  },
);

it('differs by value, by context and by secret', () => {
  const others = [
    index('column', 'b'),
    index('other', 'a'),
    createBlindIndex(`${SECRET}.`)('column', 'a'),
    index('columna', ''),
  ];
  expect(new Set([index('column', 'a'), ...others]).size).toBe(5);
});
