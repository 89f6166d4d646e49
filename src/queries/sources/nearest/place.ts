import { foldText } from '../../fields/fold-text';

/** Degrees in GCJ-02, the system of WeChat and of the maps of China. */
export interface Position {
  latitude: number;
  longitude: number;
}

const EARTH_METRES = 6_371_000;
/** The most that a map is told of a name or an address, in characters. */
const MAP_SIGNS = 15;
const SUFFIX = /(?:乡镇|街道办事处|街道办|街道|镇|乡|村|社区|居委会|村委会|办事处|区)$/;

/** The position that a citizen sent, `@29.37,113.00`; null for a typed name. */
export function parsePosition(place: string): Position | null {
  const [, latitude, longitude] = /^@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(place) ?? [];
  return latitude && longitude
    ? { latitude: Number(latitude), longitude: Number(longitude) }
    : null;
}

/** Metres along the ground, as a bird flies (haversine). */
export function distanceBetween(a: Position, b: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude);
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** `约350米`, `约1.2公里`. */
export function presentDistance(metres: number): string {
  if (metres < 1000) return `约${Math.max(50, Math.round(metres / 50) * 50)}米`;
  const kilometres = metres / 1000;
  return `约${kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres)}公里`;
}

/** How well a typed place fits an area, a name or an address; 0: not at all. */
export function fitOfPlace(typed: string, areas: string, name: string, address: string): number {
  const wanted = plainName(typed);
  if ([...wanted].length < 2) return 0;
  const served = areas.split(/[、,，;；\s]+/).map(plainName);
  if (served.includes(wanted)) return 3;
  const isPart = (text: string): boolean => [...text].length >= 2 && wanted.includes(text);
  if (served.some((area) => isPart(area) || area.includes(wanted))) return 2;
  return foldText(`${name} ${address}`).includes(wanted) ? 1 : 0;
}

function plainName(text: string): string {
  const folded = foldText(text).replace(/^(?:岳阳市?)?(?:君山区)?(?=.)/, '');
  const plain = folded.replace(SUFFIX, '');
  return [...plain].length >= 2 ? plain : folded;
}

/**
 * Links that open the place in a map; with no position, a search for its name. Every Chinese sign takes
 * nine in an address, and a template cuts what is longer than 400: name and address are shortened.
 */
export function mapLinks(
  name: string,
  address: string,
  position: Position | null,
): { amap: string; tencent: string } {
  const encode = (text: string): string =>
    encodeURIComponent([...text].slice(0, MAP_SIGNS).join(''));
  if (position === null) {
    const words = encode(name === '' ? address : name);
    return {
      amap: `https://uri.amap.com/search?keyword=${words}&src=zhijian`,
      tencent: `https://apis.map.qq.com/uri/v1/search?keyword=${words}&referer=zhijian`,
    };
  }
  const { latitude, longitude } = position;
  // The marker's own grammar has these signs.
  const plain = (text: string): string => encode(text.replace(/[:;,]/g, ' '));
  return {
    amap: `https://uri.amap.com/marker?position=${longitude},${latitude}&name=${encode(name)}&coordinate=gaode&src=zhijian`,
    tencent: `https://apis.map.qq.com/uri/v1/marker?marker=coord:${latitude},${longitude};title:${plain(name)};addr:${plain(address || name)}&referer=zhijian`,
  };
}
