import type { YAMLError } from 'yaml';
import { isAlias, isMap, isNode, isScalar, visit } from 'yaml';
import type { Fault } from './fault';
import type { YamlSource } from './yaml-source';

/** A broken line breaks those below it: more than a few faults of syntax help nobody. */
const MOST_FAULTS = 5;

/** What the YAML parser complains of, in words for someone who does not know YAML; one fault a line. */
export function explainSyntax(source: YamlSource): Fault[] {
  const { errors, warnings } = source.document;
  const byLine = new Map<number | null, Fault>();
  const faults = [...errors, ...warnings].map((error) => explain(error, source));
  for (const fault of [...faults, ...findReferences(source)]) {
    if (!byLine.has(fault.line)) byLine.set(fault.line, fault);
  }
  return [...byLine.values()].slice(0, MOST_FAULTS);
}

/** YAML's references between values (`&x`, `*x`): here always a text that begins with that sign. */
function findReferences(source: YamlSource): Fault[] {
  const faults: Fault[] = [];
  visit(source.document, (_, node) => {
    if (!isNode(node)) return;
    const sign = isAlias(node) ? '*' : node.anchor === undefined ? null : '&';
    if (sign === null) return;
    faults.push(
      source.faultAt(node.range?.[0] ?? 0, `以 ${sign} 开头的内容有特殊含义`, '整段加英文双引号'),
    );
  });
  return faults;
}

function explain(error: YAMLError, source: YamlSource): Fault {
  const at = error.pos[0];
  const line = lineAt(source.text, at);
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return source.faultAt(at, '行首用了 Tab', '换成空格，每级两个');
    case 'DUPLICATE_KEY':
      return explainDuplicate(source, at);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return explainNesting(source, at);
    case 'MISSING_CHAR':
      return explainMissing(error, source);
    case 'BAD_SCALAR_START':
      return source.faultAt(at, `内容不能以 ${source.text[at]} 开头`, '整段加英文双引号');
    case 'TAG_RESOLVE_FAILED':
      return source.faultAt(at, '以 ! 开头的内容有特殊含义', '整段加英文双引号');
    case 'BAD_DQ_ESCAPE':
      return source.faultAt(at, '双引号里的反斜杠 \\ 有特殊含义', "改用英文单引号，例如 '\\d+'");
    case 'BAD_INDENT':
      return /Flow/.test(error.message)
        ? source.faultAt(at, '上面的 [ 或 { 没有写完', '补上 ] 或 }')
        : source.faultAt(at, '缩进不对', '和上面同级的行左边对齐，只用空格');
    case 'MULTIPLE_DOCS':
      return source.faultAt(at, '多了一行 ---', '删掉这一行');
    case 'MULTILINE_IMPLICIT_KEY':
      return source.faultAt(at, '这一行缺少冒号，或缩进不对', '写成“名称: 内容”，英文冒号后空一格');
    case 'UNEXPECTED_TOKEN':
      return source.faultAt(
        at,
        `多出了“${line.slice(columnOf(source, at)).slice(0, 12)}”`,
        '删掉它；内容里有引号或括号时，整段加英文双引号',
      );
    default:
      return source.faultAt(
        at,
        `这里看不懂（${error.code}）`,
        '整段加英文双引号，或参照旁边的写法',
      );
  }
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

/** `name: 电话: 0730` and a line that is indented too far look the same to the parser. */
function explainNesting(source: YamlSource, at: number): Fault {
  const rest = lineAt(source.text, at).slice(columnOf(source, at));
  if (/:\s/.test(rest)) {
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
    openQuoteOf(source) ?? error.pos[0],
    '引号没有成对',
    `在内容末尾补上英文的 ${quote}`,
  );
}

/** Where the quoted text begins that runs to the end of the file. */
function openQuoteOf(source: YamlSource): number | null {
  let open: number | null = null;
  visit(source.document, {
    Scalar(_, node) {
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
      if (quoted && node.range) open = node.range[0];
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
