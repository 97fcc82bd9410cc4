/** The report's own frame as CSS, on top of the common look. Data, exempt from the length limit. */
import { compactCss, formatLook } from '@occtet/ui'

export function formatReportStyle(): string {
  return formatLook() + compactCss(rules)
}

const rules = `
.app{display:grid;grid-template-columns:196px minmax(0,1fr);min-height:100vh}
.rail{padding:12px 8px;display:flex;flex-direction:column;gap:2px;position:sticky;top:0;height:100vh;border-right:1px solid var(--line)}
.brand{display:flex;align-items:center;gap:10px;padding:4px 8px 14px;font-weight:650}
.rail a{display:flex;align-items:center;gap:10px;min-height:32px;padding:0 8px;border-radius:6px;color:var(--ink-2);text-decoration:none}
.rail a b{margin-left:auto;font:500 .75rem/1 var(--sans);color:var(--ink-3)}
.rail a:hover{background:var(--sunken);color:var(--ink)}
.rail a[aria-current]{background:var(--surface);color:var(--ink);font-weight:600;box-shadow:inset 2px 0 0 var(--accent),0 0 0 1px var(--line)}
.rail .foot{margin-top:auto;padding:8px;color:var(--ink-3);font-size:.75rem}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;min-height:48px;padding:8px 24px;border-bottom:1px solid var(--line)}
.top .q{margin-left:auto}
main{padding:0 24px 48px;max-width:1240px;outline:0}
.sec{padding:32px 0 8px;border-top:1px solid var(--line);margin-top:32px}
.sec.first{border:0;margin:0;padding-top:24px}
.sec>h2{margin:2px 0 16px}
.sec h1{margin-bottom:20px;max-width:30em}
.sub{margin:24px 0 8px}
.loud{border:2px solid var(--part);border-left-width:8px;background:var(--surface);padding:12px 16px;margin-bottom:20px;border-radius:3px}
.loud strong{font-weight:650}
.scope{margin:-8px 0 20px}
.prod .bar{display:block;width:100%;min-width:90px;height:10px;margin:4px 0 2px;color:var(--ink-3);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.prod code{overflow-wrap:anywhere}
.sevs li{display:flex;gap:6px;align-items:center;white-space:nowrap}
.cols{display:grid;grid-template-columns:minmax(0,1fr) 340px;gap:20px;align-items:start}
.stack{display:grid;grid-template-columns:minmax(0,1fr);gap:20px;min-width:0}
.hd{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 10px;padding:12px 16px 8px}
.hd h2{font:600 .875rem/1.3 var(--sans)}
.hd .q{margin-left:auto}
.blk{display:block}
.pad{padding:4px 16px 14px}
.key{margin-top:10px}
.todo>li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:8px;padding:11px 16px 11px 12px;border-top:1px solid var(--line)}
.todo .k{font:500 1.25rem/1.15 var(--serif);color:var(--ink-3);text-align:center}
.todo .t{font-weight:600}
.todo .m{color:var(--ink-2);font-size:.8125rem}
.todo .m.xs{font-size:.75rem}
.gaps li{border-top:1px solid var(--line);padding:8px 16px}
.gaps a{color:var(--ink)}
.strip22{display:flex;flex-wrap:wrap;gap:3px;margin:4px 0 10px}
.strip22 svg.cell{display:block;width:19px;height:19px}
.leg{display:flex;flex-wrap:wrap;gap:4px 14px;font-size:.8125rem;margin-bottom:8px}
.src li{display:grid;grid-template-columns:16px minmax(0,1fr) auto;gap:8px;padding:5px 16px;font-size:.8125rem;align-items:center}
.src li:last-child{padding-bottom:12px}
.agecell{display:flex;flex-wrap:wrap;gap:4px 6px;align-items:center}
.unk{color:var(--unk)}
.alarm{border:2px solid var(--gap);margin-bottom:16px}
.alarm h3{color:var(--gap)}
.ctl{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:end;margin-bottom:8px}
.ctl[hidden]{display:none}
.ctl label{display:grid;gap:2px;font-size:.75rem;color:var(--ink-2);min-width:0}
.ctl label{flex:0 1 144px}
.ctl .grow{flex:1 1 200px}
.ctl input,.ctl select{font:inherit;font-size:.875rem;min-height:32px;width:100%;padding:0 8px;border:1px solid var(--control);border-radius:6px;background:var(--surface);color:var(--ink);text-overflow:ellipsis}
.seg{display:flex;gap:4px}
.more{margin:12px 0}
.pk{font-weight:600}
.pk i{font-style:normal;font-weight:400;color:var(--ink-2)}
.sum{display:block;color:var(--ink-2);font-size:.8125rem}
.why{display:block;color:var(--ink-3);font-size:.8125rem;margin-top:4px}
.ft td>.blk{font-size:.75rem;margin-top:2px}
.dec{border-left:2px solid var(--control);padding:2px 0 2px 10px;margin-top:8px;font-size:.8125rem}
.dec .blk{margin-top:2px}
.st-not_affected,.st-fixed{border-color:var(--met);color:var(--met);font-weight:600}
.st-affected{border-color:var(--gap);color:var(--gap);font-weight:600}
.st-under_investigation{border-color:var(--part);color:var(--part);font-weight:600}
.gh>th{padding:18px 8px 6px;font:600 .875rem/1.3 var(--sans);color:var(--ink);background:var(--canvas)}
.gh b{font-weight:400;color:var(--ink-3);margin-left:4px}
#decided{margin:16px 0;padding:0}
#decided>summary{margin:0;padding:10px 16px 10px 32px}
#decided>summary::before{left:16px;top:17px}
#decided>table{margin:0}
.exc li{padding:8px 16px;border-top:1px solid var(--line)}
.exc li:first-child{border-top:0}
th .sort{font:inherit;color:inherit;background:none;border:0;padding:4px 0;margin:-4px 0;cursor:pointer;text-align:inherit;min-height:24px}
th .sort::after{content:"";display:inline-block;width:12px;text-align:center}
th[aria-sort] .sort{color:var(--ink);font-weight:600}
th[aria-sort=ascending] .sort::after{content:"\\2191"}
th[aria-sort=descending] .sort::after{content:"\\2193"}
.op{font:inherit;color:inherit;background:none;border:0;padding:2px 0 2px 16px;margin:0;text-align:left;cursor:pointer;position:relative;min-height:24px;overflow-wrap:anywhere}
.op::before,.tw::before{content:"";position:absolute;left:2px;top:9px;border:solid currentColor;border-width:0 1.5px 1.5px 0;width:6px;height:6px;transform:rotate(-45deg);transition:transform 120ms}
.op.pk{font:600 .93em/1.4 var(--mono)}
.op[aria-expanded=true]::before{transform:rotate(45deg)}
tr.on>td,tr.on>th{background:var(--accent-soft)}
tr.fx,tr.pg{display:none}
.fd>td{padding:4px 16px 16px;background:var(--surface);border-top:0}
.dsec{display:grid;grid-template-columns:128px minmax(0,1fr);gap:4px 20px;padding:12px 0;border-top:1px solid var(--line)}
.dsec:first-child{border-top:0}
.dsec>h3{color:var(--ink-2);font-weight:500}
.dsec .cards td,.dsec .cards th{padding:5px 10px 5px 0;font-size:.8125rem}
.path{display:flex;flex-wrap:wrap;gap:2px 8px;padding:2px 0}
.path i{color:var(--ink-3);font-style:normal}
@media print,(min-width:761px){.ft{table-layout:fixed}.ft>thead th:nth-child(1){width:148px}.ft>thead th:nth-child(2){width:19%}.ft>thead th:nth-child(4){width:13%}.ft>thead th:nth-child(5){width:17%}}
@media print,(min-width:761px){.prod{table-layout:fixed}.prod>thead th:nth-child(1){width:24%}.prod>thead th:nth-child(2){width:26%}.prod>thead th:nth-child(3){width:22%}}
.pager{display:flex;flex-wrap:wrap;gap:12px;align-items:center;margin:12px 0}
.pager[hidden]{display:none}
.tree>ul{padding:4px 0}
.tree li ul{margin:0 0 0 12px;border-left:1px solid var(--line)}
.tree li>div{position:relative;display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center;padding:3px 8px 3px 20px;min-height:28px;cursor:default}
.tree li[aria-expanded]>div{cursor:pointer}
.tree li[aria-expanded]>div::before{content:"";position:absolute;left:6px;top:11px;border:solid currentColor;border-width:0 1.5px 1.5px 0;width:6px;height:6px;transform:rotate(-45deg)}
.tree li[aria-expanded=true]>div::before{transform:rotate(45deg)}
.tree li:focus-visible{outline:0}
.tree li:focus-visible>div{outline:2px solid var(--accent);outline-offset:-2px;border-radius:3px}
.fold{border-top:1px solid var(--line);padding:0 16px}
.fold:first-child{border-top:0}
.fold>summary{padding:7px 0 7px 16px;cursor:pointer;list-style:none;position:relative;min-height:32px}
.fold>summary::-webkit-details-marker{display:none}
.fold>summary::before{content:"";position:absolute;left:0;top:14px;border:solid currentColor;border-width:0 1.5px 1.5px 0;width:6px;height:6px;transform:rotate(-45deg)}
.fold[open]>summary::before{transform:rotate(45deg)}
.fold>:last-child{margin-bottom:12px}
.fold>summary:last-child{margin-bottom:0}
.flow{display:flex;flex-wrap:wrap;gap:2px 16px;padding:4px 0 4px 16px}
.fold>p{padding-left:16px}
.lic>summary{display:grid;grid-template-columns:minmax(0,300px) minmax(0,1fr) 60px;gap:12px;align-items:center}
.lic .bar{width:100%;height:10px;color:var(--ink-3)}
.chain .req>summary,.chead{display:grid;grid-template-columns:minmax(0,1fr) repeat(4,58px) 150px;gap:8px;align-items:center}
.chead{padding:8px 16px 4px 32px;font-size:.75rem;color:var(--ink-2);align-items:end;line-height:1.2}
.chead+.fold{border-top:1px solid var(--line)}
p.dim{margin-bottom:8px}
.rw{display:grid;grid-template-columns:64px minmax(0,1fr);gap:6px;align-items:baseline}
.lk{display:flex;gap:5px;align-items:center;color:var(--ink-3)}
.lk.e-evidence{color:var(--met)}.lk.e-contrary{color:var(--gap)}.lk.e-none{color:var(--part)}.lk.e-not-looked{color:var(--unk)}
.lk b{font-weight:500;font-size:.8125rem}
.det{padding:4px 0 4px 16px;max-width:860px}
.det h4{margin:12px 0 4px;display:flex;gap:6px;align-items:center}
.det h4 svg.cell{width:16px;height:16px}
.det li{padding:2px 0}
.lawtext{font:400 1rem/1.5 var(--serif)}
.dots{list-style:disc;padding-left:20px}
.issues>li{display:grid;grid-template-columns:92px minmax(0,1fr);gap:12px;padding:10px 16px;border-top:1px solid var(--line)}
.issues>li:first-child{border-top:0}
.issues .tag{justify-self:start;align-self:start}
.lv-error{border-color:var(--gap);color:var(--gap);font-weight:600}
.lv-warning{border-color:var(--part);color:var(--part)}
.fs-parsed{color:var(--met)}.fs-partial{color:var(--part)}.fs-unreadable,.fs-unsupported{color:var(--gap)}.fs-skipped{color:var(--na)}
.end{margin-top:32px;padding-top:16px;border-top:1px solid var(--line)}
.scroll{overflow-x:auto}
@media (min-width:761px) and (max-width:1100px){.app{grid-template-columns:148px minmax(0,1fr)}.cols{grid-template-columns:minmax(0,1fr)}}
@media screen and (max-width:760px){
.app{display:block}
.top{padding:8px 16px}
.top .q{margin-left:0}
main{padding:0 16px 96px}
.rail{position:fixed;inset:auto 0 0 0;height:auto;z-index:5;display:flex;flex-direction:row;gap:0;padding:0 0 env(safe-area-inset-bottom);border:0;border-top:1px solid var(--line);background:var(--surface)}
.rail .brand,.rail .foot,.rail a.far{display:none}
.rail a{flex:1 1 auto;overflow-wrap:normal;flex-direction:column;justify-content:center;gap:2px;min-height:56px;padding:0 2px;font-size:.75rem;line-height:1.1;text-align:center;border-radius:0}
.rail a b{margin:0;order:-1;font-size:.8125rem;color:inherit}
.rail a[aria-current]{color:var(--accent);box-shadow:inset 0 2px 0 var(--accent)}
.cols{grid-template-columns:minmax(0,1fr)}
.ctl input,.ctl select{min-height:44px}
.ctl label{flex:1 1 130px}
.seg{flex:1 1 100%}.seg .btn{flex:1;justify-content:center}
table.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.cards,table.cards tbody{display:block}
table.cards tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;padding:10px 16px;border-top:1px solid var(--line)}
table.cards tr.fx,table.cards tr.pg{display:none}
table.cards tbody>tr:first-child{border-top:0}
table.cards td,table.cards th{border:0;padding:0;display:block;width:auto!important;min-width:0!important;background:none!important}
table.cards td{text-align:left}
table.cards [data-l]::before{content:attr(data-l) ": ";color:var(--ink-3);font:400 .75rem var(--sans)}
table.cards tr.on{background:var(--accent-soft)}
.ft>tbody>tr:not(.fd)>td:nth-child(1){grid-row:1;grid-column:1}
.ft>tbody>tr:not(.fd):not(.gh)>th{grid-row:2;grid-column:1/-1}
table.cards .gh>th{padding:12px 0 2px}
.ft>tbody>tr:not(.fd)>td:nth-child(3){grid-row:3;grid-column:1/-1}
.ft>tbody>tr:not(.fd)>td:nth-child(4){grid-row:1;grid-column:2;text-align:right}
.ft>tbody>tr:not(.fd)>td:nth-child(5){grid-row:4;grid-column:1/-1;font-size:.8125rem;color:var(--ink-2)}
table.cards tr.fd,table.cards tr>th:only-child,.ct th,.ct td,.prod th,.prod td{grid-column:1/-1}
table.cards tr.fd>td{grid-column:1/-1}
.op{min-height:32px}
.dsec{display:block}.dsec table.cards tr{padding:6px 0}.dsec table.cards td,.dsec table.cards th{grid-column:1/-1}.dsec>h3{margin-bottom:6px;font-weight:600;color:var(--ink)}
.fold>summary{min-height:44px;padding-top:10px}
.lic>summary{grid-template-columns:minmax(0,1fr) 48px}.lic .bar{display:none}
.chead{display:none}
.chain .req>summary{grid-template-columns:repeat(4,42px) minmax(0,1fr);gap:4px 6px}
.chain .rw{grid-column:1/-1}
.chain .req .st{justify-self:end;white-space:normal;text-align:right;font-size:.8125rem}.chain .req .st svg{display:none}
.issues>li{display:block}
}
@media print{
body{background:#fff;font-size:10pt}
.rail,.ctl,.pager,.more,.skip,.op::before,#f-live:empty,#c-live{display:none!important}
.app{display:block}
main{padding:0;max-width:none}
.cols{grid-template-columns:minmax(0,1fr) 240px}
.sec{break-before:auto;margin-top:16px;padding-top:16px}
tr,li,.todo li,.hd{break-inside:avoid}
h2,h3,.hd{break-after:avoid}
tr.pg{display:table-row}
#c-table[hidden]{display:block!important}
#c-tree{display:none!important}
a{color:inherit}
summary::before,.btn{display:none!important}
.req::details-content,#decided::details-content{content-visibility:visible;block-size:auto}
@page{margin:16mm 14mm}
}
`
