import type { Readable } from 'node:stream';
import type { CaseProgress } from '../../cases/for-citizens/read-progress';
import type { Consents } from '../../cases/for-citizens/consents';
import type { Rating } from '../../cases/life-cycle/actions';

/** A picture that belongs to an answer. */
export interface ShownPicture {
  contentType: string;
  bytes: number;
  open(): Promise<Readable>;
}

/** What a citizen ticked and wrote. */
export interface GivenRating {
  rating: Rating;
  tags: readonly string[];
  text: string | null;
  /** The citizen agrees that staff see who they are. */
  named: boolean;
}

/** What a citizen sends with the form of supplements. */
export interface GivenSupplement {
  text: string;
  picture: Uint8Array | null;
  /** Names the form. */
  key: string;
}

/** `wrong`: number and code do not fit, or there is no such case. */
export type CodeCheck =
  { kind: 'right'; caseId: string } | { kind: 'wrong' } | { kind: 'too_many' };

/** What the pages of a case do; who asks has been looked at before. `compose` joins it from the rooms. */
export interface ProgressDesk {
  /** @returns null where there is no such case */
  find(caseId: string): Promise<CaseProgress | null>;
  /** How the promised date came about, day by day. */
  explain(number: string): Promise<string[]>;
  /** 群众已在网页查看 of all its answers. */
  markViewed(progress: CaseProgress): Promise<void>;
  /** A picture of its answer, by its place in it. @returns null where there is none */
  findPicture(progress: CaseProgress, place: number): Promise<ShownPicture | null>;
  /** @throws AppError with a sentence for the citizen, as all that follow */
  supplement(progress: CaseProgress, given: GivenSupplement): Promise<void>;
  rate(progress: CaseProgress, given: GivenRating): Promise<void>;
  withdraw(progress: CaseProgress): Promise<void>;
  changeConsents(progress: CaseProgress, consents: Consents): Promise<void>;
  /** Counts the try first, of the address and of the number. */
  checkCode(number: string, code: string, address: string): Promise<CodeCheck>;
}
