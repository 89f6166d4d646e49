import fs from 'node:fs';
import type { z } from 'zod';
import { decodeText } from './decode-text';
import type { EnvFile } from './env-file';
import { parseEnvFile } from './env-file';
import type { Fault } from './fault';
import { ENVIRONMENT } from './fault';
import type { PlainVariable, SecretVariable } from './variables';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The process's variables laid over those of a `.env` file; collects what is wrong with them. */
export class Environment {
  readonly faults: Fault[] = [];

  constructor(
    private readonly process: Variables,
    private readonly file: EnvFile | null,
  ) {
    if (file) this.faults.push(...file.faults);
  }

  /** The value of a variable; null when it is absent or blank. */
  text(name: PlainVariable): string | null {
    return this.process[name]?.trim() || this.file?.entries.get(name)?.value.trim() || null;
  }

  /** The checked value; `fallback` when the variable is absent or wrong (which is then a fault). */
  read<T>(name: PlainVariable, schema: z.ZodType<T>, fallback: T, remedy?: string): T {
    const text = this.text(name);
    return (text === null ? null : this.check(name, text, schema, remedy)) ?? fallback;
  }

  /** Adds a fault, and returns null, when `text` is not what `schema` asks for. */
  check<T>(name: string, text: string, schema: z.ZodType<T>, remedy?: string): T | null {
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    this.fault(name, `${name} ${result.error.issues[0]?.message ?? '不对'}`, remedy ?? null);
    return null;
  }

  /** A secret, from NAME or from the file that NAME_FILE points to. Set but empty is a fault. */
  secret(name: SecretVariable): string | null {
    const twin = `${name}_FILE`;
    const source = this.sourceOf(name, twin);
    const [value, path] = [source(name), source(twin)];
    if (value !== undefined && path !== undefined) {
      this.fault(twin, `${name} 和 ${twin} 同时设置了`, '只留一个');
      return null;
    }
    if (path !== undefined) return this.readSecretFile(twin, path.trim());
    if (value === undefined) return null;
    if (value.trim() !== '') return value.trim();
    this.fault(name, `${name} 是空的`, '填上值；不用就删掉这一行');
    return null;
  }

  has(name: string): boolean {
    return this.process[name] !== undefined || this.file?.entries.has(name) === true;
  }

  /** Names set by the process, and names set in the file. */
  names(): { process: string[]; file: string[] } {
    const set = Object.keys(this.process).filter((name) => this.process[name] !== undefined);
    return { process: set, file: [...(this.file?.entries.keys() ?? [])] };
  }

  fault(name: string, message: string, remedy: string | null): void {
    this.faults.push({ ...this.placeOf(name), column: null, message, remedy });
  }

  private placeOf(name: string): { file: string; line: number | null } {
    const entry = this.process[name] === undefined ? this.file?.entries.get(name) : undefined;
    return entry && this.file
      ? { file: this.file.name, line: entry.line }
      : { file: ENVIRONMENT, line: null };
  }

  /** A pair that is set in the process hides the whole pair in the file. */
  private sourceOf(name: string, twin: string): (key: string) => string | undefined {
    const inProcess = this.process[name] !== undefined || this.process[twin] !== undefined;
    return (key) => (inProcess ? this.process[key] : this.file?.entries.get(key)?.value);
  }

  private readSecretFile(twin: string, path: string): string | null {
    const remedy = '写密钥文件的完整路径，并让运行账号能读它';
    if (path === '') {
      this.fault(twin, `${twin} 是空的`, remedy);
      return null;
    }
    try {
      const text = fs.readFileSync(path, 'utf8').trim();
      if (text !== '') return text;
      this.fault(twin, `${twin} 指向的文件是空的：${path}`, '把密钥写进文件');
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      this.fault(twin, `${twin} 指向的文件${missing ? '不存在' : '读不了'}：${path}`, remedy);
    }
    return null;
  }
}

/** Lays `variables` over the `.env` file at `envFile`, if there is one. */
export function readEnvironment(variables: Variables, envFile: string | null): Environment {
  if (envFile === null || !fs.existsSync(envFile)) return new Environment(variables, null);
  const name = '.env';
  const { text, fault } = decodeText(fs.readFileSync(envFile), name);
  const file =
    text === null ? { name, entries: new Map(), faults: [fault] } : parseEnvFile(text, name);
  return new Environment(variables, file);
}
