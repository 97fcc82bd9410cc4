/** EPSS, KEV and SSVC of a flaw for people, each with its date. */
import type { Explanation } from '@occtet/toolkit/matching'
import { fold } from './layout.ts'

export type FlawSignal = Explanation['signals'][number]

export function formatSignals(signals: readonly FlawSignal[]): string {
  if (signals.length === 0) return 'Signals: no EPSS, KEV or SSVC is loaded for these ids\n'
  const rows = signals.map((signal) => {
    const of = signal.date === undefined ? '' : `, of ${signal.date.slice(0, 10)}`
    return fold(`  ${labels[signal.kind]}`, `${describe(signal)} (${signal.id}, ${signal.source}${of})`, {
      indent: 8,
    })
  })
  // Two files of one catalogue say the same.
  return `Signals\n${[...new Set(rows)].join('')}`
}

const labels: Readonly<Record<FlawSignal['kind'], string>> = { epss: 'EPSS', kev: 'KEV', ssvc: 'SSVC' }

function describe(signal: FlawSignal): string {
  switch (signal.kind) {
    case 'epss':
      return `${signal.score}, higher than ${Math.round(signal.percentile * 1000) / 10} % of all`
    case 'kev': {
      const added = signal.added === undefined ? '' : `, listed since ${signal.added.slice(0, 10)}`
      const due = signal.due === undefined ? '' : `, due ${signal.due.slice(0, 10)}`
      return `known to be exploited, catalogue ${signal.catalogue}${added}${due}`
    }
    case 'ssvc':
      return `exploitation ${signal.exploitation}, automatable ${signal.automatable}, technical impact ${signal.technicalImpact}`
    default:
      return signal satisfies never
  }
}
