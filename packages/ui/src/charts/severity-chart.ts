/** Findings by severity, direct and transitive apart: one bar per level, solid for direct, hatched for transitive, empty where that is unknown. */
import { type Html, html, rawHtml } from '../html.ts'
import { type SeverityMark, severityMark } from '../marks/marks.ts'

export interface SeverityBar {
  readonly level: SeverityMark
  readonly word: string
  readonly direct: number
  readonly transitive: number
  /** Neither is known. */
  readonly unknown: number
  /** The two figures in words, for those who do not see the bar. */
  readonly label: string
  /** What stands at the end of the bar. */
  readonly end: string
}

/** A list of bars on one scale, the longest being full width; no bar is shorter than can be seen. */
export function drawSeverityChart(bars: readonly SeverityBar[]): Html {
  const longest = Math.max(1, ...bars.map((bar) => bar.direct + bar.transitive + bar.unknown))
  return html`<ul class="sevchart">${bars.map((bar) => drawBar(bar, longest))}</ul>`
}

/** The hatches of transitive bars and of affected stretches, a colour each because a pattern has its own; once per page. */
export function chartPatterns(): Html {
  const hatches = ['critical', 'high', 'medium', 'low', 'none', 'unknown', 'affected'].map(
    (name) =>
      `<pattern id="h-${name}" class="s-${name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      '<rect width="2.5" height="6" fill="currentColor"/></pattern>',
  )
  return rawHtml(`<svg class="vh" aria-hidden="true"><defs>${hatches.join('')}</defs></svg>`)
}

function drawBar(bar: SeverityBar, longest: number): Html {
  const direct = percent(bar.direct, longest)
  const transitive = percent(bar.transitive, longest)
  const unknown = percent(bar.unknown, longest)
  const framed = Math.round((transitive + unknown) * 10) / 10
  return html`<li class="s-${bar.level}"><span class="w">${severityMark(bar.level)} ${bar.word}</span><svg class="bar" role="img" aria-label="${bar.label}"><rect width="100%" height="100%" class="bg"/>${rawHtml(
    `<rect width="${direct}%" height="14" fill="currentColor"/>` +
      (framed === 0
        ? ''
        : `<rect x="${direct}%" width="${transitive}%" height="14" fill="url(#h-${bar.level})"/><rect x="${direct}%" width="${framed}%" y=".75" height="12.5" fill="none" stroke="currentColor" stroke-width="1.5"/>`),
  )}</svg><span class="n">${bar.end}</span></li>`
}

/** One decimal is enough for a screen and keeps the bytes equal everywhere. */
function percent(part: number, whole: number): number {
  return part === 0 ? 0 : Math.max(0.8, Math.round((part / whole) * 1000) / 10)
}
