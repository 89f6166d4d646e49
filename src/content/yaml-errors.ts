import type { ErrorCode, Node, YAMLError } from 'yaml';
import { isCollection, isMap, isScalar, visit } from 'yaml';
import type { Fault } from './fault';
import type { YamlSource } from './yaml-source';

/** Faults after which the parser is lost: what it says of the lines below follows from them. */
const misleading: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

/** What the YAML parser complains of, in words for someone who does not know YAML; one fault a line. */
export function explainSyntax(source: YamlSource): Fault[] {
  const { errors, warnings } = source.document;
  const found = [...errors, ...warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const lost = found.findIndex((error) => isMisleading(error, source));
  const certain = lost === -1 ? found : found.slice(0, lost + 1);
  const byLine = new Map<number | null, Fault>();
  for (const fault of [...findSigns(source), ...certain.map((error) => explain(error, source))]) {
    if (!byLine.has(fault.line)) byLine.set(fault.line, fault);
  }
  return [...byLine.values()];
}

function isMisleading(error: YAMLError, source: YamlSource): boolean {
  const isColonInText = error.code === 'BLOCK_AS_IMPLICIT_KEY' && hasColon(source, error.pos[0]);
  return misleading.has(error.code) && !isColonInText;
}

const QUOTE_ALL = '整段加英文双引号';

/** YAML's own signs, where a person wrote text: references (`&x`, `*x`) and `{公众号}` as a name. */
function findSigns(source: YamlSource): Fault[] {
  const faults: Fault[] = [];
  const add = (sign: string, at: number) =>
    faults.push(source.faultAt(at, `以 ${sign} 开头的内容有特殊含义`, QUOTE_ALL));
  const start = (node: Node): number => node.range?.[0] ?? 0;
  visit(source.document, {
    Alias: (_, node) => void add('*', source.text.lastIndexOf('*', start(node))),
    Value(_, node) {
      if (node.anchor !== undefined) add('&', source.text.lastIndexOf('&', start(node)));
    },
    Pair(_, { key }) {
      if (isCollection(key)) add(source.text[start(key)]!, start(key));
    },
  });
  return faults;
}

/** Complaints that say the same wherever they are made. */
const said: Readonly<Partial<Record<ErrorCode, [message: string, remedy: string]>>> = {
  TAB_AS_INDENT: ['行首用了 Tab', '换成空格，每级两个'],
  TAG_RESOLVE_FAILED: ['以 ! 开头的内容有特殊含义', QUOTE_ALL],
  BAD_DQ_ESCAPE: ['双引号里的反斜杠 \\ 有特殊含义', "改用英文单引号，例如 '\\d+'"],
  MULTIPLE_DOCS: ['多了一行 ---', '删掉这一行'],
  MULTILINE_IMPLICIT_KEY: ['这一行缺少冒号，或缩进不对', '写成“名称: 内容”，英文冒号后空一格'],
};

function explain(error: YAMLError, source: YamlSource): Fault {
  const at = error.pos[0];
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return explainDuplicate(source, at);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return explainNesting(source, at);
    case 'MISSING_CHAR':
      return explainMissing(error, source);
    case 'UNEXPECTED_TOKEN':
      return explainExcess(source, at);
    case 'BAD_SCALAR_START':
      return source.faultAt(at, `内容不能以 ${source.text[at]} 开头`, QUOTE_ALL);
    case 'BAD_INDENT':
      return /Flow/.test(error.message)
        ? source.faultAt(openBracketOf(source, at), '这个括号没有写完', '在最后补上 ] 或 }')
        : source.faultAt(at, '缩进不对', '和上面同级的行左边对齐，只用空格');
    default: {
      const [message, remedy] = said[error.code] ?? [
        `这里看不懂（${error.code}）`,
        `${QUOTE_ALL}，或参照旁边的写法`,
      ];
      return source.faultAt(at, message, remedy);
    }
  }
}

/** Text after what YAML takes for a whole value: `{公众号}您好`, `"您好"，请讲`. */
function explainExcess(source: YamlSource, at: number): Fault {
  const line = lineAt(source.text, at);
  const [before, rest] = [line.slice(0, columnOf(source, at)), line.slice(columnOf(source, at))];
  const excess = `多出了“${rest.slice(0, 12)}”`;
  if (/[}\]]\s*$/.test(before)) {
    const open = openBracketOf(source, at);
    return source.faultAt(open, `以 ${source.text[open]} 开头的内容有特殊含义`, QUOTE_ALL);
  }
  if (/["']\s*$/.test(before)) {
    return source.faultAt(at, `引号后面${excess}`, '整段放进一对英文双引号，里面的引号改成“ ”');
  }
  return source.faultAt(at, excess, `删掉它，或${QUOTE_ALL}`);
}

function explainDuplicate(source: YamlSource, at: number): Fault {
  const key = /^[^:\s]+/.exec(source.text.slice(at))?.[0] ?? '';
  const first = firstOffsetOf(source, key, at);
  const earlier = first === null ? '' : `，第 ${source.lineCounter.linePos(first).line} 行已有`;
  return source.faultAt(at, `${key} 写了两次${earlier}`, '只留一个；要写几条时用“- ”列表');
}

/** The offset of the same key in the map whose second `key` is at `at`. */
function firstOffsetOf(source: YamlSource, key: string, at: number): number | null {
  let first: number | null = null;
  visit(source.document, {
    Map(_, map) {
      if (!isMap(map)) return;
      const offsets = map.items
        .map((pair) => pair.key)
        .filter((node) => isScalar(node) && String(node.value) === key)
        .map((node) => (isScalar(node) ? (node.range?.[0] ?? -1) : -1));
      if (offsets.includes(at)) first = offsets[0] ?? null;
    },
  });
  return first;
}

function hasColon(source: YamlSource, at: number): boolean {
  return /:\s/.test(lineAt(source.text, at).slice(columnOf(source, at)));
}

/** `name: 电话: 0730` and a line that is indented too far look the same to the parser. */
function explainNesting(source: YamlSource, at: number): Fault {
  if (hasColon(source, at)) {
    return source.faultAt(
      at,
      '内容里有英文冒号加空格，被当成了新的名称',
      '改用中文冒号“：”，或整段加英文双引号',
    );
  }
  const next = source.text.indexOf('\n', at) + 1;
  const indent = /^ */.exec(source.text.slice(next))![0].length;
  return source.faultAt(
    next + indent,
    '缩进不对：比上一行多了空格',
    '和上面同级的行左边对齐，只用空格',
  );
}

function explainMissing(error: YAMLError, source: YamlSource): Fault {
  const quote = /Missing closing (["'])/.exec(error.message)?.[1];
  if (quote === undefined) {
    return /Sequence item/.test(error.message)
      ? source.faultAt(
          error.pos[0],
          '缩进不对，或少了开头的“- ”',
          '和上面同级的行左边对齐，只用空格',
        )
      : source.faultAt(
          error.pos[0],
          '这一行缺少冒号，或缩进不对',
          '写成“名称: 内容”，英文冒号后空一格',
        );
  }
  return source.faultAt(
    openQuoteOf(source, error.pos[0]) ?? error.pos[0],
    '引号没有成对',
    `在内容末尾补上英文的 ${quote}`,
  );
}

/** Where the quoted text begins that is still open at `at`. */
function openQuoteOf(source: YamlSource, at: number): number | null {
  let open: number | null = null;
  visit(source.document, {
    Scalar(_, node) {
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (quoted && node.range && node.range[0] <= at) open = node.range[0];
    },
  });
  return open;
}

/** Where the last `[` or `{` before `at` stands. */
function openBracketOf(source: YamlSource, at: number): number {
  let open = at;
  visit(source.document, {
    Collection(_, node) {
      if (node.flow === true && node.range && node.range[0] <= at) open = node.range[0];
    },
  });
  return open;
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? text.length : end);
}

function columnOf(source: YamlSource, offset: number): number {
  return source.lineCounter.linePos(offset).col - 1;
}
