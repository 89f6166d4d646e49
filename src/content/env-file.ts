import type { Fault } from './fault';

export interface EnvFileEntry {
  value: string;
  /** Counted from 1. */
  line: number;
}

export interface EnvFile {
  /** As shown to a person. */
  name: string;
  entries: ReadonlyMap<string, EnvFileEntry>;
  faults: Fault[];
}

/**
 * Reads the text of a `.env` file: `NAME=value`, `NAME="value"`, `NAME='value'`, an optional
 * `export`, comments from `#`. Nothing is expanded; a value stays on its line.
 */
export function parseEnvFile(text: string, name: string): EnvFile {
  const entries = new Map<string, EnvFileEntry>();
  const faults: Fault[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1;
    const fault = (message: string, remedy: string | null) =>
      faults.push({ file: name, line, column: null, message, remedy });
    const source = raw.replace(/^[\s\u3000]*(?:export\s+)?/, '').trimEnd();
    if (source === '' || source.startsWith('#')) continue;
    const assignment = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(source);
    if (!assignment) {
      fault(...explainLine(source));
      continue;
    }
    const [, variable = '', written = ''] = assignment;
    const earlier = entries.get(variable);
    if (earlier) fault(`${variable} 写了两次，第 ${earlier.line} 行已有`, '只留一行');
    const value = parseValue(written);
    if (typeof value === 'string') entries.set(variable, { value, line });
    else fault(`${variable} ${value.message}`, value.remedy);
  }
  return { name, entries, faults };
}

function explainLine(source: string): [message: string, remedy: string] {
  if (/^[A-Za-z_]\w*\s*＝/.test(source)) return ['用了全角等号“＝”', '改成英文的 ='];
  if (/^[A-Za-z_]\w*\s*[:：]/.test(source)) return ['名称后面写了冒号', '这里用等号：名称=值'];
  return ['这一行看不懂', '写成 名称=值；说明文字前面加 #'];
}

function parseValue(written: string): string | { message: string; remedy: string } {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written);
  if (quoted) return quoted[2]!;
  if (/^["']/.test(written)) {
    return { message: '的引号没有成对', remedy: '前后用同一种英文引号，值写在同一行' };
  }
  if (/^[“”‘’＂＇]/.test(written)) {
    return { message: '用了中文引号', remedy: '改成英文引号，或不用引号' };
  }
  return written.replace(/(?:^|\s)#.*$/, '').trim();
}
