/** The 常用语 of trial mode, written by a clerk and passed by the reviewer of each unit. */
import { hashText } from './approvals/approval-store';
import { createDataKeys } from './audit/data-keys';
import { createRecordAudit } from './audit/record-audit';
import {
  approvePhrase,
  createPhrase,
  returnPhrase,
  type PhraseParts,
} from './cases/phrases/change-phrases';
import { presentForApproval } from './cases/phrases/phrase';
import { composeCases } from './compose-cases';
import { createCannedTexts } from './compose-words';
import type { WorldParts } from './compose-seed-world';
import { createProgressLinks } from './pages/progress/progress-links';
import { addCivilDays, chinaDateOf } from './platform/china-time';
import { createSealer } from './privacy/sealer';
import { findPeople } from './seed/example-people';
import { examplePhrases, type ExamplePhrase } from './seed/example-phrases';

/** @throws AppError as `findPeople` and the use cases of phrases */
export async function seedPhrases(given: WorldParts, unit: string): Promise<void> {
  const people = await findPeople(given.database, unit);
  const parts = phraseParts(given);
  for (const one of examplePhrases) await play(given, parts, unit, people, one);
}

function phraseParts({ clock, live, secretKey, publicUrl }: WorldParts): PhraseParts {
  const { content } = live;
  const sealer = createSealer(secretKey);
  const progress = createProgressLinks(secretKey, publicUrl);
  const cases = composeCases({ clock, sealer, progress, content: () => content });
  return {
    clock,
    recordAudit: createRecordAudit(createDataKeys(sealer)),
    checkOutgoing: (...asked) => cases.words.checkOutgoing(...asked),
    itemName: (ref) => createCannedTexts(content).itemName(ref),
  };
}

async function play(
  { database }: WorldParts,
  parts: PhraseParts,
  unit: string,
  people: Awaited<ReturnType<typeof findPeople>>,
  { title, text, caseType, fate, validDays }: ExamplePhrase,
): Promise<void> {
  const reach = { units: [unit], district: false };
  const validUntil = addCivilDays(chinaDateOf(parts.clock.now()), validDays);
  const draft = { title, text, caseType, caseState: null, item: null, validUntil };
  const [clerk, reviewer] = [people('clerk'), people('reviewer')].map(({ id, name, ip }) => ({
    ...{ id, name: name!, ip },
  }));
  await database.transaction(async (tx) => {
    const written = await createPhrase(tx, parts, clerk!, unit, draft);
    const change = { id: written.id, version: written.version };
    if (fate === 'approved') {
      const hash = hashText(presentForApproval(written));
      await approvePhrase(tx, parts, reach, reviewer!, { ...change, hash });
    } else if (fate !== 'waiting') {
      await returnPhrase(tx, parts, reach, reviewer!, { ...change, reason: fate.returned });
    }
  });
}
