import type { Fault } from './fault';
import type { YamlSource } from './yaml-source';

/** A slip that Chinese keyboards and editors invite, as a pattern over one line. */
interface Habit {
  pattern: RegExp;
  message: string;
  remedy: string;
}

const KEY = String.raw`(?<key>[A-Za-z][A-Za-z0-9]*|"[A-Za-z]\w*"|“[A-Za-z]\w*”)`;
const START = String.raw`^(?<before>[ \u3000]*(?:- +)*)`;

/** A pattern with a `key` counts only where that key may be written. `before` leads to the slip's place. */
const habits: readonly Habit[] = [
  {
    pattern: /^(?<before>)(?:<{7}|={7}|>{7})/,
    message: '这是合并文件时留下的冲突标记',
    remedy: '两边的内容选一份，删掉三行标记',
  },
  {
    pattern: /^(?<before> *)\t+[ \t]*\S/,
    message: '行首用了 Tab',
    remedy: '换成空格，每级两个',
  },
  {
    pattern: /^(?<before> *)[\u3000\u00a0][\s]*\S/,
    message: '行首用了全角空格',
    remedy: '换成英文空格，每级两个',
  },
  {
    pattern: new RegExp(String.raw`${START}${KEY}[ \u3000]*：`),
    message: '用了全角冒号“：”',
    remedy: '改成英文冒号加一个空格',
  },
  {
    pattern: new RegExp(String.raw`${START}${KEY}:[\u3000\u00a0]`),
    message: '冒号后面是全角空格',
    remedy: '换成一个英文空格',
  },
  {
    pattern: new RegExp(String.raw`${START}${KEY}:(?=[^\s\u3000\u00a0])`),
    message: '冒号后面少了空格',
    remedy: '在英文冒号后空一格',
  },
  {
    pattern: /^(?<before> *)(?:－|–|—|•|·)[\s\u3000]*\S/,
    message: '列表的短横线不是英文的 -',
    remedy: '改成英文的 - 加一个空格',
  },
  {
    pattern: /^(?<before> *)-[\u3000\u00a0]/,
    message: '短横线后面是全角空格',
    remedy: '换成一个英文空格',
  },
  {
    pattern: /^(?<before> *)-(?=[^\s\u3000\u00a0-])/,
    message: '短横线后面少了空格',
    remedy: '在 - 后空一格',
  },
  {
    pattern: /^(?<before>(?:[^"#]*[:-] +)?)"[^"]*[”“＂]\s*$/,
    message: '引号没有成对：后面的是中文引号',
    remedy: '前后都用英文双引号',
  },
  {
    pattern: /^(?<before>(?:[^"#“”]*[:-] +)?)[“”＂][^"“”]*"\s*$/,
    message: '引号没有成对：前面的是中文引号',
    remedy: '前后都用英文双引号',
  },
];

/**
 * Lines written by habit rather than by YAML's rules. Only for a file that is known to be wrong:
 * in a right one such a line is ordinary text.
 * @param keys every name that may be written in this kind of file
 */
export function findHabits(source: YamlSource, keys: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  let offset = 0;
  for (const { line, isText } of linesOf(source.text)) {
    const found = isText ? null : matchHabit(line, keys);
    if (found) {
      faults.push(source.faultAt(offset + found.column, found.habit.message, found.habit.remedy));
    }
    offset += line.length + 1;
  }
  return faults;
}

function matchHabit(
  line: string,
  keys: ReadonlySet<string>,
): { habit: Habit; column: number } | null {
  for (const habit of habits) {
    const groups = habit.pattern.exec(line)?.groups;
    if (!groups) continue;
    const key = groups['key']?.replace(/["“”]/g, '');
    if (key === undefined || keys.has(key)) {
      return { habit, column: groups['before']!.length };
    }
  }
  return null;
}

/** The lines; `isText` for comments and for the text below `name: |`, where anything may stand. */
function* linesOf(text: string): Generator<{ line: string; isText: boolean }> {
  let textIndent: number | null = null;
  for (const line of text.split('\n')) {
    const indent = /^ */.exec(line)![0].length;
    const isBlank = line.trim() === '';
    if (textIndent !== null && !isBlank && indent <= textIndent) textIndent = null;
    yield { line, isText: textIndent !== null || isBlank || line.trim().startsWith('#') };
    const opened: RegExpExecArray | null =
      textIndent === null ? /^( *(?:- +)*)(.*?)[|>][+-]?\d?\s*(?:#.*)?$/.exec(line) : null;
    if (opened && /(?:^|:\s+)$/.test(opened[2]!)) {
      textIndent = opened[2] === '' ? indent : opened[1]!.length;
    }
  }
}
