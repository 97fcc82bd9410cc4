/** The records, or the package itself, name systems and processors, and the product is released for none of them. */
import type { Finding } from '../../model/index.ts'
import { notAffected, quoted } from './draft.ts'
import { isMarkerFalse } from './markers.ts'
import type { AdvisoryFacts, ComponentFacts, Confidence, Draft, ProposalEvidence, Proposer } from './model.ts'
import { isNarrow, type Platform, toPlatforms, toProcessors, toSystem, toSystems } from './platforms.ts'

/** Needs all platforms of the product: one that is forgotten in the profile makes the proposal wrong, so it is shown. */
export const platformMismatch: Proposer = {
  kind: 'platform-mismatch',
  propose(finding, { product, advisory, component }) {
    const platforms = toPlatforms(product?.platforms ?? [])
    if (platforms === undefined || finding.isMalicious) return undefined
    const shown: ProposalEvidence = {
      text: `the product is released for ${(product?.platforms ?? []).map(quoted).join(', ')} and nothing else, by its profile`,
    }
    const reason = byInstallation(finding, component, platforms) ?? byRecords(advisory, platforms)
    return reason === undefined ? undefined : draft(reason, shown)
  },
}

interface Reason {
  readonly message: string
  readonly evidence: ProposalEvidence
  readonly isInstalled: boolean
  readonly confidence: Confidence
}

/** The package manager does not install it there at all. */
function byInstallation(
  finding: Finding,
  facts: ComponentFacts | undefined,
  platforms: readonly Platform[],
): Reason | undefined {
  if (facts === undefined) return undefined
  const { os, cpu, marker } = facts
  const reason = { isInstalled: false, confidence: 'high' } as const
  const limits = [...(os ?? []), ...(cpu ?? [])].map(quoted).join(', ')
  if (platforms.every((platform) => isShutOut(os, platform, 'os') || isShutOut(cpu, platform, 'arch')))
    return {
      ...reason,
      message: `The package can be installed for ${limits} only, which the product is not released for.`,
      evidence: { text: `the package limits its installation to ${limits}`, ...placeOf(facts) },
    }
  // Another package may ask for it without the marker.
  const isAlone = finding.paths.length > 0 && finding.paths.every((path) => path.length === 1)
  if (marker !== undefined && isAlone && platforms.every((platform) => isMarkerFalse(marker, platform)))
    return {
      ...reason,
      message: `The requirement holds only where ${quoted(marker)}, which is nowhere among the platforms of the product.`,
      evidence: { text: `the marker ${quoted(marker)} is false there`, ...placeOf(facts) },
    }
  return undefined
}

function placeOf({ component }: ComponentFacts): Partial<ProposalEvidence> {
  const [first] = component.evidence
  return first === undefined ? {} : { path: first.path, line: first.line }
}

/** npm: `["darwin"]`, `["!win32"]`; names that are not known let everything in. */
function isShutOut(limits: readonly string[] | undefined, platform: Platform, part: 'os' | 'arch'): boolean {
  const own = platform[part]
  if (limits === undefined || limits.length === 0 || own === undefined) return false
  const toNames = part === 'os' ? toSystems : toProcessors
  const barred = limits.filter((limit) => limit.startsWith('!')).map((limit) => limit.slice(1))
  if (barred.some((limit) => toNames([limit])?.has(own) === true && isExact(limit, own, part))) return true
  const admitted = limits.filter((limit) => !limit.startsWith('!'))
  const names = toNames(admitted)
  return admitted.length > 0 && names !== undefined && !names.has(own)
}

function isExact(limit: string, own: string, part: 'os' | 'arch'): boolean {
  return part === 'arch' || toSystem(limit) === own
}

/** Systems and processors bind together: it is affected only where both are named ones (Go and RustSec records). */
function byRecords(advisory: AdvisoryFacts | undefined, platforms: readonly Platform[]): Reason | undefined {
  if (advisory === undefined) return undefined
  const { os, arch, text } = advisory
  if (os === undefined && arch === undefined) return text === undefined ? undefined : byText(text, platforms)
  const systems = os === undefined ? undefined : toSystems(os)
  const processors = arch === undefined ? undefined : toProcessors(arch)
  const isOutside = ({ os: own, arch: processor }: Platform): boolean =>
    (systems !== undefined && !systems.has(own)) ||
    (processors !== undefined && processor !== undefined && !processors.has(processor))
  if (!platforms.every(isOutside)) return undefined
  const named = [...(os ?? []), ...(arch ?? [])].map(quoted).join(', ')
  return {
    isInstalled: true,
    confidence: 'high',
    message: `The records name ${named} only, and the product is not released for that.`,
    evidence: { text: `the records name ${named} as affected` },
  }
}

const systemWord = '(windows|macos|mac os x|os x|linux|android|ios|freebsd|openbsd|netbsd|solaris|aix)'
const only = [
  new RegExp(
    `\\b(?:on|under|for|affects|affecting) ${systemWord}(?: systems?| hosts?| platforms?)? only\\b`,
    'i',
  ),
  new RegExp(`\\bonly (?:on|under|affects|when running on|for) ${systemWord}\\b`, 'i'),
  new RegExp(`\\b${systemWord}[- ]only\\b`, 'i'),
]
const anySystem = new RegExp(`\\b${systemWord}\\b`, 'gi')
/** Words of texts that speak of more than the machine which runs the package. */
const elsewhere =
  /\b(?:any|all|every|other|whatever|regardless|remote|clients?|users?'?|downloads?|unpacks?|unzips?|extracts? (?:it|them)|victims?|opens?|especially|particularly|mainly|mostly|not only|also|except|unless|older|e\.g\.|such as)\b/i
const narrowOnly =
  /\b32[- ]?bit (?:platforms?|systems?|architectures?|targets?|machines?)? ?only\b|\bonly (?:on|affects) 32[- ]?bit\b/i

/** A sentence of a person: read narrowly, and never more than likely. */
function byText(text: string, platforms: readonly Platform[]): Reason | undefined {
  if (text.length > 20_000 || elsewhere.test(text)) return undefined
  const reason = { isInstalled: true, confidence: 'medium' } as const
  const named = new Set((text.match(anySystem) ?? []).map(plainName))
  if (narrowOnly.test(text) && named.size === 0) {
    if (!platforms.every(({ arch }) => arch !== undefined && !isNarrow(arch))) return undefined
    const message = 'The text of the records limits the flaw to 32-bit platforms, and the product has none.'
    return { ...reason, message, evidence: { text: 'the text says: 32-bit only' } }
  }
  const found = only.map((pattern) => pattern.exec(text)?.[1]).find((word) => word !== undefined)
  if (found === undefined || named.size !== 1) return undefined
  const systems = toSystems([plainName(found)])
  if (systems === undefined || platforms.some(({ os }) => systems.has(os))) return undefined
  return {
    ...reason,
    message: `The text of the records limits the flaw to ${found}, and the product is not released for that.`,
    evidence: { text: `the text says: ${found} only; no field of the records says so` },
  }
}

function plainName(word: string): string {
  const name = word.toLowerCase()
  return name === 'mac os x' || name === 'os x' ? 'macos' : name
}

function draft({ isInstalled, confidence, message, evidence }: Reason, shown: ProposalEvidence): Draft {
  return {
    verdict: isInstalled
      ? notAffected(
          'vulnerable_code_not_present',
          'The flaw concerns platforms that the product is not released for.',
        )
      : notAffected(
          'component_not_present',
          'The package is not installed on the platforms that the product is released for.',
        ),
    confidence,
    message,
    evidence: [evidence, shown],
  }
}
