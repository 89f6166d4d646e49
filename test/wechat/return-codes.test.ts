import { describeReturnCode, returnCodes } from '../../src/wechat/return-codes';
import { returnCodeTable } from '../../src/wechat/return-code-table';

/** Typed from the official list of return codes, not from the code's own table. */
const expected: readonly [codes: string, expectedClass: string][] = [
  ['-1', 'R'],
  ['40001 40014 42001', 'T'],
  ['40002 40004 40005 40006 40007 40008 40009 40010 40011 40012', 'B'],
  ['40003 43004 43005 43019 43101 45015 45047 48002 50005 62751 70000 87014', 'U'],
  ['10703 10706', 'U'],
  ['40249 43116', 'P'],
  ['40036 40062 40246 40247', 'B'],
  ['40029 40163 40030 42002 42003 42007', 'U'],
  ['40013 40037 40125 40164 40166 40200 40243 43104 45035 45062 45113', 'P'],
  ['40015 40016 40017 40018 40019 40020 40021 40022 40023 40024 40025 40026 40027 40028', 'B'],
  ['40031 40032 40033 40035 40038 40039 40048 40050 40051 40052 40053 40054 40055 40059', 'B'],
  ['40060 40065 40066 40097 40114 40117 40118 40119 40120 40121 40130 40132 40137 40152', 'B'],
  ['40155 40201 40202 40203 40204 40212 40227', 'B'],
  ['41001 41002 41003 41004 41005 41006 41007 41008 41009 41018 41028 41029 41030 41039', 'B'],
  ['42010 45011 45066 61503', 'R'],
  ['43001 43002 43003 44001 44002 44003 44004', 'B'],
  ['45001 45002 45003 45004 45005 45006 45007 45008 45010 45016 45017 45018 45056 45057', 'B'],
  ['45058 45059 45067 45083 45084 45157 45158 45159 45162 45166', 'B'],
  ['45009 45028', 'Q'],
  ['45065 45072 45080 45081', 'N'],
  ['46001 46002 46003 46004 47001 47003', 'B'],
  ['48001 48003 48004 48008 50001 50002 50004 50007', 'P'],
  ['48005 48006 48021 48022 53404 53405 53406 53503 53504 53505 53600', 'B'],
  ['61003 61004 61005 61006 61007 61014 61016', 'P'],
  ['61450 61451 61452 61453 61454 61455 61456 61457 61500 61501', 'B'],
  ['65301 65302 65303 65304 65305 65307 65308 65310 65311 65312 65313 65314 65316 65317', 'B'],
  ['65318 65320 65401 65417 76001 76002 76003 76004 76021 76022 87009', 'B'],
  ['65306 65309 65400 88000 89503 89504 89505 89506 89507', 'P'],
  ['88001 88002 88003 88004 88005 88007 88008 88010 200001 200022 200100', 'B'],
];

it.each(expected)('puts %s in class %s', (codes, expectedClass) => {
  for (const code of codes.split(' ').map(Number)) {
    expect([code, returnCodes.get(code)?.class]).toEqual([code, expectedClass]);
  }
});

it('lists each code once', () => {
  const listed = returnCodeTable.flatMap((row) => row.codes.map(String));
  expect(new Set(listed).size).toBe(listed.length);
  const counted = returnCodeTable
    .flatMap((row) => row.codes)
    .reduce<number>(
      (sum, entry) => sum + (typeof entry === 'number' ? 1 : entry[1] - entry[0] + 1),
      0,
    );
  expect(returnCodes.size).toBe(counted);
  expect(returnCodes.size).toBeGreaterThan(220);
});

it('has a full Chinese sentence for staff and for the operator on every code', () => {
  for (const { code, forStaff, forOperator } of returnCodes.values()) {
    for (const sentence of [forStaff, forOperator]) {
      expect([code, sentence]).toEqual([code, expect.stringMatching(/[\u4e00-\u9fff].*。$/)]);
      expect(sentence).not.toMatch(/[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]/);
    }
  }
});

it('takes an unknown code as a fault of ours and names it', () => {
  const unknown = describeReturnCode(99999);
  expect(unknown.class).toBe('B');
  expect(unknown.forOperator).toContain('99999');
});
