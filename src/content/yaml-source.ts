import type { Document, Node, ParsedNode } from 'yaml';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Fault } from './fault';
import type { Path } from './schema-walk';

/** A YAML file's text with its nodes, so that whatever is wrong can be pointed at. */
export class YamlSource {
  readonly document: Document.Parsed<ParsedNode>;
  readonly lineCounter = new LineCounter();

  constructor(
    /** As shown to a person. */
    readonly file: string,
    readonly text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lineCounter, prettyErrors: false });
  }

  /** A fault at the value at `path`, or at the nearest place above it that is there. */
  fault(path: Path, message: string, remedy: string | null = null): Fault {
    return this.faultAt(this.offsetOf(path), message, remedy);
  }

  /** A fault at the key `key` of the map at `path`. */
  faultAtKey(path: Path, key: string, message: string, remedy: string | null = null): Fault {
    return this.faultAt(this.offsetOfKey(path, key) ?? this.offsetOf(path), message, remedy);
  }

  /** A fault at an offset into the text. */
  faultAt(offset: number, message: string, remedy: string | null = null): Fault {
    const { line, col } = this.lineCounter.linePos(offset);
    return { file: this.file, line, column: col, message, remedy };
  }

  node(path: Path): Node | null {
    const node: unknown =
      path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    return isNode(node) ? node : null;
  }

  /** How the value at `path` is written in the file, quotes and all left out; null if it is no scalar. */
  written(path: Path): string | null {
    const node = this.node(path);
    return isScalar(node) && typeof node.source === 'string' ? node.source : null;
  }

  private offsetOf(path: Path): number {
    for (let length = path.length; length >= 0; length--) {
      const at = path.slice(0, length);
      const range = this.node(at)?.range;
      if (range && (length === path.length || length === 0)) return range[0];
      const last = at.at(-1);
      const key = typeof last === 'string' ? this.offsetOfKey(at.slice(0, -1), last) : null;
      if (key !== null) return key;
      if (range) return range[0];
    }
    return 0;
  }

  private offsetOfKey(path: Path, key: string): number | null {
    const map = this.node(path);
    if (!isMap(map)) return null;
    const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    const node = isPair(pair) && isNode(pair.key) ? pair.key : null;
    return node?.range?.[0] ?? null;
  }
}
