/** One command of `npm run zhijian -- <name> …`. */
export interface Command {
  name: string;
  /** One line, in Chinese, for the list of commands. */
  summary: string;
  /** Lines of usage, in Chinese. */
  usage: string;
  /** @returns the exit code: 0 done, 1 failed, 2 something would change or the arguments are wrong */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}

/** What a command may touch of its surroundings; tests hand in their own. */
export interface CommandIo {
  out(line: string): void;
  err(line: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether what is printed may be in colour; absent: it may not. */
  colour?: boolean;
  /** Asks on the terminal; null when there is none. */
  ask: ((question: string) => Promise<string>) | null;
}
