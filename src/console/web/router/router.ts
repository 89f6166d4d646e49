import { createRouter, createWebHistory, type Router } from 'vue-router';
import { asProblem } from '../api/api-problem';
import { useSession, type Right } from '../session/session';
import { pages } from './pages';

declare module 'vue-router' {
  interface RouteMeta {
    title: string;
    rights: readonly Right[];
    /** Stands without menu and top bar, and needs nobody to be signed in. */
    bare?: true;
    parent?: string;
    isSecret?: true;
  }
}

/** The routes, each behind its right. */
export function buildRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/console/'),
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
    routes: [
      ...pages.map(({ path, name, title, right, parent, isSecret, component }) => ({
        ...{ path, name, component },
        meta: {
          ...{ title, rights: rightsOf(right) },
          ...(parent === undefined ? {} : { parent }),
          ...(isSecret ? { isSecret } : {}),
        },
      })),
      {
        path: '/sign-in',
        name: 'sign-in',
        meta: { title: '登录', rights: [], bare: true as const },
        component: () => import('../sign-in/sign-in-page.vue'),
      },
      {
        path: '/first-steps',
        name: 'first-steps',
        meta: { title: '先做这一步', rights: [], bare: true as const },
        component: () => import('../sign-in/first-steps-page.vue'),
      },
      {
        path: '/:rest(.*)*',
        name: 'no-page',
        meta: { title: '没有这个页面', rights: [] },
        component: () => import('../layout/no-page.vue'),
      },
    ],
  });
  guard(router);
  return router;
}

function rightsOf(right: Right | readonly Right[] | undefined): readonly Right[] {
  if (right === undefined) return [];
  return typeof right === 'string' ? [right] : right;
}

/** Nobody gets to a page before they are signed in and ready; whoever has no right reads so in the page. */
function guard(router: Router): void {
  router.beforeEach(async (to) => {
    const session = useSession();
    if (to.name === 'sign-in') return true;
    if (!session.me) {
      try {
        await session.load();
      } catch (error) {
        const { kind } = asProblem(error);
        const back = to.fullPath === '/' ? {} : { back: to.fullPath };
        const fault = kind === 'signed_out' ? {} : { fault: kind };
        return { name: 'sign-in', query: { ...back, ...fault } };
      }
    }
    const mustDoFirst = (session.me?.obligations.length ?? 0) > 0;
    if (mustDoFirst && to.name !== 'first-steps') {
      return { name: 'first-steps', query: { back: to.fullPath } };
    }
    const { isSecret, rights } = to.meta;
    if (isSecret && !rights.some((right) => session.can(right))) {
      return { name: 'no-page', params: { rest: to.path.split('/').filter(Boolean) } };
    }
    return true;
  });
  router.afterEach((to) => {
    document.title = `${to.meta.title} - 指尖`;
  });
  // A page's file is gone because a newer version is being served: only a fresh start finds it.
  router.onError((_error, to) => window.location.assign(router.resolve(to).href));
}
