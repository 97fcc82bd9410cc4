/** The page's own look, on top of the common one. Data, exempt from the length limit. */
export const rules = `
:root[data-theme=light]{color-scheme:light}
:root[data-theme=dark]{color-scheme:dark}
:root[data-drag=on] body{outline:4px dashed var(--accent);outline-offset:-8px}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;min-height:52px;padding:8px 24px;border-bottom:1px solid var(--line);background:var(--surface)}
.brand{display:flex;align-items:center;gap:10px;font-weight:650}
.ctl{display:flex;flex-wrap:wrap;gap:8px;margin-left:auto}
.ctl label{display:flex;align-items:center;gap:6px;font-size:.75rem;color:var(--ink-2)}
.ctl select,.row input[type=text]{font:inherit;font-size:.875rem;min-height:32px;padding:0 8px;border:1px solid var(--control);border-radius:6px;background:var(--surface);color:var(--ink)}
main{display:grid;grid-template-columns:minmax(0,1fr);gap:20px;padding:24px;max-width:1240px;margin:0 auto}
.hero{display:grid;grid-template-columns:auto minmax(0,1fr);gap:8px 20px;align-items:start;background:var(--surface);border:1px solid var(--line);border-left:8px solid var(--tone);border-radius:6px;padding:24px;outline-offset:2px}
.hero h1{font-size:2rem;max-width:24em}
.hero .advice{font:400 1rem/1.5 var(--serif);margin-top:8px;max-width:44em}
.big{line-height:1;color:var(--tone);padding-top:4px}
.big svg.mk{width:40px;height:40px}
.t-good{--tone:var(--met)}
.t-part{--tone:var(--part)}
.t-unknown{--tone:var(--unk)}
.t-bad{--tone:var(--gap);border-width:2px;border-left-width:8px;border-color:var(--gap)}
.facts{display:flex;flex-wrap:wrap;gap:8px 28px}
.facts dt{font-size:.75rem;color:var(--ink-3)}
.facts dd{max-width:44em}
.card{padding:16px 20px 20px}
.card>h2{margin-bottom:12px}
.card>h3{margin:8px 0}
.key{border-left:8px solid var(--mark)}
.key.done{border-left-color:var(--met)}
.lab{margin-top:12px;font-size:.75rem;color:var(--ink-2)}
.print{display:grid;grid-template-columns:repeat(8,max-content);gap:4px 16px;font-size:1.375rem;line-height:1.4;letter-spacing:.04em;padding:12px 16px;margin:4px 0 12px;background:var(--sunken);border-radius:6px}
.print .other{background:var(--gap);color:var(--surface);border-radius:3px}
.dots.brief{display:none;margin-top:12px}
#dropped-live:empty,#asked-live:empty{position:absolute}
.said{display:flex;gap:8px;align-items:baseline;margin:4px 0;font-weight:550}
.said.ok svg{color:var(--met)}
.said.no,.said.no svg{color:var(--gap)}
.row{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin-top:8px}
.row>label:not(.btn){flex:1 1 100%;font-size:.8125rem;color:var(--ink-2)}
.row input[type=text]{flex:1 1 260px;min-width:0;font-family:var(--mono)}
.fold{margin-top:12px}
.fold>summary,.tech>summary{cursor:pointer;color:var(--accent);font-size:.8125rem;min-height:24px}
.key-text{margin-top:8px;color:var(--ink-2)}
.key>p:last-child{margin-top:12px}
.drop{display:grid;grid-template-columns:auto minmax(0,1fr);gap:8px 16px;align-items:center;border-style:dashed;border-color:var(--control);padding:16px 20px}
.drop .own{grid-column:1/-1;border-top:1px solid var(--line);padding-top:10px;max-width:64em}
.vh:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
.cols{display:grid;grid-template-columns:minmax(0,1fr) 380px;gap:20px;align-items:start}
.stack{display:grid;grid-template-columns:minmax(0,1fr);gap:20px;min-width:0}
.card>.day{margin:16px -20px 0;padding:6px 20px;background:var(--sunken);font:600 .8125rem/1.3 var(--sans)}
.recs{margin:0 -20px}
.rec{border-top:1px solid var(--line)}
.rec>details>summary{display:grid;grid-template-columns:14px minmax(0,1fr);gap:2px 12px;padding:10px 20px;cursor:pointer;list-style:none}
.rec>details>summary::-webkit-details-marker{display:none}
.rec>details>summary:hover{background:var(--sunken)}
.rec>details>summary>svg{margin-top:3px}
.rec .meta{grid-column:2;font-size:.8125rem;color:var(--ink-3)}
.rec .meta b{display:inline;font-weight:550}
.rec .meta::before{content:"▸";display:inline-block;width:1em;color:var(--ink-3)}
.rec details[open]>summary .meta::before{content:"▾"}
.s-proven>details>summary>svg,.s-proven .meta b,.o-passed>svg,.d-recorded>svg{color:var(--met)}
.s-broken>details>summary>svg,.s-broken .meta b,.o-failed>svg,.d-stranger>svg,.o-failed .ct,.d-stranger .ct{color:var(--gap)}
.s-not-checked>details>summary>svg,.s-not-checked .meta b,.o-open>svg,.d-absent>svg{color:var(--unk)}
.s-stale>details>summary>svg,.s-stale .meta b{color:var(--part)}
.s-broken .sent{font-weight:600}
.loose .s-proven>details>summary>svg,.loose .s-proven .meta b,.loose .o-passed>svg,.loose .d-recorded>svg{color:var(--ink-2)}
.det,.rec>details>dl{padding:4px 20px 16px 46px}
.det>*+*{margin-top:12px}
.checks{display:grid;gap:12px}
.checks>li,.docs>li{display:grid;grid-template-columns:14px minmax(0,1fr);gap:10px}
.checks svg,.docs svg{margin-top:3px}
.docs{display:grid;gap:14px;margin-bottom:12px}
.ct{font-weight:550}
.checks dl,.vals{display:grid;gap:4px;font-size:.8125rem}
.tech dl{padding:6px 0}
.checks dl>div,.vals>div{display:grid;grid-template-columns:minmax(90px,26%) minmax(0,1fr);gap:10px}
.checks dt,.vals dt{color:var(--ink-3);overflow-wrap:anywhere}
.dots{list-style:disc;padding-left:18px;display:grid;gap:8px}
.lim{border-left:8px solid var(--mark)}
.alarm{border:2px solid var(--gap)}
.alarm>h2{color:var(--gap)}
.end{padding-top:16px;border-top:1px solid var(--line);max-width:70em}
@media screen and (max-width:1000px){.dots.brief{display:grid}.cols{grid-template-columns:minmax(0,1fr)}}
@media screen and (max-width:760px){
.top{padding:8px 16px}
.ctl{margin-left:0}
.ctl select,.row input[type=text]{min-height:44px}
main{padding:16px;gap:16px}
.hero{grid-template-columns:minmax(0,1fr);padding:16px}
.hero h1{font-size:1.5rem}
.card{padding:14px 16px 16px}
.print{grid-template-columns:repeat(4,max-content);gap:4px 14px;font-size:1.1875rem;padding:10px 12px}
.drop{grid-template-columns:minmax(0,1fr)}
.card>.day,.recs{margin-left:-16px;margin-right:-16px}
.day,.rec>details>summary{padding-left:16px;padding-right:16px}
.det,.rec>details>dl{padding-left:16px;padding-right:16px}
.fold>summary,.tech>summary{min-height:44px;padding-top:10px}
.btn{white-space:normal;text-align:left;padding:8px 12px}
}
@media screen and (max-width:400px){.print{font-size:1.0625rem;gap:4px 8px}}
@media (min-width:1800px){main{max-width:1560px}.cols{grid-template-columns:minmax(0,1fr) 480px}}
@media (forced-colors:active){.hero,.card{border-color:CanvasText}.big,.checks svg,.docs svg,.rec svg{forced-color-adjust:auto}}
@media print{
body{background:#fff;font-size:10pt}
.ctl,.skip,.drop,#key-form,.fold,#more,#forget{display:none!important}
main{padding:0;max-width:none;display:block}
.hero,.card{break-inside:auto;margin-bottom:12pt}
.cols{display:block}
.rec details::details-content,.tech::details-content{content-visibility:visible;block-size:auto}
.rec .meta::before{display:none}
li,.hero{break-inside:avoid}
.appendix{break-before:page}
.appendix li{break-inside:auto}
.hero{padding:10pt}
.hero h1{font-size:15pt}
.hero .advice{font-size:10pt;margin-top:4pt}
.card{padding:8pt 10pt}
.card>h2{margin-bottom:4pt}
.key>.dim{display:none}
.print{grid-template-columns:repeat(16,max-content);gap:2pt 7pt;font-size:9pt;letter-spacing:0;padding:4pt 0;margin:0}
.hero,.card,.facts{margin-bottom:7pt}
.dots{gap:2pt}
.lines{font-size:9pt}
@page{margin:16mm 14mm}
}
`
