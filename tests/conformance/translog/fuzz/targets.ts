/** Every parser of untrusted input of the ledger. A new one adds its target here, and is fuzzed in CI and in the soak run. */
import { attestationTargets } from './attestation-targets.ts'
import { eventTargets } from './event-targets.ts'
import { ledgerTargets } from './ledger-targets.ts'
import type { FuzzTarget } from './target.ts'
import { translogTargets } from './translog-targets.ts'
import { witnessTargets } from './witness-targets.ts'

export const targets: readonly FuzzTarget[] = [
  ...translogTargets,
  ...ledgerTargets,
  ...eventTargets,
  ...witnessTargets,
  ...attestationTargets,
]
