/** Builds what the console shows of words, phrases and blocks. */
import type { RecordAudit } from './audit/audit-row';
import type { LifeCyclePorts } from './cases/life-cycle/ports';
import { createCannedTexts, type WordFiles } from './compose-words';
import { createBlockEndpoints } from './console/api/blocks/block-endpoints';
import type { Endpoint } from './console/api/endpoint';
import { createCasePhrasesEndpoint } from './console/api/phrases/case-phrases-endpoint';
import { createPhraseEndpoints } from './console/api/phrases/phrase-endpoints';
import { createCheckTextEndpoint } from './console/api/words/check-text-endpoint';
import type { WordDesk } from './console/api/words/word-desk';
import { createWordEndpoints } from './console/api/words/word-endpoints';
import type { Database } from './database/database';
import type { Clock } from './platform/clock';

export interface PhraseConsoleParts {
  database: Database;
  clock: Clock;
  staff: { recordAudit: RecordAudit };
  cases: LifeCyclePorts;
  /** The files that are live. */
  content(): WordFiles;
}

/** Endpoints of 常用语, of what answers are held against, and of 黑名单. */
export function phraseEndpoints(parts: PhraseConsoleParts): Endpoint[] {
  const { database, clock, cases } = parts;
  const { recordAudit } = parts.staff;
  const desk: WordDesk = {
    ...{ database, ports: cases },
    canned: () => createCannedTexts(parts.content()),
    words: () => parts.content().words,
  };
  return [
    createCheckTextEndpoint(desk),
    createCasePhrasesEndpoint(desk),
    ...createWordEndpoints(desk),
    ...createBlockEndpoints({ database, clock, recordAudit }),
    ...createPhraseEndpoints({
      ...{ database, clock, recordAudit },
      checkOutgoing: (...given) => cases.words.checkOutgoing(...given),
      itemName: (ref) => createCannedTexts(parts.content()).itemName(ref),
    }),
  ];
}
