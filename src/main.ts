/** Starts one process: configuration → parts → listen → signals. */
import { composeApp, type App } from './compose';
import type { AccountConfig, Config } from './content/config';
import { formatFault, type Fault } from './content/fault';
import { loadAll } from './content/load-all';
import type { ContentSet } from './content/load-content';
import { watchContent } from './content/watch-content';
import { lastBackupAt } from './database/backup/last-backup';
import { entities } from './entities';
import { openDatabase, type OpenedDatabase } from './database/open-database';
import { systemClock } from './platform/clock';
import { AppError } from './platform/errors';
import { createLogger, gatheringOutput, type Logger } from './platform/logger';
import { startTrial, type RunningTrial } from './start-trial';
import { presentTrialStaff } from './staff/trial-staff';
import { resolveSecretKey } from './trial';

/** What runs, in the order in which it must stop. */
interface Running {
  app?: App;
  trial?: RunningTrial;
  watcher?: { close(): void };
  opened?: OpenedDatabase;
}

async function run(): Promise<void> {
  const loaded = await loadAll(process.env, systemClock.now());
  for (const warning of loaded.warnings) say(`注意：${warning}`);
  if (!loaded.config) return refuse(loaded.faults);
  const { config, content } = loaded;

  const logger = createLogger(config.logLevel, gatheringOutput());
  const running: Running = {};
  stopOnSignal(running, logger);
  try {
    await start(config, content, logger, running);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    say(`没有启动成功：${error.message}`);
    process.exitCode = 1;
    await stop(running);
  }
}

async function start(
  config: Config,
  content: ContentSet,
  logger: Logger,
  running: Running,
): Promise<void> {
  const secretKey = await resolveSecretKey(config);
  running.opened = await openDatabase({ ...config, entities, logger, mode: 'serve' });
  const { database, secondWall } = running.opened;
  let accounts: readonly AccountConfig[] = config.accounts;
  let apiBase = config.wechatApiBase;
  if (config.trial) {
    running.trial = await startTrial({ config, content, database, secretKey, logger });
    accounts = running.trial.accounts;
    apiBase = running.trial.apiBase;
  }
  const app = composeApp({
    config,
    secretKey,
    accounts,
    apiBase,
    content,
    database,
    secondWall,
    clock: systemClock,
    logger,
    lastBackupAt: () => lastBackupAt(config.dataDir),
  });
  running.app = app;
  const ports = await app.start();
  running.watcher = watchContent({
    ...config,
    version: content.version,
    onChange: (changed) => app.useContent(changed),
    onFaults: (faults) => {
      app.refuseContent(faults);
      logger.warn({ faults: faults.map(formatFault) }, '改动的文件有错，仍在使用原来的内容');
    },
  });
  announce(config, ports, running.trial);
}

function announce(
  config: Config,
  { port, consolePort }: { port: number; consolePort: number | null },
  trial: RunningTrial | undefined,
): void {
  const inside = config.console?.host ?? config.host;
  say(`指尖已启动：http://${config.host}:${port}`);
  say(`工作人员的工作台：http://${inside}:${consolePort ?? port}/console/`);
  if (!trial) return;
  say('现在是试用模式：没有连接真实的公众号，微信由本机模拟，数据在 ' + config.dataDir);
  say(`\n  打开手机试一试：${trial.url}\n`);
  for (const line of presentTrialStaff(trial.staff)) say(line);
  say('例如进入“君山人社”，发送“社保卡怎么办”。按 Ctrl+C 停止。');
}

function refuse(faults: readonly Fault[]): void {
  say(`配置或内容有 ${faults.length} 处错误，没有启动：\n`);
  for (const fault of faults) say(formatFault(fault));
  process.exitCode = 1;
}

/** First signal: a clean stop. Second: at once. */
function stopOnSignal(running: Running, logger: Logger): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    stop(running).then(
      () => process.exit(),
      (error: unknown) => {
        logger.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

/** Callbacks drain first, then what they stand on. */
async function stop({ watcher, app, trial, opened }: Running): Promise<void> {
  watcher?.close();
  await app?.stop();
  await trial?.close();
  await opened?.close();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
