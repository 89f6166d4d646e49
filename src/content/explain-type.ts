import type { z } from 'zod';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Fault } from './fault';
import type { Path } from './schema-walk';
import { keysAt } from './schema-walk';
import type { YamlSource } from './yaml-source';

/** How a value is spoken of: its key, or its place in a list. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return '整个文件';
  return typeof last === 'number' ? `${nameOf(path.slice(0, -1))} 的第 ${last + 1} 项` : last;
}

/** One kind of value where another belongs: a list for a text, a number for a telephone, `yes` for true. */
export function explainType(
  expected: string,
  path: Path,
  source: YamlSource,
  schema: z.ZodType,
): Fault {
  const name = nameOf(path);
  const node = source.node(path);
  const written = source.written(path) ?? '';
  switch (expected) {
    case 'string':
      return explainNotText(path, source);
    case 'array':
      return source.fault(path, `${name} 要写成列表`, '每项一行，以“- ”开头');
    case 'boolean':
      return source.fault(path, `${name} 要写 true 或 false`, booleanRemedy(written));
    case 'number':
    case 'int':
      return source.fault(path, `${name} 要写整数`, isScalar(node) ? '只写数字，不加引号' : null);
    default: {
      const keys = keysAt(schema, path);
      const remedy = keys.length > 0 ? `可以写的名称有：${keys.join('、')}` : null;
      return source.fault(path, `${name} 下面要写“名称: 内容”`, remedy);
    }
  }
}

function explainNotText(path: Path, source: YamlSource): Fault {
  const name = nameOf(path);
  const node = source.node(path);
  const written = source.written(path) ?? '';
  if (!isSeq(node) && !isMap(node)) {
    return source.fault(path, `${written} ${misreadOf(written)}`, `加上英文双引号："${written}"`);
  }
  if (node.flow === true) {
    const sign = isSeq(node) ? '[' : '{';
    return source.fault(path, `以 ${sign} 开头的内容有特殊含义`, '整段加英文双引号');
  }
  const [message, remedy] = isSeq(node)
    ? ['却写成了列表', `写成 ${name}: 文字；几行文字用 ${name}: |`]
    : ['却写成了几个名称', '内容里有“: ”时，整段加英文双引号'];
  return source.fault(path, `${name} 要写一段文字，${message}`, remedy);
}

function misreadOf(written: string): string {
  if (/^(?:true|false)$/i.test(written)) return '被当成了“是”或“否”，不是文字';
  if (/^0\d/.test(written)) return '被当成了数字，开头的 0 会丢掉';
  if (/^\d{16,}$/.test(written)) return '被当成了数字，太长，后几位会变';
  return '被当成了数字，不是文字';
}

function booleanRemedy(written: string): string {
  if (/^(?:yes|on|y|是|有|开|1)$/i.test(written)) return '写 true';
  if (/^(?:no|off|n|否|无|关|0)$/i.test(written)) return '写 false';
  return 'true 是，false 否';
}
