/** What an advisory is about and which evidence may speak for this component and this release. */
import { toTerms } from '../../words/analyse.ts'
import type { EvidenceText, VexRequest } from '../model.ts'
import { isTalk, sentencesOf } from '../reading.ts'

export interface Claim {
  readonly evidence: EvidenceText
  /** One sentence of it. */
  readonly text: string
}

export interface VexFacts {
  /** Purl with version. */
  readonly component: string
  /** Names of functions, types and switches that the advisory calls vulnerable. */
  readonly symbols: readonly string[]
  /** Terms of the advisory, for flaws that it describes without a name. */
  readonly terms: ReadonlySet<string>
  /** Sentences of this house on this release; talk and other releases left out. */
  readonly claims: readonly Claim[]
}

const noTerms: ReadonlySet<string> = new Set()
const everyday = new Set(
  'flaw vulnerability vulnerabilities attacker attackers crafted specially version versions release product component package library code data memory input network remote user users file files example lücke schwachstelle angreifer fehler version produkt komponente paket bibliothek code daten speicher eingabe netz nutzer datei dateien'
    .split(' ')
    .flatMap((word) => [...toTerms(word, 'en', noTerms), ...toTerms(word, 'de', noTerms)]),
)

export function readVexFacts(request: VexRequest): VexFacts {
  const { advisory, language, evidence } = request
  const guilty = advisory.summary.split(/[;.]\s+|[;.]$/).filter((clause) => !isExempt(clause))
  const symbols = [...new Set(guilty.flatMap(symbolsOf))]
  const terms = new Set(termsOf(guilty.join(' '), language))
  const claims = evidence
    .filter((one) => one.origin === 'own' && isAboutThis(one.text, request))
    .flatMap((one) => sentencesOf(one.text).map((text) => ({ evidence: one, text })))
  return { component: request.component, symbols, terms, claims }
}

function isExempt(clause: string): boolean {
  return /\b(?:not (?:affected|vulnerable)|unaffected|is safe|are safe|nicht (?:betroffen|verwundbar))\b/i.test(
    clause,
  )
}

/** `deepMerge()`, `deepMerge`, `deep_merge`, `Parser::read`, `WITH_TIFF`. */
function symbolsOf(text: string): readonly string[] {
  const written = text.match(/[A-Za-z_$][\w$]*(?:(?:\.|::|#|->)[A-Za-z_$][\w$]*)*(?:\(\))?/g) ?? []
  return written
    .filter((word) => /\(\)$|_|::|#|->|[a-z][A-Z]/.test(word) && word.length > 3)
    .map((word) => word.replace(/\(\)$/, ''))
}

function termsOf(text: string, language: VexRequest['language']): readonly string[] {
  return toTerms(text, language, noTerms).filter((term) => term.length > 3 && !everyday.has(term))
}

const elsewhere =
  /\b(?:(?:older|old|previous|earlier|former|last|prior) (?:release|version|build|firmware|product|year)s?|another (?:release|version|product|build|component|package|project)|other (?:release|version|product|component)s?|(?:next|planned|future|coming) (?:release|version|build)|(?:debug|development|dev|test|staging|nightly|internal) (?:build|image|release|version|firmware)|will be|frühere[nrsm]?|ältere[nrsm]?|vorige[nrsm]?|letzte[nrsm]? (?:release|version|jahr|stand)|andere[nrsm]? (?:release|version|produkt|komponente|paket)|künftig\w*|nächste[nrsm]?|geplant\w*)(?![\p{L}\p{N}])/iu

/** An analysis that does not exist, or that stopped early, says nothing. */
const missing =
  /\b(?:no|without(?: a| any)?|missing|kein(?:e|en)?|ohne|fehlt)\s+(?:\w+\s+){0,2}(?:call ?graph|sbom|file search|search|scan|build (?:log|record)|analysis|review|trace|test|aufrufgraph\w*|stückliste|suche|dateisuche|analyse|prüfung|bauprotokoll)\b|\b(?:aborted|skipped|timed out|permission denied|failed to (?:run|read|scan|build)|covers? only|limited to|excluding|not including|apart from|abgebrochen|übersprungen|beschränkt auf|ausgenommen)(?![\p{L}\p{N}])/iu

/** A number that is neither the component's nor the release's makes it evidence about something else. */
function isAboutThis(text: string, { component, release }: VexRequest): boolean {
  const own = `${component} ${release ?? ''}`
  const numbers = text.match(/(?<![\w.-])v?\d+(?:\.\d+)+[\w.-]*/gi) ?? []
  const isSame = numbers.every((number) => own.includes(number.replace(/^v|[.-]+$/gi, '')))
  const purls = text.match(/\bpkg:[^\s,;]+/gi) ?? []
  const isNamed = purls.every((purl) => component.startsWith(purl.replace(/[.:)]+$/, '')))
  return isSame && isNamed && !elsewhere.test(text) && !isTalk(text) && !missing.test(text)
}

/** The sentence is about what the advisory calls vulnerable: by its name, where it has one. */
export function isAboutFlaw(
  text: string,
  { symbols, terms }: VexFacts,
  language: VexRequest['language'],
): boolean {
  if (symbols.length > 0) return symbols.some((symbol) => hasWord(text, symbol))
  return termsOf(text, language).some((term) => terms.has(term))
}

export function hasWord(text: string, word: string): boolean {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text)
}
