import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../platform/errors';
import type { Binaries } from './binaries';
import { prepareBinaries } from './binaries';
import { explainFolderError } from './failures';
import { ownerOfHome, prepareHome } from './home';
import { chooseIdentity } from './identity';
import { initialise } from './initialise';
import { clearLeftovers } from './leftovers';
import type { Claim, Owner } from './ownership';
import { claimOwnership, findOwner } from './ownership';
import { ensureRolesAndDatabase } from './roles';
import { startServer } from './server-process';
import { prepareSocketFolder, removeSocketFolder } from './socket-folder';

const POLL_MS = 50;
const JOIN_TIMEOUT_MS = 60_000;

/** How the embedded server of a data folder is wanted. */
export interface EmbeddedOptions {
  dataDir: string;
  /** `serve`: be its only owner; `attach`: join a running one, else start one for a while. */
  kind: Owner['kind'];
  logger: Logger;
  /** Settings beside the usual ones: tests switch fsync off. */
  settings?: Readonly<Record<string, string>>;
  /** Other programs than those installed with us. */
  binaries?: Binaries;
  /** Stands in for the question whether root may make user namespaces. */
  namespacesWork?: () => boolean;
}

/** The embedded server, ready, with its roles and its (maybe empty) database. */
export interface EmbeddedServer {
  socketFolder: string;
  /** Started by this process; a joined one goes on after `stop`. */
  started: boolean;
  stop(): Promise<void>;
}

/**
 * Starts or joins the PostgreSQL server that lives in a data folder.
 * @throws AppError `conflict` when another process owns it, `bad_configuration` with what to do when
 *   it cannot run here
 */
export async function openEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = prepareDataDir(options.dataDir);
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const claim = claimFolder(dataDir, options.kind);
    if (claim.kind === 'claimed') return startClaimed({ ...options, dataDir }, claim);
    if (options.kind === 'serve' || waitedMs > JOIN_TIMEOUT_MS) {
      throw takenError(claim.owner, dataDir);
    }
    const socketFolder = findOwner(dataDir)?.socketFolder;
    if (socketFolder) return { socketFolder, started: false, stop: async () => {} };
    await delay(POLL_MS);
  }
}

function prepareDataDir(dataDir: string): string {
  const folder = path.resolve(dataDir);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    return folder;
  } catch (error) {
    throw explainFolderError(error, folder);
  }
}

function claimFolder(dataDir: string, kind: Owner['kind']): Claim {
  try {
    return claimOwnership(dataDir, kind);
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
}

function takenError(owner: Owner, dataDir: string): AppError {
  const who =
    owner.kind === 'serve'
      ? `已经有一个 npm start 在使用数据文件夹 ${dataDir}（进程 ${owner.pid}）。请先停掉它，或用 DATA_DIR 另指一个文件夹。`
      : `有一条 zhijian 命令正在使用数据文件夹 ${dataDir}（进程 ${owner.pid}）。请等它结束后再启动。`;
  return new AppError('conflict', who, { pid: owner.pid });
}

async function startClaimed(
  options: EmbeddedOptions,
  claim: Extract<Claim, { kind: 'claimed' }>,
): Promise<EmbeddedServer> {
  let stop = async (): Promise<void> => {};
  try {
    const started = await start(options, claim.previous);
    stop = started.stop;
    await ensureRolesAndDatabase(started.socketFolder);
    claim.publish(started.socketFolder);
    return {
      socketFolder: started.socketFolder,
      started: true,
      stop: async () => {
        claim.publish(null);
        await stop();
        claim.release();
      },
    };
  } catch (error) {
    await stop();
    claim.release();
    throw explainFolderError(error, options.dataDir);
  }
}

async function start(
  options: EmbeddedOptions,
  previous: Owner | null,
): Promise<{ socketFolder: string; stop: () => Promise<void> }> {
  const { dataDir, logger, kind } = options;
  const identity = chooseIdentity(ownerOfHome(dataDir), options.namespacesWork);
  const home = prepareHome(dataDir, identity, logger);
  const binaries = options.binaries ?? prepareBinaries(identity, home.folder);
  await initialise(home, binaries, identity);
  await clearLeftovers(home, logger);
  const socketFolder = prepareSocketFolder(home.folder, identity, previous?.socketFolder ?? null);
  const settings = options.settings ?? {};
  const server = await startServer({ home, binaries, identity, socketFolder, settings, logger });
  return {
    socketFolder,
    stop: async () => {
      await server.stop(kind === 'serve' ? 'fast' : 'smart');
      removeSocketFolder(socketFolder);
    },
  };
}
