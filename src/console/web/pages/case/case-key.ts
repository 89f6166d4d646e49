import type { InjectionKey } from 'vue';

/** What the parts of a case's page ask of the page. */
export interface CasePageTools {
  /** Reads the case again, after something was done. */
  reload: () => Promise<void>;
  openTab: (tab: 'thread' | 'handling' | 'events' | 'files' | 'related') => void;
  /** Opens the form of 办理 for one of the actions that are written there. */
  write: (action: string) => void;
}

export const caseKey: InjectionKey<CasePageTools> = Symbol('case');
