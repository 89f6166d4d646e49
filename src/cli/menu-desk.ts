import { styleText } from 'node:util';
import type { AuditActor } from '../audit/audit-row';
import { createDataKeys } from '../audit/data-keys';
import { createRecordAudit } from '../audit/record-audit';
import { createAccessTokenStore } from '../delivery/access-token-store';
import { createMenuDesk } from '../menus/create-menu-desk';
import type { MenuDesk } from '../menus/menu-desk';
import { createMenuAudit } from '../menus/record-menu-audit';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { CommandIo } from './command';
import { openContext, type CliContext } from './context';

const OPERATOR: AuditActor = { kind: 'operator', id: null, name: null, ip: null };

/** Who did it, in the record, when it is done from a shell. */
export const SHELL = 'shell';

/** Runs a command that talks to WeChat about menus, with everything closed at its end. */
export async function withMenuDesk(
  io: CommandIo,
  run: (desk: MenuDesk, context: CliContext) => Promise<number>,
): Promise<number> {
  const context = await openContext(io);
  const { desk, close } = createMenuDesk({
    ...context,
    tokens: createAccessTokenStore(context.database, context.sealer),
    clock: systemClock,
    audit: createMenuAudit(createRecordAudit(createDataKeys(context.sealer)), OPERATOR),
  });
  try {
    return await run(desk, context);
  } finally {
    await close();
    await context.close();
  }
}

/** Prints lines of a comparison, in colour where the terminal has it. */
export function printDifference(line: string, io: CommandIo): void {
  const colour = line.startsWith('+ ') ? 'green' : line.startsWith('- ') ? 'red' : null;
  io.out(io.colour === true && colour ? styleText(colour, line, { validateStream: false }) : line);
}

/** Asks on the terminal; without one the answer is no. */
export async function confirm(question: string, yes: boolean, io: CommandIo): Promise<boolean> {
  if (yes) return true;
  if (!io.ask) {
    io.err('没有发布：这里不能询问您，请加上 --yes');
    return false;
  }
  const answer = await io.ask(`${question}（输入“是”或 y 发布）`);
  return /^(是|y|yes)$/i.test(answer.trim());
}

/**
 * The one unit that a command is for.
 * @throws AppError bad_request where it is not a unit of the files
 */
export function getUnit(desk: MenuDesk, unit: string): string {
  const { units } = desk.content().routing;
  if (units.has(unit)) return unit;
  throw new AppError('bad_request', `没有单位 ${unit}。单位有：${[...units.keys()].join('、')}`);
}
