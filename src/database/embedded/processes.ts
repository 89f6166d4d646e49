import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** What tells one process from a later one with the same id. */
export interface ProcessFacts {
  /** Opaque; two processes with one id differ in it. */
  startedAt: string;
  zombie: boolean;
  parent: number;
  /** The program's own name, at most 15 characters on Linux. */
  name: string;
}

/** Facts of a running process, or null when there is none with this id. */
export function findProcess(pid: number): ProcessFacts | null {
  return process.platform === 'linux' ? readProc(pid) : askPs(pid);
}

function readProc(pid: number): ProcessFacts | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const nameEnd = stat.lastIndexOf(')');
    const fields = stat.slice(nameEnd + 2).split(' ');
    return {
      startedAt: fields[19] ?? '',
      zombie: fields[0] === 'Z' || fields[0] === 'X',
      parent: Number(fields[1]),
      name: stat.slice(stat.indexOf('(') + 1, nameEnd),
    };
  } catch {
    return null;
  }
}

function askPs(pid: number): ProcessFacts | null {
  const run = spawnSync('ps', ['-o', 'ppid=,stat=,lstart=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const match = /^\s*(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(
    (run.stdout ?? '').trim(),
  );
  if (!match) return null;
  return {
    parent: Number(match[1]),
    zombie: match[2]!.startsWith('Z'),
    startedAt: match[3]!,
    name: match[4]!.split('/').pop() ?? '',
  };
}

/**
 * Ids of the live PostgreSQL processes that work in a data folder: PostgreSQL makes it the working
 * folder of each of its processes, so orphans are found that outlive a killed postmaster.
 * @param folder the data folder's real path
 * @param postmaster the id in postmaster.pid; its children count even where /proc hides their folder
 */
export function listServerProcesses(folder: string, postmaster: number): number[] {
  if (process.platform !== 'linux') {
    const facts = findProcess(postmaster);
    return facts && !facts.zombie && facts.name === 'postgres' ? [postmaster] : [];
  }
  return fs
    .readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && worksIn(pid, folder, postmaster));
}

function worksIn(pid: number, folder: string, postmaster: number): boolean {
  const facts = readProc(pid);
  if (!facts || facts.zombie || facts.name !== 'postgres') return false;
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return false;
    return pid === postmaster || facts.parent === postmaster;
  }
}
