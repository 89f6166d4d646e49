/** Who did it: a person by name, citizens and the system by kind, an operator by the name on the machine. */
export function presentActor(actor: string, names: ReadonlyMap<string, string>): string {
  if (actor === 'citizen') return '群众';
  if (actor === 'system') return '系统';
  return names.get(actor) ?? actor;
}
