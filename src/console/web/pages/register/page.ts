import { EditPen } from '@element-plus/icons-vue';
import { definePage } from '../../router/define-page';

export const page = definePage({
  path: '/register',
  name: 'register',
  title: '登记办件',
  right: 'case.register',
  menu: { group: 'cases', order: 30, icon: EditPen },
  component: () => import('./register-page.vue'),
});
