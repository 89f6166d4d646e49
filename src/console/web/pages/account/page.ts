import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/account',
  name: 'account',
  title: '我的账号',
  component: () => import('./account-page.vue'),
});
