import type { z } from 'zod';
import { isScalar } from 'yaml';
import { explainType, nameOf } from './explain-type';
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
      if (issue.expected === 'never') return [explainForbidden(path, source, schema)];
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

/** A word that was once allowed: its description says why it is not, and what to do. */
function explainForbidden(path: Path, source: YamlSource, schema: z.ZodType): Fault {
  const key = path.at(-1);
  const remedy = (schemaAt(schema, path) as z.ZodType | null)?.description ?? '删去这一行';
  return source.faultAtKey(path.slice(0, -1), String(key), `不能写 ${nameOf(path)}`, remedy);
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
