/** 对话 in the order of time: messages with what the account said to them, answers with how they fared. */
import type { Case, Delivery, Message } from './case';

export type ThreadEntry = { key: string; at: string; side: 'theirs' | 'ours' } & (
  | { kind: 'message'; message: Message }
  | { kind: 'auto'; reply: NonNullable<Message['autoReply']> }
  | { kind: 'answer'; answer: Case['answers'][number]; deliveries: Delivery[] }
  | { kind: 'delivery'; delivery: Delivery }
);

/** Answers and their deliveries are made in one commit; more than this apart they do not belong together. */
const SAME_MS = 5000;

export function buildThread(
  { messages, answers }: Pick<Case, 'messages' | 'answers'>,
  deliveries: readonly Delivery[],
): ThreadEntry[] {
  const entries: ThreadEntry[] = [];
  for (const message of messages) {
    const { id, sentAt, autoReply } = message;
    entries.push({ key: id, at: sentAt, side: 'theirs', kind: 'message', message });
    if (autoReply) {
      const at = autoReply.at ?? sentAt;
      entries.push({ key: `${id}-reply`, at, side: 'ours', kind: 'auto', reply: autoReply });
    }
  }
  const left = new Set(deliveries.filter(({ kind }) => kind !== 'reminder' && kind !== 'notice'));
  for (const [index, answer] of answers.entries()) {
    const own = [...left].filter((one) => one.kind === 'answer' && isNear(one, answer.signedAt));
    own.forEach((one) => left.delete(one));
    const key = `answer-${index}`;
    entries.push({
      key,
      at: answer.signedAt,
      side: 'ours',
      kind: 'answer',
      answer,
      deliveries: own,
    });
  }
  for (const delivery of left) {
    const { id, createdAt } = delivery;
    entries.push({ key: id, at: createdAt, side: 'ours', kind: 'delivery', delivery });
  }
  return entries.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function isNear({ createdAt }: Delivery, signedAt: string): boolean {
  return Math.abs(Date.parse(createdAt) - Date.parse(signedAt)) < SAME_MS;
}
