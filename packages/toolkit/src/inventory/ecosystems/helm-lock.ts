/** Chart.lock, and requirements.lock of Helm 2 (Helm, "Charts"): the resolved charts. */
import type { Ecosystem } from '../ecosystem.ts'
import { helmCommon, isOfHelm, parseHelm } from '../read/helm.ts'

export const helmLock: Ecosystem = {
  ...helmCommon,
  id: 'helm-lock',
  files: ['Chart.lock', 'requirements.lock'],
  title: 'Chart.lock of Helm',
  accepts: isOfHelm,
  parse: parseHelm,
}
