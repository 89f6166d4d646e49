import { escapeCell } from './escape-cell';
import type { Cell, FileBytes } from './sheet';
import { writeZip } from './zip-file';

/** One sheet of a workbook. */
export interface Sheet {
  name: string;
  /** In signs, of each column. */
  widths: readonly number[];
  /** The first row is the heading. */
  rows: AsyncIterable<readonly Cell[]>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Excel takes no more in a cell. */
const MOST_SIGNS = 32_767;
/** Not allowed in XML 1.0, whatever a citizen typed: controls but tab and line ends, halves, non-characters. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\uFFFE\uFFFF]/gu;

/**
 * A workbook of one sheet (ECMA-376, SpreadsheetML), written row by row: libraries build the whole sheet
 * first, which stops the process for seconds at the sizes that are exported here.
 */
export function writeXlsx({ name, widths, rows }: Sheet): FileBytes {
  const file = (path: string, xml: string) => ({ name: path, content: [HEAD, xml] });
  return writeZip([
    file('[Content_Types].xml', CONTENT_TYPES),
    file('_rels/.rels', relationships([`${DOCUMENT}/officeDocument`, 'xl/workbook.xml'])),
    file(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    file(
      'xl/_rels/workbook.xml.rels',
      relationships(
        [`${DOCUMENT}/worksheet`, 'worksheets/sheet1.xml'],
        [`${DOCUMENT}/styles`, 'styles.xml'],
      ),
    ),
    file('xl/styles.xml', STYLES),
    { name: 'xl/worksheets/sheet1.xml', content: sheetOf(widths, rows) },
  ]);
}

async function* sheetOf(
  widths: readonly number[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string> {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`;
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  yield `</sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>`;
  let style = HEADING;
  for await (const row of rows) {
    yield `<row>${row.map((cell) => cellOf(cell, style)).join('')}</row>`;
    style = BODY;
  }
  yield '</sheetData></worksheet>';
}

const HEADING = 1;
const BODY = 2;

function cellOf(cell: Cell, style: number): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c s="${style}"><v>${cell}</v></c>`;
  const text = escapeXml(escapeCell(cell).slice(0, MOST_SIGNS));
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function relationships(...targets: (readonly [type: string, target: string])[]): string {
  const lines = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;

/** Plain; the heading, bold on grey; the body, wrapped at the top of its cell. */
const STYLES = `<styleSheet xmlns="${MAIN}">
<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE8EBF0"/></patternFill></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>
<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
