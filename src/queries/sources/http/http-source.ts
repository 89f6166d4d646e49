import type { Source } from '../../source';
import type { HttpSourceDeclaration } from '../../source-schema';
import { fetchAnswer, type FetchParts } from './fetch-answer';
import { readAnswer } from './read-answer';
import { isUrlTemplate, listSlotsOf, renderRequest } from './request-template';

export interface HttpSourceParts extends FetchParts {
  /** Secrets that the environment holds for queries: `RENSHE_QUERY_KEY`. */
  secrets: ReadonlyMap<string, string>;
}

/** Asks a system of the unit's over HTTP. Without a whole address and all of its secrets it asks nothing. */
export function createHttpSource(
  { secrets, ...parts }: HttpSourceParts,
  unit: string,
  declaration: HttpSourceDeclaration,
): Source {
  const isReady =
    isUrlTemplate(declaration.url) &&
    secretsOf(declaration).every(
      (name) => name.startsWith(secretPrefixOf(unit)) && secrets.has(name),
    );
  return {
    async ask({ fields, signal }) {
      if (!isReady) return { kind: 'unavailable', reason: 'refused' };
      const rendered = renderRequest(declaration, { fields, secrets });
      // A value that cannot stand in an address is nobody's number.
      if (rendered === null) return { kind: 'none', asOf: null };
      const { method, redirectHosts, retries } = declaration;
      const fetched = await fetchAnswer(parts, {
        ...rendered,
        method,
        redirectHosts,
        retries,
        signal,
      });
      return fetched.kind === 'answer'
        ? readAnswer(declaration.response, fetched.answer)
        : { kind: 'unavailable', reason: fetched.reason };
    },
  };
}

/** A unit's file can name its own secrets and nobody else's: `RENSHE_QUERY_KEY`. */
export function secretPrefixOf(unit: string): string {
  return `${unit.toUpperCase()}_QUERY_`;
}

/** The names of the secrets that a declaration asks for. */
export function secretsOf({ url, headers, body }: HttpSourceDeclaration): string[] {
  return [url, ...Object.values(headers), body?.template ?? '']
    .flatMap(listSlotsOf)
    .filter(({ isSecret }) => isSecret)
    .map(({ name }) => name);
}
