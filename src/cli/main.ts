/** The `zhijian` command: `npm run zhijian -- <command> …`. */
import { createInterface } from 'node:readline/promises';
import { AppError } from '../platform/errors';
import { accountsCommand } from './accounts';
import { askCommand } from './ask';
import { auditCommand } from './audit';
import { backupCommand } from './backup';
import { casesCommand } from './cases';
import type { Command, CommandIo } from './command';
import { contentCommand } from './content';
import { eraseCommand } from './erase';
import { menusCommand } from './menus';
import { queryCommand } from './query';
import { restoreCommand } from './restore';
import { seedCommand } from './seed';
import { staffCommand } from './staff';
import { tablesCommand } from './tables';

const COMMANDS: readonly Command[] = [
  askCommand,
  casesCommand,
  accountsCommand,
  menusCommand,
  contentCommand,
  queryCommand,
  tablesCommand,
  staffCommand,
  seedCommand,
  auditCommand,
  eraseCommand,
  backupCommand,
  restoreCommand,
];

/** Runs one command line. @returns the exit code */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) {
    listCommands(io, name);
    return name === undefined || name === 'help' ? 0 : 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(command.usage);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (isUnknownOption(error)) {
      io.err(command.usage);
      return 2;
    }
    if (!(error instanceof AppError)) throw error;
    io.err(error.message);
    return 1;
  }
}

/** A slip such as `--dryrun` must neither run the command nor print a stack. */
function isUnknownOption(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_');
}

function listCommands(io: CommandIo, unknown: string | undefined): void {
  if (unknown !== undefined && unknown !== 'help') io.err(`没有命令“${unknown}”。可用的命令：\n`);
  else io.out('用法：npm run zhijian -- <命令> …\n');
  for (const { name, summary } of COMMANDS) io.out(`  ${name.padEnd(10)}${summary}`);
  io.out('\n看某个命令的用法：npm run zhijian -- <命令> --help');
}

function terminalIo(): CommandIo {
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    env: process.env,
    colour: Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'],
    ask: process.stdin.isTTY ? askOnTerminal : null,
  };
}

async function askOnTerminal(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

if (require.main === module) {
  // The reader went away (`… | head`): nothing is left to be said.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  runCommandLine(process.argv.slice(2), terminalIo()).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
