import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/cases/:number/flow-sheet',
  name: 'flow-sheet',
  title: '流转单',
  right: 'case.read',
  parent: 'cases',
  component: () => import('./flow-sheet-page.vue'),
});
