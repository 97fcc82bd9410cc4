/** How evidence is read: as quotations, and with suspicion. */
import type { EvidenceText, ProposalRequest } from './model.ts'

const longest = 2000

/** Text that speaks to a tool instead of about a product, hides characters, or would act where it is shown. */
const addressing = [
  /\p{Cf}|(?![\n\r\t])\p{Cc}/u,
  /<\s*(?:!--|\/|script|div|span|img|iframe|style|a\s)|\bon(?:error|load|click)\s*=|javascript:|data:text|\]\(|\{\{/i,
  /\b(?:assistants?|assistent(?:en|in)?|chatbots?|language models?|sprachmodelle?|llms?|prompts?|instructions?|anweisung(?:en)?)\b/i,
  /\b(?:AI|KI)\b/,
  /\bsystem(?:[- ]?nachricht)?\s*:|\b(?:ignore|ignoriere|disregard|vergiss)\b/i,
  /\b(?:set|setze|change|ändere)\b.{0,20}\bstatus\b|\b(?:state|treat|behandle)\b.{0,20}\b(?:as|als)\b.{0,12}\b(?:fact|tatsache)\b/i,
  /\b(?:mark|markiere|accept|akzeptiere|approve|hide|verberge|conclude|schließe)\b.{0,30}\b(?:review|reviewer|proposal|vorschlag|finding|befund|vulnerabilit|as done|erledigt|cc0|mit\b)/i,
  /\b(?:must|shall|should|muss|soll)\s+(?:conclude|propose|answer|be concluded|schließen|vorschlagen|antworten)\b/i,
  /\b(?:tell|do not tell|sag|sage)\b.{0,12}\b(?:the|dem|der)\s+(?:user|reviewer|nutzer|prüfer)/i,
  /\b(?:not_affected|under_investigation|component_not_present|vulnerable_code_\w+|inline_mitigations_\w+)\b/i,
]

/** Ids or names of texts of the request that nothing may be drafted from. */
export function findUntrusted(request: ProposalRequest): readonly string[] {
  const { kind: _kind, language: _language, evidence, ...facts } = request
  const named = textsOf(facts).filter(({ text }) => isAddressing(text))
  const quoted = evidence.filter(({ text, source }) => isAddressing(text) || isAddressing(source))
  return [...named.map(({ name }) => name), ...quoted.map(({ id }) => id)]
}

export function isAddressing(text: string): boolean {
  return text.length > longest || addressing.some((pattern) => pattern.test(text))
}

interface NamedText {
  readonly name: string
  readonly text: string
}

function textsOf(value: unknown, name = ''): readonly NamedText[] {
  if (typeof value === 'string') return [{ name, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => [
    { name: 'name of a fact', text: Array.isArray(value) ? '' : key },
    ...textsOf(member, Array.isArray(value) ? name : key),
  ])
}

/** Words only: no markup, no address, one line. Made for text that others wrote. */
export function toPlain(text: string): string {
  return toLine(
    text.replace(/[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/gi, '…'),
  )
}

/** As `toPlain`, but an address that the person gave stays; it is shown as text. */
export function toLine(text: string): string {
  return text
    .replace(/[<>{}[\]`|\\*#\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** In the quotation marks that no text has left. */
export function quote(text: string): string {
  return `“${toPlain(text).replace(/[“”]/g, "'").replace(/\.$/, '')}”`
}

export function quoteAll(evidence: readonly EvidenceText[]): string {
  return evidence.map(({ text }) => quote(text)).join('; ')
}

/** Clauses of a text; a claim has to stand in one of them. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])\s+|;\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

const guess =
  /\b(?:i think|we think|i believe|we believe|guess\w*|probabl[ey]|perhaps|maybe|might|presum\w*|assum\w*|supposed\w*|suspect\w*|apparently|allegedly|seems?|should be (?:fine|ok|safe)|in my opinion|we hope|promis\w*|ich glaube|wir glauben|vermut\w*|wahrscheinlich|vielleicht|angeblich|anscheinend|wohl|meines wissens|scheint|nehmen? an|annahme|sollte (?:passen|reichen|gehen)|meinung)(?![\p{L}\p{N}])/iu

const open =
  /\b(?:unknown|not (?:yet )?(?:known|tested|checked|verified|analysed|analyzed|reviewed|measured|decided|covered)|untested|unverified|unclear|no (?:test|evidence|configuration|review|analysis)\b|could not be|cannot be (?:ruled out|excluded)|incomplete|not true|untrue|incorrect|refuted|disproved|retracted|outdated|superseded|mistaken|nobody (?:knows|checked|tested|looked)|unbekannt|nicht (?:bekannt|geprüft|getestet|untersucht|belegt|entschieden|festgelegt|geklärt)|ungeprüft|ungetestet|unklar|kein(?:e|en)? (?:test|prüfung|nachweis|beleg|analyse)\b|niemand (?:weiß|hat)|unvollständig|stimmt nicht|falsch|widerlegt|überholt|veraltet|irrtümlich|todo|tbd|nicht auszuschließen)(?![\p{L}\p{N}])/iu

const praise =
  /\b(?:marketing|advert\w*|brochure|sales|secure by design|werbung|prospekt|vertrieb|forum|blog|rumou?rs?|gerüchte?|hearsay)\b/i

/** It says of itself that it is a guess, or that nobody looked. */
export function isDoubtful(text: string): boolean {
  return guess.test(text) || open.test(text) || text.trim().endsWith('?')
}

/** Talk that proves nothing about a product. */
export function isTalk(text: string): boolean {
  return praise.test(text) || guess.test(text)
}

/** A value that says that there is no value. */
export function isOpen(text: string): boolean {
  return (
    text.trim() === '' ||
    isDoubtful(text) ||
    /^(?:-|\?+|n\/?a|none given|keine angabe|offen|open|undecided)$/i.test(text.trim())
  )
}

const denial =
  /\b(?:no|not|never|none|nothing|neither|nor|without|cannot|nicht|nie|niemals|ohne|weder|kein(?:e|en|er|em|es)?)(?![\p{L}\p{N}])|n['’]t\b/iu

export function denies(text: string): boolean {
  return denial.test(text)
}
