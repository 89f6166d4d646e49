/**
 * What every action does, typed by hand from the specification's table of transitions and the issue's
 * corrections, never from the code's. Columns are states:
 *
 *   QA 待分派  AA 待受理  IP 办理中  SU 待补充  RE 待审核  RF 待审核(不予受理)  SI 待签发
 *   AN 已答复  CL 已办结  CD 已办结(无需办理)  ME 已合并  WI 已撤回
 *
 * A cell is the state that the action leads to; `-` a conflict (409), `x` no right (403). Roles that a
 * row does not name stand in the row `others`.
 */
const TABLE = `
                             QA AA IP SU RE RF SI AN CL CD ME WI
assign               coordinator           AA -  -  -  -  -  -  -  -  -  -  -
claim                clerk                 -  AA -  -  -  -  -  -  -  -  -  -
release              clerk                 -  AA -  -  -  -  -  -  -  -  -  -
accept               clerk                 -  IP -  -  -  -  -  -  -  -  -  -
return               clerk                 -  QA -  -  -  -  -  -  -  -  -  -
transfer             clerk,coordinator     -  AA AA -  -  -  -  -  -  -  -  -
hand_over            unit_admin,coordinator QA AA IP SU RE RF SI - -  -  -  -
add_co_handler       clerk,coordinator     -  -  IP SU RE RF SI -  -  -  -  -
answer_as_co_handler clerk                 -  -  IP SU RE RF SI -  -  -  -  -
ask_supplement       clerk                 -  -  SU -  -  -  -  -  -  -  -  -
supplement           citizen               -  -  -  IP -  -  -  -  -  -  -  -
close_unsupplemented system                -  -  -  CL -  -  -  -  -  -  -  -
ask_extension        clerk                 -  -  IP -  -  -  -  -  -  -  -  -
approve_extension    signer                -  -  IP -  RE RF SI -  -  -  -  -
refuse_extension     signer                -  -  IP -  RE RF SI -  -  -  -  -
submit               clerk                 -  -  RE -  -  -  -  -  -  -  -  -
revise               clerk,reviewer,signer -  -  -  -  RE RE RE -  -  -  -  -
send_back            reviewer,signer       -  -  -  -  IP AA IP -  -  -  -  -
review               reviewer              -  -  -  -  SI SI -  -  -  -  -  -
sign                 signer                -  -  -  -  AN CL AN -  -  -  -  -
refuse               clerk                 -  RE -  -  -  -  -  -  -  -  -  -
rate                 citizen               -  -  -  -  -  -  -  AN CL -  -  -
rework               coordinator,system    -  -  -  -  -  -  -  IP IP -  -  -
judge                clerk                 QA AA IP SU RE RF SI IP IP CD -  -
close                coordinator,system    -  -  -  -  -  -  -  CL -  -  -  -
merge                clerk,coordinator     ME ME ME ME ME ME ME -  -  -  -  -
withdraw             citizen               WI WI WI WI WI WI WI -  -  -  -  -
supervise            coordinator           QA AA IP SU RE RF SI AN CL CD -  -
answer_supervision   clerk                 QA AA IP SU RE RF SI AN CL CD -  -
dismiss              clerk                 -  CL -  -  -  -  -  -  -  -  -  -
restore              clerk,coordinator     -  -  -  -  -  -  -  -  -  AA -  -
refer                clerk                 -  RE -  -  -  -  -  -  -  -  -  -
accept_and_answer    clerk                 -  RE -  -  -  -  -  -  -  -  -  -
answer_by_operator   operator              AN AN AN AN AN AN AN -  -  -  -  -
split                clerk                 QA AA IP SU RE RF SI -  -  -  -  -
flag                 clerk,coordinator     QA AA IP SU RE RF SI AN CL CD -  -
`;

/** Nobody else may do anything of the above, whatever the state. */
const OTHERS = 'x  x  x  x  x  x  x  x  x  x  x  x';

export const COLUMNS = [
  'QA',
  'AA',
  'IP',
  'SU',
  'RE',
  'RF',
  'SI',
  'AN',
  'CL',
  'CD',
  'ME',
  'WI',
] as const;
export type Column = (typeof COLUMNS)[number];

export const ROLES = [
  'clerk',
  'reviewer',
  'signer',
  'unit_admin',
  'coordinator',
  'inspector',
  'system_admin',
  'citizen',
  'operator',
  'system',
] as const;

/** The state that a column stands for. */
export const STATE_OF: Readonly<Record<Column, string>> = {
  QA: 'awaiting_assignment',
  AA: 'awaiting_acceptance',
  IP: 'in_progress',
  SU: 'awaiting_supplement',
  RE: 'awaiting_review',
  RF: 'awaiting_review',
  SI: 'awaiting_signature',
  AN: 'answered',
  CL: 'closed',
  CD: 'closed',
  ME: 'merged',
  WI: 'withdrawn',
};

export interface Cell {
  action: string;
  role: (typeof ROLES)[number];
  column: Column;
  /** A state, `409` or `403`. */
  expected: string;
}

/** Every cell of the table, once. */
export const cells: readonly Cell[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [action, named, ...row] = line.trim().split(/\s+/);
    const roles = named!.split(',');
    const others = OTHERS.split(/\s+/);
    return ROLES.flatMap((role) =>
      COLUMNS.map((column, index): Cell => {
        const cell = (roles.includes(role) ? row : others)[index];
        return { action: action!, role, column, expected: expectedOf(cell) };
      }),
    );
  });

function expectedOf(cell: string | undefined): string {
  if (cell === '-') return '409';
  if (cell === 'x') return '403';
  const state = STATE_OF[cell as Column];
  if (!state) throw new Error(`no such cell: ${cell}`);
  return state;
}
