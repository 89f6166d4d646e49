import type { z } from 'zod';

type Schema = z.core.$ZodType;
export type Path = readonly (string | number)[];

/** The schema inside its optional, nullable, default and similar wrappers. */
function unwrap(schema: Schema): Schema {
  const { def } = schema._zod as z.core.$ZodTypes['_zod'];
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
      return unwrap(def.innerType);
    case 'pipe':
      return unwrap(def.in);
    case 'lazy':
      return unwrap(def.getter());
    default:
      return schema;
  }
}

/** The shape of an object schema; null for any other. */
function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | null {
  const { def } = unwrap(schema)._zod as z.core.$ZodTypes['_zod'];
  return def.type === 'object' ? def.shape : null;
}

function step(schema: Schema, key: string | number): Schema | null {
  const { def } = unwrap(schema)._zod as z.core.$ZodTypes['_zod'];
  if (def.type === 'object') return def.shape[key] ?? null;
  if (def.type === 'array') return def.element;
  if (def.type === 'record') return def.valueType;
  return null;
}

/** The schema of the value at `path`; null where the path leaves what the schema describes. */
export function schemaAt(root: Schema, path: Path): Schema | null {
  return path.reduce<Schema | null>((schema, key) => schema && step(schema, key), root);
}

/** The keys that may be written in the object at `path`; empty if there is no object. */
export function keysAt(root: Schema, path: Path): string[] {
  const schema = schemaAt(root, path);
  return Object.keys((schema && shapeOf(schema)) ?? {});
}

/** Every key of every object within the schema, so that a line of a broken file can be recognised. */
export function allKeys(root: Schema): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<Schema>();
  const visit = (wrapped: Schema): void => {
    const schema = unwrap(wrapped);
    if (seen.has(schema)) return;
    seen.add(schema);
    const { def } = schema._zod as z.core.$ZodTypes['_zod'];
    if (def.type === 'array') visit(def.element);
    for (const [key, inner] of Object.entries(shapeOf(schema) ?? {})) {
      keys.add(key);
      visit(inner);
    }
  };
  visit(root);
  return keys;
}
