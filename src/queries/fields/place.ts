import type { FieldOf } from '../schema';
import { refused, value, type FieldType } from './reading';

const MOST = 30;

export const place: FieldType<FieldOf<'place'>> = {
  certain: false,
  find: () => null,
  read(text) {
    const name = text
      .replace(/^(?:我)?(?:在|住在|住|是|要去|去|到)/, '')
      .replace(/(?:附近|这里|这边|的|呢|吧|啊)?[。.!?,]*$/, '')
      .trim();
    if (!/\p{Script=Han}/u.test(name)) {
      return refused('请写乡镇、街道或村的名字，也可以点“+”发位置。');
    }
    return [...name].length > MOST ? refused('地名太长了，写乡镇或街道的名字就行。') : value(name);
  },
};

/** The value of a place that was sent as a location: degrees, latitude first. */
export function locationValue(latitude: number, longitude: number): string {
  return `@${latitude.toFixed(6)},${longitude.toFixed(6)}`;
}
