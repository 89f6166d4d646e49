import type { Query } from '../../queries/schema';

/** A form as a citizen sent it: read, or shown again with what has to be put right. */
export interface SubmittedForm {
  /** By field id, as written. */
  values: Readonly<Record<string, string | undefined>>;
  /** 代办: somebody else fills it in. */
  onBehalf: boolean;
  /** The notice was agreed to. */
  consents: boolean;
  /** The identity shall be bound. */
  binds: boolean;
  /** The short form of an identity that is bound already, and what was written in it. */
  bound: { lastFour: string } | null;
}

export const EMPTY_FORM: SubmittedForm = {
  values: {},
  onBehalf: false,
  consents: false,
  binds: false,
  bound: null,
};

/** Reads the body of a form, `application/x-www-form-urlencoded`. Fields of the query alone are taken. */
export function readSubmittedForm(query: Query, body: URLSearchParams): SubmittedForm {
  return {
    values: Object.fromEntries(
      query.fields.map(({ id }) => [id, body.get(`f-${id}`) ?? undefined]),
    ),
    onBehalf: body.get('who') === 'agent',
    consents: body.get('consent') === 'yes',
    binds: body.get('binds') === 'yes',
    bound: body.get('bound') === 'yes' ? { lastFour: body.get('lastFour') ?? '' } : null,
  };
}
