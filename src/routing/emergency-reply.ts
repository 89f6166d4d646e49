import type { Context, Draft } from './context';
import { urgentCase } from './queue';
import type { Emergency } from './schema';

/** Danger now: the numbers, one sentence, nothing asked; a case marked 加急 and a person called. */
export function answerEmergency(context: Context, emergency: Emergency): Draft {
  return {
    text: `请马上打${emergency.numbers.join('、')}！\n${emergency.sentence}\n值班人员也会看到这条消息，但请先打电话。`,
    effects: { case: urgentCase(context), duty: { level: 'now', emergency: emergency.id } },
    explanation: { responder: 'emergency', rule: emergency.id },
  };
}

/** A threat is answered like anything else; the case becomes urgent and a person is called. */
export function addThreat(context: Context, draft: Draft, emergency: Emergency): Draft {
  const { effects } = draft;
  const known = effects.case;
  const urgent =
    known?.kind === 'open' || known?.kind === 'join'
      ? { ...known, urgent: true }
      : (known ?? urgentCase(context));
  return {
    ...draft,
    effects: { ...effects, case: urgent, duty: { level: 'threat', emergency: emergency.id } },
  };
}
