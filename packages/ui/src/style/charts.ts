/** Style of the charts that only the web application draws; the report does not carry it. Data. */
import { clockTrackRules } from '../charts/clock-track.ts'
import { compactCss } from './look.ts'

export function formatChartStyle(): string {
  return compactCss(rules) + clockTrackRules()
}

const rules = `
.strip{display:block;flex:none}
.strip,.trend,.clk,.mirror,.weeks,.paths{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.c-met{color:var(--met)}
.c-partly{color:var(--part)}
.c-gap{color:var(--gap)}
.c-unknown{color:var(--unk)}
.c-not-applicable{color:var(--na)}
.trend,.mirror,.weeks{display:block;width:100%;max-width:520px;height:auto}
.trend text,.mirror text,.weeks text,.paths text{font:400 12px var(--sans);fill:var(--ink-2)}
.trend .rule,.mirror .rule,.weeks .rule{fill:none;stroke:var(--line)}
.trend .band{fill:var(--accent);opacity:.16}
.trend .line{fill:none}
.trend .line.ready{stroke:var(--accent);stroke-width:2.2}
.trend .line.proof{stroke:var(--ink-2);stroke-width:1.8;stroke-dasharray:5 3}
.trend .dot.ready{fill:var(--accent)}
.trend .dot.proof{fill:var(--surface);stroke:var(--ink-2);stroke-width:1.8}
.trend text.ready{fill:var(--accent);font-weight:600}
.mirror .up{fill:none;stroke:var(--gap);stroke-width:1.5}
.mirror .down{fill:var(--met)}
.weeks .week{fill:var(--ink-3)}
.weeks .over{fill:var(--mark);stroke:var(--part);stroke-width:1.5}
.weeks .cap{stroke:var(--ink);stroke-dasharray:4 3;fill:none}
.paths{display:block}
.paths rect{fill:var(--surface);stroke:var(--control)}
.paths .target rect{stroke:var(--accent);stroke-width:2}
.paths .edge{fill:none;stroke:var(--control)}
.paths text{font-family:var(--mono);fill:var(--ink)}
.clk{position:relative}
.clk svg{display:block;width:100%;height:28px;overflow:visible}
.clk .bg{fill:var(--sunken)}
.clk .gone{fill:var(--ink-2)}
.clk .rest{fill:var(--mark)}
.clk .tick{fill:var(--ink-2)}
.clk .now{fill:var(--ink)}
.clk .open{stroke:var(--control);stroke-width:2;stroke-dasharray:2 5}
.clk ol{position:relative;height:42px;margin-top:2px}
.clk li{position:absolute;font-size:.75rem;line-height:1.35;color:var(--ink-2);white-space:nowrap}
.clk li b,.clk li span{display:block}
.clk li b{color:var(--ink);font-weight:600}
.clk .at-100,.clk .at-98,.clk .at-96,.clk .at-94,.clk .at-92,.clk .at-90{transform:translateX(-100%);text-align:right}
@media (max-width:900px){
.clk ol{height:auto;border-left:2px solid var(--line);margin-top:8px}
.clk li{position:static;transform:none!important;text-align:left!important;padding:4px 0 4px 12px}
.clk li b,.clk li span{display:inline;margin-right:6px}
}
@media (forced-colors:active){
.strip,.cell{color:CanvasText}
.strip g,.strip rect,.strip path{color:CanvasText}
.clk .gone{fill:GrayText}
.clk .rest{fill:Highlight}
.clk .now,.clk .tick{fill:CanvasText}
.trend .line,.weeks .cap,.mirror .up{stroke:CanvasText}
.weeks .week,.mirror .down{fill:CanvasText}
}
`
