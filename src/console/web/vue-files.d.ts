/** What TypeScript alone, without vue-tsc, takes a component for. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export { component as default };
}
