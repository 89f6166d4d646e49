import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { meSchema } from '../../api/me-schema';
import type { unitsSchema } from '../../api/unit-endpoints';
import { api } from '../api/api';
import type { Wire } from '../api/wire';

export type Me = Wire<typeof meSchema>;
export type Right = Me['rights'][number]['right'];
export type UnitSummary = Wire<typeof unitsSchema>['units'][number];

const ACTING: readonly Right[] = ['case.handle', 'case.review', 'case.sign', 'case.coordinate'];

/** Who is signed in and what they may do; asked once, and again after each sign-in. */
export const useSession = defineStore('session', () => {
  const me = ref<Me | null>(null);
  const units = ref<readonly UnitSummary[]>([]);

  /** Units in which the person has a right. */
  const unitsWith = (right: Right): readonly string[] =>
    me.value?.rights.find((held) => held.right === right)?.units ?? [];

  /** Whether the person has a right: in a unit, or anywhere at all. */
  function can(right: Right, unit?: string): boolean {
    const held = me.value?.rights.find((one) => one.right === right);
    if (!held) return false;
    return unit === undefined || held.units.includes(unit);
  }

  /** Whether cases ever wait for the person; who only reads has no 待办. */
  const actsOnCases = computed(() => ACTING.some((right) => can(right)));

  /** A unit's name; its code where it is not known. */
  const nameOf = (unit: string): string =>
    units.value.find(({ code }) => code === unit)?.name ?? unit;
  const shortNameOf = (unit: string): string =>
    units.value.find(({ code }) => code === unit)?.shortName ?? unit;
  const accountNameOf = (unit: string): string =>
    units.value.find(({ code }) => code === unit)?.accountName ?? unit;

  const itemNameOf = (ref: string): string =>
    units.value.flatMap(({ items }) => items).find((item) => item.ref === ref)?.name ?? ref;

  /** Where the person works, for the top bar. */
  const place = computed(() => {
    const held = [...new Set(me.value?.roles.map(({ unit }) => unit) ?? [])];
    if (held.length === 0 || held.includes(null)) return '全区';
    return held.map((unit) => nameOf(unit!)).join('、');
  });

  /** @throws ApiProblem signed_out without a session */
  async function load(): Promise<void> {
    await use(await api.get<Me>('/api/me', { unguarded: true }));
  }

  async function use(given: Me): Promise<void> {
    me.value = given;
    if (given.obligations.length > 0) return;
    const answer = await api.get<Wire<typeof unitsSchema>>('/api/units', { unguarded: true });
    units.value = answer.units;
  }

  async function signOut(): Promise<void> {
    await api.post('/api/sign-out');
    me.value = null;
  }

  return {
    ...{
      me,
      units,
      place,
      can,
      actsOnCases,
      unitsWith,
      nameOf,
      shortNameOf,
      accountNameOf,
      itemNameOf,
    },
    ...{ load, use, signOut },
  };
});
