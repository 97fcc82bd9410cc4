/** Statuses of support for the sample report: one of each, computed from components and version files as in a check. */
import { type LifecycleReport, lifecycleData, lifecycleOf, withUserData } from '../../lifecycle/index.ts'

export function sampleLifecycle(): LifecycleReport {
  const data = withUserData(lifecycleData, [
    {
      id: 'acme-rtos',
      name: 'Acme <RTOS>',
      source: 'https://example.org/support',
      cycles: [{ cycle: '4', supportEnds: '2026-01-31', securityEnds: '2029-01-31' }],
    },
  ])
  const runtimes = [
    { product: 'nodejs', version: '16.20', path: 'server/Dockerfile', line: 1 },
    { product: 'nodejs', version: '16.20', path: '.nvmrc', line: 1 },
    { product: 'acme-rtos', version: '4.2', path: 'firmware/west.yml', line: 12 },
    { product: 'postgresql', version: '17', path: 'compose.yaml', line: 8 },
    { product: 'go', version: '1.27.0', path: 'go.mod', line: 5 },
  ]
  return lifecycleOf({ components: [], runtimes }, data, '2026-11-22')
}
