/** Tokens, messages, marks and charts: one look and one voice for report, documents and web. */
export { drawAgeBars, type Freshness } from './charts/age-bars.ts'
export {
  type ClockMark,
  type ClockTrack,
  drawClockTrack,
} from './charts/clock-track.ts'
export { drawMirroredBars, type MirroredBar } from './charts/mirrored-bars.ts'
export { drawPathGraph, mostPathNodes, type PathGraph, type PathNode } from './charts/path-graph.ts'
export { drawHeatCell, drawStrip, type RequirementShape } from './charts/strip.ts'
export { drawTrend, type TrendPoint, type TrendWords } from './charts/trend.ts'
export { drawWeekBars, type WeekBar } from './charts/week-bars.ts'
export { type Bar, drawBar, drawBars, drawSharedBar } from './charts/bars.ts'
export { chartPatterns, drawSeverityChart, type SeverityBar } from './charts/severity-chart.ts'
export { drawVersionAxis, type VersionAxis } from './charts/version-axis.ts'
export { clip, escapeHtml, type Html, type HtmlValue, html, rawHtml, showHidden } from './html.ts'
export { type AdvisoryLink, advisoryLinks } from './links.ts'
export {
  type EvidenceMark,
  evidenceMark,
  markSymbols,
  rankOfSeverity,
  ringMark,
  type SeverityMark,
  type StatusMark,
  severityMark,
  statusMark,
} from './marks/marks.ts'
export { catalogues, type MessageKey } from './messages/catalogues.ts'
export {
  createTranslator,
  formatDate,
  formatDatesIn,
  formatMonth,
  formatTime,
  type Language,
  type MessageValues,
  placeholdersOf,
  type Translator,
} from './messages/translate.ts'
export { type PurlLabel, toPurlLabel } from './purl-label.ts'
export { formatChartStyle } from './style/charts.ts'
export { compactCss, formatLook } from './style/look.ts'
export { colours, fonts, formatTokens } from './tokens.ts'
export {
  defineWords,
  shellWords,
  triageWords,
  type Words,
  noticeTexts,
  noticeWords,
  publicTexts,
  publicWords,
  feddbWords,
  exchangeWords,
} from './words/index.ts'
export { homeWords } from './words/index.ts'
export { planWords, questionWords, requirementWords, scopeWords } from './words/index.ts'
export { documentWords, incidentWords } from './words/index.ts'
export { inventoryWords } from './words/index.ts'
export { openpgpWords, organisationWords, signInWords } from './words/index.ts'
export { ledgerWords } from './words/index.ts'
export { licenceWords } from './words/index.ts'
export { askWords, assistantWords, proposalWords } from './words/index.ts'
