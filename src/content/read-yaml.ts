import type { z } from 'zod';
import { decodeText } from './decode-text';
import { explainIssues } from './explain-issue';
import type { Fault } from './fault';
import { findHabits } from './line-habits';
import { findScalarHabits } from './scalar-habits';
import { allKeys } from './schema-walk';
import { explainSyntax } from './yaml-errors';
import { YamlSource } from './yaml-source';

/** A file that is right by itself, with its nodes for checks against other files. */
export interface YamlFile<T> {
  source: YamlSource;
  data: T;
}

export type ReadYaml<T> = { file: YamlFile<T>; faults: [] } | { file: null; faults: Fault[] };

/**
 * Reads one file against its schema: encoding, then YAML, then shape. Slips that people really
 * make are told by name, instead of the complaints that follow from them.
 * @param name the path as shown to a person
 */
export function readYaml<T>(bytes: Uint8Array, name: string, schema: z.ZodType<T>): ReadYaml<T> {
  const { text, fault } = decodeText(bytes, name);
  if (text === null) return { file: null, faults: [fault] };
  const source = new YamlSource(name, text.replace(/\r\n?/g, '\n'));
  const certain = findScalarHabits(source);
  const syntax = explainSyntax(source);
  if (syntax.length > 0) {
    const habits = mergeByLine(findHabits(source, allKeys(schema)), certain);
    return { file: null, faults: [...habits, ...beforeFirst(habits, syntax)] };
  }
  const result = schema.safeParse(source.document.toJS(), { error: () => '' });
  if (result.success && certain.length === 0) {
    return { file: { source, data: result.data }, faults: [] };
  }
  const shape = result.success ? [] : explainIssues(result.error.issues, source, schema);
  const wrong = new Set(shape.map((one) => one.line));
  const habits = findHabits(source, allKeys(schema)).filter((habit) => wrong.has(habit.line));
  return { file: null, faults: mergeByLine(mergeByLine(habits, certain), shape) };
}

/** `first`, and of `second` what is on other lines. */
function mergeByLine(first: readonly Fault[], second: readonly Fault[]): Fault[] {
  const lines = new Set(first.map((fault) => fault.line));
  return [...first, ...second.filter((fault) => !lines.has(fault.line))];
}

/** Complaints of the parser from the first slip on follow from it. */
function beforeFirst(habits: readonly Fault[], syntax: readonly Fault[]): Fault[] {
  const first = Math.min(...habits.map((habit) => habit.line ?? 0));
  return syntax.filter((fault) => (fault.line ?? 0) < first);
}
