import pino, { type DestinationStream, type Logger } from 'pino';
import { redact } from './redact';

export type { Logger };

/**
 * The structured log: JSON lines with times as ISO text. Secrets, openids, message texts and personal data are taken
 * out of every field at any depth, of errors with their causes and stacks, and of the sentence itself.
 * @param level pino's level, from `LOG_LEVEL`
 * @param destination where lines go; standard output where absent
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // By the time that pino looks at an error it is a plain object already.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args as unknown[];
        const safe = first instanceof Error ? { err: redact(first) } : redact(first);
        method.apply(this, [safe, ...rest.map(redact)] as Parameters<typeof method>);
      },
    },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return withSafeBindings(logger);
}

/** Bytes of lines that leave together. */
const WRITTEN_TOGETHER = 8 * 1024;
/** How long a line waits for others at most. */
const WRITTEN_WITHIN_MS = 500;

/**
 * Standard output for a process that logs much: lines leave together, and all of them before the process ends
 * by itself. One that is killed outright takes half a second of lines with it.
 */
export function gatheringOutput(): DestinationStream {
  const gathering = { minLength: WRITTEN_TOGETHER, periodicFlush: WRITTEN_WITHIN_MS };
  return pino.destination({ dest: 1, sync: false, ...gathering });
}

/** The hook above does not see the fields of child loggers; these are cleaned on their way in. */
function withSafeBindings(logger: Logger): Logger {
  type Child = (this: Logger, bindings: unknown, options?: pino.ChildLoggerOptions) => Logger;
  const found: unknown = Reflect.get(logger, 'child');
  const plainChild = found as Child;
  return Object.assign(logger, {
    child(this: Logger, bindings: pino.Bindings, options?: pino.ChildLoggerOptions): Logger {
      return plainChild.call(this, redact(bindings), options);
    },
  });
}
