import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/cases/:number',
  name: 'case',
  title: '办件详情',
  right: 'case.read',
  parent: 'cases',
  component: () => import('./case-page.vue'),
});
