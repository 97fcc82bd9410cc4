/** Documents made from results: the report page and the terminal summary. */
export type { ReportInput } from './input.ts'
export { renderReport } from './report/render.ts'
