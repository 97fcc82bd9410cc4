/** Chart.yaml, and requirements.yaml of Helm 2 (Helm, "Charts"): what a chart asks for. */
import type { Ecosystem } from '../ecosystem.ts'
import { helmCommon, isOfHelm, parseHelm } from '../read/helm.ts'

export const helmChart: Ecosystem = {
  ...helmCommon,
  id: 'helm-chart',
  files: ['Chart.yaml', 'requirements.yaml'],
  title: 'Chart of Helm',
  yieldsTo: ['Chart.lock', 'requirements.lock'],
  accepts: isOfHelm,
  recognised: 'by-content',
  parse: parseHelm,
}
