/** The package's own declarations import without file endings, which node20 resolution cannot follow. */
declare module 'opencc-js/t2cn' {
  export function Converter(options: {
    from: 't' | 'tw' | 'hk';
    to: 'cn';
  }): (text: string) => string;
}
