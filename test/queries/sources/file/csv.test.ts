import { CsvParser } from '../../../../src/queries/sources/file/csv';
import { FileFault } from '../../../../src/queries/sources/file/file-record';

function parse(text: string, pieceLength = text.length || 1) {
  const parser = new CsvParser();
  const records = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    records.push(...parser.push(text.slice(at, at + pieceLength)));
  }
  return [...records, ...parser.end()];
}
const cellsOf = (text: string): (readonly string[])[] => parse(text).map(({ cells }) => cells);

describe.each([
  [
    'plain rows',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'CRLF',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'CR alone',
    'a,b\r1,2\r',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no end of the last line',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'quotes',
    'a,"b,c"\n"1 ""x""",2\n',
    [
      ['a', 'b,c'],
      ['1 "x"', '2'],
    ],
  ],
  [
    'a line end within quotes',
    'a,b\n"x\r\ny",2\n',
    [
      ['a', 'b'],
      ['x\r\ny', '2'],
    ],
  ],
  ['a quote within a plain cell', '5"屏,b\n', [['5"屏', 'b']]],
  ['spaces around', ' a , "b" \n', [['a', 'b']]],
  [
    'a formula that keeps zeros',
    'a,b\n="0012",="430"\n',
    [
      ['a', 'b'],
      ['0012', '430'],
    ],
  ],
  [
    'tabs',
    'a\tb\n\t2\n',
    [
      ['a', 'b'],
      ['', '2'],
    ],
  ],
  [
    'quoted cells between tabs',
    'a\tb\n\t"2"\n',
    [
      ['a', 'b'],
      ['', '2'],
    ],
  ],
  [
    'semicolons',
    'a;b\n1;2,5\n',
    [
      ['a', 'b'],
      ['1', '2,5'],
    ],
  ],
  [
    'full-width commas',
    '姓名，电话\n王,1，2\n',
    [
      ['姓名', '电话'],
      ['王,1', '2'],
    ],
  ],
  [
    'empty rows',
    'a,b\n\n,\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'an empty last cell',
    'a,b\n"1",\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  [
    'formulas, as text',
    'a,b\n=1+1,"=HYPERLINK(""http://x"")"\n',
    [
      ['a', 'b'],
      ['=1+1', '=HYPERLINK("http://x")'],
    ],
  ],
])('%s', (_name, text, expected) => {
  it('is read whole', () => expect(cellsOf(text)).toEqual(expected));

  it.each([1, 2, 3, 5])('is the same in pieces of %d', (length) => {
    expect(parse(text, length).map(({ cells }) => cells)).toEqual(expected);
  });
});

it('counts lines as a person sees them in an editor', () => {
  const records = parse('a,b\r\n"x\r\ny",2\r\n\r\n3,4\r\n', 3);
  expect(records.map(({ line }) => line)).toEqual([1, 2, 5]);
});

function faultOf(work: () => unknown): { line: number | null; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

it('says where a quote was left open', () => {
  const fault = faultOf(() => parse('a,b\n1,2\n"3,4\n5,6\n'));
  expect(fault.line).toBe(3);
  expect(fault.message).toContain('引号');
});

it('refuses a row of too many cells', () => {
  expect(faultOf(() => parse(`${','.repeat(300)}\nx`)).line).toBe(1);
});

it('does not hold an endless row', () => {
  const parser = new CsvParser();
  parser.push('a,b\n"');
  const piece = 'x'.repeat(1 << 20);
  expect(() => {
    for (let count = 0; count < 4; count++) parser.push(piece);
  }).toThrow('太长');
});
