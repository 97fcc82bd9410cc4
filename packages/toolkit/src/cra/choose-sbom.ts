/** Shared by the SBOM signals: which document speaks for the product, and whose work it is. */
import type { SbomDocument } from './sbom-document.ts'
import { type Observation, reasonWithout, type SignalInput, toSignalResult } from './signal.ts'
import type { SignalResult } from './status.ts'
import { type Message, say } from './say.ts'

/**
 * `manufacturer`: lies in the tree as the manufacturer keeps it. `tool`: this tool's own output that nobody committed,
 * which proves nothing about how the manufacturer works.
 */
export type SbomOrigin = 'manufacturer' | 'tool'

export function originOf(input: SignalInput, document: SbomDocument): SbomOrigin {
  const isOurs = document.header.tools.some((tool) => /^occtet(\b|-)/i.test(tool))
  return isOurs && input.history?.lastChange(document.path) === undefined ? 'tool' : 'manufacturer'
}

/** The shallowest one of the manufacturer that can be read, else the shallowest that cannot. */
export function chooseSbom(input: SignalInput): SbomDocument | undefined {
  const own = (input.sboms ?? []).filter((document) => originOf(input, document) === 'manufacturer')
  return own.find((document) => document.problem === undefined) ?? own[0]
}

/** Runs the look at the chosen document; unknown with a reason where there is none that can be read. */
export function withSbom(
  id: string,
  input: SignalInput,
  look: { readonly facts: Observation['facts']; readonly on: (document: SbomDocument) => Observation },
): SignalResult {
  const document = chooseSbom(input)
  if (document !== undefined && document.problem === undefined) return toSignalResult(id, look.on(document))
  const unknown = { state: 'unknown', facts: look.facts } as const
  if (document !== undefined) {
    const reason = say`${document.path}: ${document.problem ?? ''}`
    const statement = say`${document.path} could not be read.`
    return toSignalResult(id, { ...unknown, statement, reason, evidence: [placeOf(document)] })
  }
  const reason =
    input.sboms === undefined
      ? reasonWithout(input, 'sboms')
      : say`there is no SBOM of the manufacturer in the tree`
  return toSignalResult(id, {
    ...unknown,
    statement: say`Nothing can be said about an SBOM of the manufacturer.`,
    reason,
  })
}

export function placeOf(document: SbomDocument): { readonly path: string; readonly line: number } {
  return { path: document.path, line: 1 }
}

/** `12 of 40 (30 %)`; rounded down, so that 100 % means all. */
export function share(part: number, whole: number): Message {
  return say`${part} of ${whole} (${whole === 0 ? 0 : Math.floor((part * 100) / whole)} %)`
}

/** To three decimals, rounded down: one means all. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 1000) / whole) / 1000
}
