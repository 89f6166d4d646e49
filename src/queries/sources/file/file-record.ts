/** One row of a file as it was written. `line` is the line, or the sheet's row, on which it begins. */
export interface FileRecord {
  line: number;
  cells: readonly string[];
}

/** A CSV or XLSX file that is being read. */
export interface TableFile {
  /** `CSV（GB18030）`: for a person. */
  format: string;
  /** Rows in order, some hundreds at a time; empty rows are left out. Throws FileFault. */
  records: AsyncIterable<readonly FileRecord[]>;
  /** How much of the file was read, 0 to 1. */
  progress(): number;
  /** Whether the file counts its days from 1904, as old spreadsheets of the Macintosh did. */
  from1904: boolean;
  /** Frees the file; safe after an early end. */
  close(): Promise<void>;
}

/** What makes a file unreadable as a whole, in a sentence with its remedy, for the person who brought it. */
export class FileFault extends Error {
  constructor(
    readonly line: number | null,
    message: string,
  ) {
    super(message);
    this.name = 'FileFault';
  }
}
