/** Read by old eyes on small phones: 18 px at least, one column, targets of 48 px, colours of AA contrast. */
export const PAGE_STYLE = `
:root { color-scheme: light; font-size: 18px; --ink: #1a1f26; --soft: #4d5562; --line: #dfe2e6; --go: #0a7536; --stop: #b3261e; }
.large { font-size: 24px; }
* { box-sizing: border-box; }
body { margin: 0; background: #ededed; color: var(--ink); font: 1rem/1.6 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
header, footer, main { max-width: 640px; margin: 0 auto; padding: 0 1rem; }
header { padding-top: .4rem; padding-bottom: .4rem; display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 56px; }
header strong { font-weight: 600; }
footer { color: var(--soft); padding-bottom: 2rem; }
footer p { margin: .25rem 0; }
main { padding-top: .25rem; padding-bottom: 1rem; }
h1 { font-size: 1.35rem; line-height: 1.4; margin: .25rem 0 .75rem; }
h2 { font-size: 1.1rem; line-height: 1.4; margin: 1.25rem 0 .5rem; }
section > h2:first-child { margin-top: 0; }
section { background: #fff; border-radius: 8px; padding: 1rem; margin: 0 0 .9rem; }
p { margin: .4rem 0; }
.lines { white-space: pre-line; }
a { color: #0b57c2; }
.call, .more { display: inline-flex; align-items: center; min-height: 48px; }
.soft { color: var(--soft); }
.said { border-left: 4px solid var(--go); padding-left: .75rem; }
label, legend { display: block; margin: .9rem 0 .25rem; font-weight: 600; padding: 0; }
input[type=text], input[type=search], textarea { width: 100%; min-height: 52px; font: inherit; color: inherit; padding: .5rem .7rem; border: 1px solid #767d89; border-radius: 6px; background: #fff; }
textarea { min-height: 7rem; }
input[type=file] { display: block; width: 100%; min-height: 52px; font: inherit; padding: .5rem 0; }
input::file-selector-button { font: inherit; min-height: 44px; padding: 0 1rem; border: 1px solid #767d89; border-radius: 6px; background: #fff; margin-right: .75rem; }
fieldset { border: 0; padding: 0; margin: .5rem 0 0; min-width: 0; }
.tick { display: flex; gap: .7rem; font-weight: 400; align-items: flex-start; min-height: 48px; padding: .5rem 0; margin: 0; }
.tick input { width: 28px; height: 28px; margin: 0; flex: none; accent-color: var(--go); }
.ticks { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); column-gap: 1rem; }
button, .button { display: block; width: 100%; min-height: 52px; font: inherit; font-size: 1.1rem; text-align: center; border: 0; border-radius: 8px; background: var(--go); color: #fff; margin-top: 1rem; padding: .6rem 1rem; text-decoration: none; cursor: pointer; }
button.quiet, .button.quiet { background: #fff; color: var(--go); border: 1px solid var(--go); }
button.danger { background: #fff; color: var(--stop); border: 1px solid var(--stop); }
header button { width: auto; min-height: 48px; margin: 4px 0; font-size: 1rem; padding: 0 1rem; white-space: nowrap; background: #fff; color: var(--ink); border: 1px solid #767d89; }
.wrong { color: var(--stop); margin: .25rem 0 0; }
[aria-invalid] { border: 2px solid var(--stop); }
.alert { border-left: 6px solid var(--stop); }
.done { border-left: 6px solid var(--go); }
dl { margin: 0; } dt { color: var(--soft); } dd { margin: 0 0 .6rem; }
ol, ul { padding-left: 1.5rem; margin: .5rem 0; } li { margin: 0 0 .6rem; }
.list { list-style: none; padding: 0; margin: 0; } .list li { border-top: 1px solid var(--line); margin: 0; } .list li:first-child { border-top: 0; }
.list a { display: block; min-height: 48px; padding: .6rem 0; }
.steps { list-style: none; padding: 0; margin: 0; }
.steps li { position: relative; padding: 0 0 .7rem 2.2rem; margin: 0; }
.steps li::before { content: ""; position: absolute; left: .3rem; top: .4rem; width: .9rem; height: .9rem; border-radius: 50%; border: 2px solid #767d89; background: #fff; }
.steps li::after { content: ""; position: absolute; left: calc(.75rem - 1px); top: 1.35rem; bottom: -.35rem; width: 2px; background: #b9bec6; }
.steps li:last-child::after { display: none; }
.steps .past::before, .steps .now::before { background: var(--go); border-color: var(--go); }
.steps .now { font-weight: 600; }
.steps span { display: block; color: var(--soft); font-weight: 400; }
details { margin: .5rem 0; } section > details:only-child { margin: -.5rem 0; } summary { min-height: 48px; padding: .6rem 0; color: #0b57c2; cursor: pointer; }
img { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: .6rem 0; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.code { font-size: 1.8rem; letter-spacing: .15em; font-weight: 600; }
:focus-visible { outline: 3px solid #b35c00; outline-offset: 2px; }
@media (prefers-reduced-motion: no-preference) { button { transition: opacity .15s; } }
`;
