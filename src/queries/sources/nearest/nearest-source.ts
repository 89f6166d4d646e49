import type { Source, SourceResult, SourceRow } from '../../source';
import type {
  nearestColumns,
  NearestSourceDeclaration,
  TableDeclaration,
} from '../../source-schema';
import type { SmallTables } from '../table/small-table';
import { parseOpeningHours, presentOpenNow, type KindOfDay } from './opening-hours';
import {
  distanceBetween,
  fitOfPlace,
  mapLinks,
  parsePosition,
  presentDistance,
  type Position,
} from './place';

export interface NearestParts {
  smallTables: SmallTables;
  kindOfDay: KindOfDay;
}

interface Candidate {
  row: SourceRow;
  /** Smaller is better: metres, or the order of fitting names. */
  rank: number;
  distance: string;
}

/** Places of a table by distance from where the citizen is, or by the name that was typed. */
export function createNearestSource(
  { smallTables, kindOfDay }: NearestParts,
  unit: string,
  declaration: NearestSourceDeclaration,
  table: TableDeclaration,
): Source {
  return {
    async ask({ fields, now }): Promise<SourceResult> {
      const places = await smallTables.get(unit, table);
      if (places === null) return { kind: 'unavailable', reason: 'bad_answer' };
      const place = fields[declaration.place] ?? '';
      const position = parsePosition(place);
      const candidates = position
        ? byDistance(declaration, places.rows, position)
        : byName(declaration, places.rows, place);
      const { asOf } = places;
      if (candidates.length === 0) return { kind: 'none', asOf };
      const rows = candidates
        .sort((a, b) => a.rank - b.rank)
        .slice(0, declaration.most)
        .map((candidate) => describe(declaration, candidate, now, kindOfDay));
      return { kind: 'rows', rows, asOf };
    },
  };
}

function byDistance(
  declaration: NearestSourceDeclaration,
  rows: readonly SourceRow[],
  from: Position,
): Candidate[] {
  return rows.flatMap((row) => {
    const position = positionOf(declaration, row);
    if (position === null) return [];
    const metres = distanceBetween(from, position);
    return [{ row, rank: metres, distance: presentDistance(metres) }];
  });
}

function byName(
  { columns }: NearestSourceDeclaration,
  rows: readonly SourceRow[],
  typed: string,
): Candidate[] {
  return rows.flatMap((row) => {
    const of = (column: string): string => row[column] ?? '';
    const fit = fitOfPlace(typed, of(columns.area), of(columns.name), of(columns.address));
    return fit === 0 ? [] : [{ row, rank: -fit, distance: '' }];
  });
}

function positionOf({ columns }: NearestSourceDeclaration, row: SourceRow): Position | null {
  const [latitude, longitude] = [row[columns.latitude], row[columns.longitude]];
  return latitude && longitude
    ? { latitude: Number(latitude), longitude: Number(longitude) }
    : null;
}

function describe(
  declaration: NearestSourceDeclaration,
  { row, distance }: Candidate,
  now: Date,
  kindOfDay: KindOfDay,
): SourceRow & Record<(typeof nearestColumns)[number], string> {
  const { columns } = declaration;
  const hours = parseOpeningHours(row[columns.hours] ?? '');
  const position = positionOf(declaration, row);
  const links = mapLinks(row[columns.name] ?? '', row[columns.address] ?? '', position);
  return {
    ...row,
    距离: distance,
    现在: hours ? presentOpenNow(hours, now, kindOfDay) : '',
    地图: links.tencent,
    高德地图: links.amap,
  };
}
