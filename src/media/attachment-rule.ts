import type { FileRule } from './keep-file';
import type { FileType } from './sniff-type';

const MB = 1024 * 1024;
export const MAX_ATTACHMENT_BYTES = 20 * MB;

const document = (contentType: string, extension: string): FileType => ({
  ...{ kind: 'document', contentType, extension, shown: false },
});
const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** Documents that are ZIP archives: the container does not say which, so the name decides. */
const ZIPPED: readonly FileType[] = [
  document(`${OFFICE}.wordprocessingml.document`, 'docx'),
  document(`${OFFICE}.spreadsheetml.sheet`, 'xlsx'),
  document('application/ofd', 'ofd'),
];
/** Documents of the older kind, in compound files. */
const COMPOUND: readonly FileType[] = [
  document('application/msword', 'doc'),
  document('application/vnd.ms-excel', 'xls'),
  document('application/vnd.ms-works', 'wps'),
];
const PDF = document('application/pdf', 'pdf');
const COMPOUND_MARK = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP_MARK = Buffer.from('PK\x03\x04', 'latin1');

/**
 * What staff may put to a case: pictures, voices and videos that we know, PDF, and documents of offices.
 * The first bytes decide; the name only tells documents in the same container apart.
 * @param name what the uploader calls the file
 */
export function attachmentRule(name: string): FileRule {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  const called = (types: readonly FileType[]) =>
    types.find((type) => type.extension === extension) ?? null;
  return {
    maxBytes: MAX_ATTACHMENT_BYTES,
    accepts(type, head) {
      if (type) return type;
      if (head.subarray(0, 5).toString('latin1') === '%PDF-') return PDF;
      if (head.subarray(0, 4).equals(ZIP_MARK)) return called(ZIPPED);
      return head.subarray(0, 8).equals(COMPOUND_MARK) ? called(COMPOUND) : null;
    },
  };
}
