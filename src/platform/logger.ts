import pino, { type DestinationStream, type Logger } from 'pino';
import { redactFields, redactText } from './redact';

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
    formatters: {
      level: (label) => ({ level: label }),
      bindings: redactFields,
      log: redactFields,
    },
    // Errors come to `formatters.log` as they are; pino's own serialiser would run after it, on a finished copy.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        const safe = args.map((arg: unknown) => (typeof arg === 'string' ? redactText(arg) : arg));
        method.apply(this, safe as Parameters<typeof method>);
      },
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
