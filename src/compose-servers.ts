/** The process's listeners: citizens and WeChat outside; the console and health inside, or both on one port. */
import type Router from '@koa/router';
import type { Config } from './content/config';
import { createListener } from './create-listener';
import { startHttpServer, type RunningServer } from './platform/http-server';
import type { Logger } from './platform/logger';

export interface Servers {
  /** Ports that were taken. */
  start(): Promise<{ port: number; consolePort: number | null }>;
  /** Takes nothing new and lets what runs finish. */
  close(): Promise<void>;
}

/** Nothing listens before `start`. */
export function composeServers(parts: {
  config: Pick<Config, 'host' | 'port' | 'console' | 'trustProxy'>;
  logger: Logger;
  forCitizens: readonly Router[];
  behind: readonly Router[];
}): Servers {
  const { config, logger, forCitizens, behind } = parts;
  const listenerOf = (routers: readonly Router[]) =>
    createListener(logger, config.trustProxy, routers);
  const servers: RunningServer[] = [];
  return {
    async start() {
      const outside = config.console ? forCitizens : [...forCitizens, ...behind];
      const server = await startHttpServer(listenerOf(outside), config);
      servers.push(server);
      if (config.console) servers.push(await startHttpServer(listenerOf(behind), config.console));
      return { port: server.port, consolePort: servers[1]?.port ?? null };
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
