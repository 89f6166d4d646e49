/** The console's API: JSON under `/api/`. An endpoint is declared once; checks and document follow from it. */
import { z } from 'zod';
import type { Tx } from '../../database/database';
import type { Right } from '../../staff/rights';
import type { Caller, Origin } from './caller';
import type { EventStream } from './event-stream';

/**
 * Who may call: anybody; whoever is signed in, also with a password to change first; whoever is signed
 * in and ready to work; or who has a right somewhere (the handler narrows it to a unit).
 */
export type Access = 'public' | 'session' | 'signed_in' | Right;

/** What a handler may say beside its answer. */
export interface Reply {
  /** Hands out the session cookie. */
  startSession(token: string): void;
  endSession(): void;
  /** The version of what is shown: what `If-Match` of the next write brings back. */
  setVersion(version: string | number): void;
}

/** A request that has passed its checks. */
export interface ApiRequest<Params, Query, Body, Who> {
  params: Params;
  query: Query;
  body: Body;
  /** What `If-Match` says; empty where the endpoint does not ask for it. */
  version: string;
  caller: Who;
  origin: Origin;
  reply: Reply;
}

type Fields = z.ZodObject;

interface Spec<
  A extends Access,
  P extends Fields,
  Q extends Fields,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT';
  /** `/api/cases/:number` */
  path: `/api/${string}`;
  /** One sentence for the document, in Chinese. */
  summary: string;
  right: A;
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  /** The write wants the version that the person saw, in `If-Match`. */
  versioned?: true;
}

type RequestOf<
  A extends Access,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
> = ApiRequest<z.output<P>, z.output<Q>, z.output<B>, A extends 'public' ? null : Caller>;

/** An endpoint as the table holds it. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  summary: string;
  right: Access;
  params: Fields;
  query: Fields;
  /** Null: it takes none. */
  body: z.ZodType | null;
  response: z.ZodType;
  versioned: boolean;
  run:
    | { kind: 'plain'; handle(request: unknown): Promise<unknown> }
    /** In one transaction with its `Idempotency-Key`. */
    | { kind: 'once'; handle(request: unknown, tx: Tx): Promise<unknown> }
    /** Goes on until one side ends it; `response` is what an event carries. */
    | { kind: 'stream'; open(request: unknown, stream: EventStream): Promise<void> };
}

const noFields = z.strictObject({});

/** Declares an endpoint that may be called again without harm, or that guards itself. */
export function defineEndpoint<
  A extends Access,
  R extends z.ZodType,
  P extends Fields = typeof noFields,
  Q extends Fields = typeof noFields,
  B extends z.ZodType = z.ZodNull,
>(
  spec: Spec<A, P, Q, B, R> & {
    handler(request: RequestOf<A, P, Q, B>): Promise<z.output<R>>;
  },
): Endpoint {
  const handle = (request: unknown) => spec.handler(request as RequestOf<A, P, Q, B>);
  return { ...commonOf(spec), run: { kind: 'plain', handle } };
}

/**
 * Declares a write that is done once for each `Idempotency-Key`: in the transaction that remembers the
 * key, so that a repeated request gets the first one's answer.
 */
export function defineOnce<
  A extends Exclude<Access, 'public'>,
  R extends z.ZodType,
  P extends Fields = typeof noFields,
  Q extends Fields = typeof noFields,
  B extends z.ZodType = z.ZodNull,
>(
  spec: Spec<A, P, Q, B, R> & {
    handler(request: RequestOf<A, P, Q, B>, tx: Tx): Promise<z.output<R>>;
  },
): Endpoint {
  const handle = (request: unknown, tx: Tx) => spec.handler(request as RequestOf<A, P, Q, B>, tx);
  return { ...commonOf(spec), run: { kind: 'once', handle } };
}

/**
 * Declares a stream of events (`text/event-stream`): what comes of itself, as long as the page is open.
 * It keeps no session alive.
 */
export function defineStream<
  A extends Exclude<Access, 'public'>,
  R extends z.ZodType,
  Q extends Fields = typeof noFields,
>(
  spec: Omit<
    Spec<A, typeof noFields, Q, z.ZodNull, R>,
    'method' | 'params' | 'body' | 'versioned'
  > & {
    open(
      request: RequestOf<A, typeof noFields, Q, z.ZodNull>,
      stream: EventStream<z.input<R>>,
    ): Promise<void>;
  },
): Endpoint {
  const open = (request: unknown, stream: EventStream) =>
    spec.open(request as RequestOf<A, typeof noFields, Q, z.ZodNull>, stream);
  return { ...commonOf({ ...spec, method: 'GET' }), run: { kind: 'stream', open } };
}

function commonOf<
  A extends Access,
  P extends Fields,
  Q extends Fields,
  B extends z.ZodType,
  R extends z.ZodType,
>(spec: Spec<A, P, Q, B, R>): Omit<Endpoint, 'run'> {
  const { method, path, summary, right, response, versioned = false } = spec;
  const { params = noFields, query = noFields, body = null } = spec;
  return { method, path, summary, right, params, query, body, response, versioned };
}
