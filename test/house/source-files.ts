import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { findPackageRoot } from '../../src/platform/package-root';

export const root = findPackageRoot();

/** A TypeScript file of the house. `name` is its path from the package root, with slashes. */
export interface SourceFile {
  name: string;
  text: string;
  tree: ts.SourceFile;
}

/** One import, export-from, dynamic import or require. `target` is a path from the root, or a package's name. */
export interface Import {
  file: string;
  target: string;
  line: number;
  /** Only types: nothing of it is left at run time. */
  typeOnly: boolean;
}

/** All TypeScript files below the folders, in order. */
export function readSourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
      .sort()
      .map((file) => {
        const name = path.posix.join(folder, file.split(path.sep).join('/'));
        const text = fs.readFileSync(path.join(root, name), 'utf8');
        const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
        return { name, text, tree };
      }),
  );
}

/** Every way in which a file names another module. */
export function listImports({ name, tree }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { text } = specifier;
    const target = text.startsWith('.')
      ? path.posix.join(path.posix.dirname(name), text).replace(/\.ts$/, '')
      : text;
    const line = tree.getLineAndCharacterOfPosition(specifier.getStart()).line + 1;
    found.push({ file: name, target, line, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && isModuleCall(node)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function isModuleCall(node: ts.CallExpression): boolean {
  const { expression } = node;
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}
