/** Documents made from results: the report page, the terminal summary, and SARIF. */
export type { ReportInput } from './input.ts'
export { renderReport } from './report/render.ts'
export { formatSarif, type SarifInput } from './sarif.ts'
export { formatSummary, type SummaryOptions } from './summary/format-summary.ts'
