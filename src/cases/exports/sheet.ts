/** What stands in a cell; null: nothing. */
export type Cell = string | number | null;

/** A file as it comes, in pieces of any size. */
export type FileBytes = AsyncGenerator<Buffer, void, undefined>;
