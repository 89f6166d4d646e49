import type { z } from 'zod';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Fault } from './fault';
import { suggest } from './nearest';
import type { Path } from './schema-walk';
import { keysAt, schemaAt } from './schema-walk';
import { suggestValue } from './suggest-value';
import type { YamlSource } from './yaml-source';

type Issue = z.core.$ZodIssue;

/** What the schemas complain of, for someone who knows neither YAML nor programming, with its place. */
export function explainIssues(
  issues: readonly Issue[],
  source: YamlSource,
  schema: z.ZodType,
): Fault[] {
  const flat = issues.flatMap((issue) => flatten(issue));
  const misspelt = new Set<string>();
  for (const issue of flat) {
    if (issue.code !== 'unrecognized_keys') continue;
    const known = keysAt(schema, pathOf(issue));
    for (const key of issue.keys) {
      const meant = suggest(key, known);
      for (const name of known) {
        if (meant?.includes(name)) misspelt.add([...pathOf(issue), name].join('/'));
      }
    }
  }
  return flat
    .filter((issue) => !misspelt.has(pathOf(issue).join('/')))
    .flatMap((issue) => explain(issue, source, schema));
}

/** A choice that fits nothing is told by the branch that came closest. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0]!;
  return closest.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function pathOf(issue: Issue): Path {
  return issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
}

function explain(issue: Issue, source: YamlSource, schema: z.ZodType): Fault[] {
  const path = pathOf(issue);
  if (issue.code === 'unrecognized_keys') {
    return explainUnknownKeys(issue.keys, path, source, schema);
  }
  const node = source.node(path);
  if (node === null && path.length > 0) return [explainMissing(path, source, schema)];
  if (node === null) return [source.fault([], '文件是空的', '参照其他单位的同名文件填写')];
  if (isScalar(node) && node.value === null) return [explainBlank(path, source, schema)];
  switch (issue.code) {
    case 'invalid_type':
      return [explainType(issue.expected, path, source, schema)];
    case 'invalid_value':
      return [explainChoice(issue.values, path, source)];
    case 'too_small':
    case 'too_big':
      return [explainSize(issue, path, source)];
    case 'invalid_format':
      return [explainFormat(issue, path, source)];
    default:
      return [source.fault(path, issue.message || `${nameOf(path)} 写得不对`)];
  }
}

function explainUnknownKeys(
  keys: readonly string[],
  path: Path,
  source: YamlSource,
  schema: z.ZodType,
): Fault[] {
  const known = keysAt(schema, path);
  return keys.map((key) =>
    source.faultAtKey(
      path,
      key,
      `不认识“${key}”`,
      suggest(key, known) ?? `可以写的有：${known.join('、')}`,
    ),
  );
}

function explainMissing(path: Path, source: YamlSource, schema: z.ZodType): Fault {
  return source.fault(
    path.slice(0, -1),
    `缺少 ${nameOf(path)}`,
    `加上 ${nameOf(path)}${describe(path, schema)}`,
  );
}

function explainBlank(path: Path, source: YamlSource, schema: z.ZodType): Fault {
  const node = source.node(path);
  const after = source.text.slice(node?.range?.[0] ?? 0).split('\n')[0]!;
  const remedy = after.trim().startsWith('#')
    ? '# 后面的字会被当成说明；要写内容就加英文双引号'
    : `写上内容${describe(path, schema)}`;
  return source.fault(path, `${nameOf(path)} 后面是空的`, remedy);
}

/** `（单位全称，例如 …）`, from the schema. */
function describe(path: Path, schema: z.ZodType): string {
  const found = schemaAt(schema, path) as z.ZodType | null;
  return found?.description === undefined ? '' : `（${found.description}）`;
}

/** How a value is spoken of: its key, or its place in a list. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return '整个文件';
  return typeof last === 'number' ? `${nameOf(path.slice(0, -1))} 的第 ${last + 1} 项` : last;
}

function explainType(expected: string, path: Path, source: YamlSource, schema: z.ZodType): Fault {
  const name = nameOf(path);
  const node = source.node(path);
  const written = source.written(path) ?? '';
  switch (expected) {
    case 'string':
      if (isSeq(node)) {
        return source.fault(
          path,
          `${name} 要写一段文字，却写成了列表`,
          `写成 ${name}: 文字；几行文字用 ${name}: |`,
        );
      }
      if (isMap(node)) {
        return source.fault(
          path,
          `${name} 要写一段文字，却写成了几个名称`,
          '内容里有“: ”时，整段加英文双引号',
        );
      }
      return source.fault(path, `${written} ${misreadOf(written)}`, `加上英文双引号："${written}"`);
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

function explainChoice(values: readonly unknown[], path: Path, source: YamlSource): Fault {
  const choices = values.map(String);
  const written = source.written(path);
  const message =
    written === null ? `${nameOf(path)} 要写一个词` : `${nameOf(path)} 不能写“${written}”`;
  const hint = written === null ? null : suggest(written, choices);
  return source.fault(path, message, hint ?? `只能写 ${choices.join('、')}`);
}

function explainSize(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  path: Path,
  source: YamlSource,
): Fault {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const verb = issue.code === 'too_small' ? '至少' : '最多';
  if (issue.origin === 'string') {
    const message = limit === 1 && verb === '至少' ? '不能为空' : `${verb} ${limit} 个字`;
    return source.fault(path, `${nameOf(path)} ${message}`, null);
  }
  const unit = issue.origin === 'array' ? ` ${limit} 项` : `是 ${limit}`;
  return source.fault(path, `${nameOf(path)} ${verb}${unit}`, null);
}

/** What a format asks for, where its schema does not say so. */
const formats: Readonly<Record<string, string>> = {
  date: '写成 2026-11-23 这样的日期',
  url: '写完整的网址，以 https:// 开头',
};

function explainFormat(
  issue: z.core.$ZodIssueInvalidStringFormat,
  path: Path,
  source: YamlSource,
): Fault {
  const written = source.written(path) ?? '';
  const wanted = issue.message || formats[issue.format] || '写法不对';
  const pattern = /^\/(.*)\/([a-z]*)$/s.exec(issue.pattern ?? '');
  const meant = pattern ? suggestValue(written, new RegExp(pattern[1]!, pattern[2])) : null;
  return source.fault(
    path,
    `${nameOf(path)} 不能是“${written}”`,
    meant === null ? wanted : `写成 "${meant}"`,
  );
}
