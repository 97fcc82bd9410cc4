/** Style of a paper as a page: reading width, margin for article and basis, print and phone. Data, exempt from the length limit. */
import { compactCss, formatLook } from '@occtet/ui'

export function formatPaperStyle(): string {
  return formatLook() + compactCss(rules)
}

const rules = `
body{background:var(--canvas)}
.sheet{max-width:60rem;margin:0 auto;padding:24px clamp(12px,4vw,48px) 64px;background:var(--surface);min-height:100vh;position:relative}
.sheet>header{border-bottom:2px solid var(--ink);padding-bottom:16px;margin-bottom:16px}
.sheet>header .q{margin-top:4px}
h1{font-size:1.75rem}
h2{margin:32px 0 8px;padding-top:16px;border-top:1px solid var(--line);break-after:avoid}
h3{font:550 1rem/1.3 var(--serif);break-after:avoid}
.state{margin:0 0 16px;padding:8px 12px;border:2px solid var(--ink);border-radius:3px}
.state.draft{border-style:dashed;border-color:var(--gap)}
.state.draft strong{color:var(--gap)}
.mark{position:fixed;inset:0;display:grid;place-items:center;pointer-events:none;z-index:2;overflow:hidden}
.mark::before{content:attr(data-word);font:600 clamp(4rem,18vw,11rem)/1 var(--serif);letter-spacing:.08em;color:var(--ink);opacity:.055;transform:rotate(-32deg);white-space:nowrap}
dl.head{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:12px 0 0}
dl.head dt{color:var(--ink-2)}
nav.toc{margin:0 0 8px}
nav.toc ol{columns:2;column-gap:32px}
nav.toc li{break-inside:avoid;padding:2px 0}
nav.toc a{display:inline-block;min-height:24px}
.st-row{display:grid;grid-template-columns:minmax(0,1fr) 15rem;gap:2px 24px;padding:12px 0;border-top:1px solid var(--line);break-inside:avoid}
h2+.st-row{border-top:0}
.st-row .say{font:400 1rem/1.5 var(--serif)}
.st-row .say li{list-style:disc;margin-left:1.1em}
.st-row .why{font-size:.75rem;line-height:1.4;color:var(--ink-2)}
.st-row .why .art{font:italic 400 .8125rem/1.3 var(--serif);color:var(--ink);display:block}
.gap{border:1px dashed var(--gap);border-radius:3px;padding:8px 10px;break-inside:avoid}
.gap b{color:var(--gap)}
.gap ul{margin:6px 0 0 1.1em;list-style:disc;color:var(--ink-2);font-size:.8125rem}
p.say{max-width:44rem;margin:8px 0}
.note{border-left:3px solid var(--control);padding:6px 12px;margin:12px 0;background:var(--sunken);max-width:48rem}
.note.warning{border-left-color:var(--gap)}
.wide{overflow-x:auto;margin:12px 0}
.wide:focus-visible{outline-offset:0}
caption{text-align:left;padding:4px 8px;font-weight:600}
caption .law{font-weight:400}
table{font-size:.8125rem}
tbody th{font-weight:550}
.kv tbody th{width:24%}
.kv td.b{width:30%;color:var(--ink-2);font-size:.75rem}
.src{font-size:.75rem;color:var(--ink-2);margin:0 8px 12px}
ul.checks>li{display:grid;grid-template-columns:28px minmax(0,1fr) 15rem;gap:2px 12px;padding:10px 0;border-top:1px solid var(--line);break-inside:avoid}
.box{width:18px;height:18px;border:1.5px solid var(--ink);border-radius:2px;margin-top:2px;display:grid;place-items:center;font:600 13px/1 var(--sans);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.checks .why{font-size:.75rem;color:var(--ink-2)}
.checks .art{font:italic 400 .8125rem/1.3 var(--serif);color:var(--ink);display:block}
.sign{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:24px;margin:40px 0 16px;break-inside:avoid}
.sign div{border-top:1px solid var(--ink);padding-top:4px;font-size:.8125rem}
.sign b{display:block;font-weight:400;min-height:1.4em;margin-top:-1.8em;margin-bottom:.4em}
.sheet>footer{margin-top:40px;border-top:1px solid var(--line);padding-top:8px}
@media (max-width:760px){
.st-row,ul.checks>li{grid-template-columns:minmax(0,1fr)}
ul.checks>li{grid-template-columns:28px minmax(0,1fr)}
ul.checks>li .why{grid-column:2}
nav.toc ol{columns:1}
nav.toc a{min-height:32px;padding:4px 0}
dl.head{grid-template-columns:minmax(0,1fr)}
dl.head dt{margin-top:6px}
.kv,.kv tbody,.kv tr,.kv th,.kv td{display:block;width:auto}
.kv thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.kv tbody th{width:auto;padding-bottom:0}
.kv td{border-top:0;padding-top:2px;padding-bottom:4px}
.kv td.b{width:auto}
}
@media print{
@page{size:A4;margin:18mm 16mm}
body{background:none}
.sheet{max-width:none;padding:0;background:none}
nav.toc,.skip{display:none}
.mark::before{content:attr(data-word);font-size:120pt;opacity:.07}
.wide{overflow:visible}
thead{display:table-header-group}
tr{break-inside:avoid}
a{color:inherit}
}
`
