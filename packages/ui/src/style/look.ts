/** The common look as CSS: reset, voices of type, buttons, tags, marks and charts (ux paper, section 8). Data, exempt from the length limit. */
import { formatTokens } from '../tokens.ts'

/** Everything that report, documents and web share; page frames come on top of it. */
export function formatLook(): string {
  return formatTokens() + compactCss(rules)
}

/** Drops line breaks and indentation; style sheets here hold no strings with either. */
export function compactCss(css: string): string {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, '')
    .trim()
}

const rules = `
*{box-sizing:border-box}
html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding:24px 0 72px}
[hidden]{display:none!important}
body{margin:0;background:var(--canvas);color:var(--ink);font:400 .875rem/1.45 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ol,ul,dl,dd,figure{margin:0;padding:0}
ol,ul{list-style:none}
h1{font:500 1.75rem/1.18 var(--serif);letter-spacing:-.012em;text-wrap:balance}
h2{font:500 1.25rem/1.25 var(--serif);text-wrap:balance}
h3{font:600 .875rem/1.3 var(--sans)}
h4{font:600 .8125rem/1.3 var(--sans)}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:2px}
code,.mono{font:400 .93em/1.4 var(--mono);overflow-wrap:anywhere;unicode-bidi:isolate}
td,th{unicode-bidi:isolate}
.q{color:var(--ink-3);font-size:.8125rem}
.dim{color:var(--ink-2)}
.xs{font-size:.75rem}
.nw{white-space:nowrap}
.num{text-align:right;white-space:nowrap}
.law{font:italic 400 .8125rem/1.3 var(--serif);color:var(--ink-2)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px;top:4px;background:var(--accent);color:var(--on-accent);padding:8px 12px;z-index:9}
.skip:focus{left:4px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.btn{display:inline-flex;align-items:center;gap:8px;min-height:32px;padding:0 12px;border-radius:6px;border:1px solid var(--control);background:var(--surface);color:var(--ink);font:500 .8125rem/1.2 var(--sans);cursor:pointer;transition:background 120ms}
.btn:hover{background:var(--sunken)}
.btn[aria-pressed=true],.btn[aria-selected=true]{background:var(--ink);border-color:var(--ink);color:var(--canvas)}
.card{background:var(--surface);border:1px solid var(--line);border-radius:6px}
.tag{display:inline-flex;align-items:center;min-height:20px;padding:0 6px;border:1px solid var(--line);border-radius:3px;font-size:.75rem;color:var(--ink-2);background:var(--surface);max-width:100%}
.tag.time{border-color:transparent;background:var(--mark);color:var(--on-mark);font-weight:600;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.tag.stop{border-color:var(--gap);color:var(--gap);font-weight:600}
table{border-collapse:collapse;width:100%}
th{font:500 .75rem/1.3 var(--sans);color:var(--ink-2);text-align:left;padding:6px 8px;vertical-align:bottom}
td,tbody th{padding:8px;border-top:1px solid var(--line);vertical-align:top}
tbody th{font:inherit;color:inherit}
svg.sev{width:18px;height:13px;vertical-align:-1px;flex:none}
.s-critical{color:var(--sev-4)}
.s-high{color:var(--sev-3)}
.s-medium{color:var(--sev-2)}
.s-low{color:var(--sev-1)}
.s-none,.s-unknown{color:var(--unk)}
.s-affected{color:var(--gap)}
svg.mk{width:14px;height:14px;flex:none;vertical-align:-2px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
svg.cell{width:22px;height:22px;flex:none;vertical-align:middle;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.e-evidence{color:var(--met)}
.e-contrary{color:var(--gap)}
.e-none{color:var(--part)}
.e-not-looked{color:var(--unk)}
.st{display:inline-flex;align-items:center;gap:6px;font-weight:550;white-space:nowrap}
.st svg.cell{width:14px;height:14px}
.ring{width:24px;height:24px;flex:none}
.ring .todo-seg{stroke:var(--mark)}
.sevchart{display:grid;gap:8px}
.sevchart li{display:grid;grid-template-columns:112px minmax(0,1fr) 60px;gap:12px;align-items:center}
.sevchart .w{white-space:nowrap;display:flex;gap:8px;align-items:center;font-weight:550}
.sevchart .n{font-size:.8125rem;color:var(--ink-2)}
.sevchart .bar{width:100%;height:14px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.bar .bg{fill:var(--sunken)}
.bars{display:grid;gap:6px}
.bars li{display:grid;grid-template-columns:104px minmax(0,1fr) 60px;gap:12px;align-items:center}
.bars .bar{width:100%;height:10px;color:var(--ink-3);print-color-adjust:exact;-webkit-print-color-adjust:exact}
svg.axis{width:100%;height:70px;display:block;overflow:hidden;print-color-adjust:exact;-webkit-print-color-adjust:exact;color:var(--gap)}
.axis text{font:400 .75rem var(--sans);fill:var(--ink-2)}
.axis .y{font-weight:600;fill:var(--ink)}
.axis .ax{fill:var(--line)}
.axis .badf{fill:none;stroke:var(--gap);stroke-width:1.5}
.axis .me{fill:var(--ink)}
svg.age{flex:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.age .fresh{fill:var(--met)}
.age .old{fill:var(--mark);stroke:var(--part)}
.age .never{stroke:var(--unk)}
@media screen and (max-width:760px){
h1{font-size:1.5rem}
.btn{min-height:44px}
.sevchart li{grid-template-columns:104px minmax(0,1fr) 40px}
}
@media (prefers-reduced-motion:reduce){*,::before,::after{transition:none!important;animation:none!important}}
@media (forced-colors:active){
.tag,.btn,.card{border-color:CanvasText}
.bar .bg,.axis .ax{fill:GrayText}
.axis .me{fill:Highlight}
.axis text{fill:CanvasText}
.age rect{stroke:CanvasText}
.btn[aria-pressed=true],.btn[aria-selected=true],.tag[aria-pressed=true]{forced-color-adjust:none;background:Highlight;color:HighlightText}
}
`
