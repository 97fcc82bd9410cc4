/** A concluded license where files, headers and metadata agree; contradiction and silence are left to a person. */
import { formatLicenseExpression, parseLicenseExpression } from '../../../model/index.ts'
import { isSameExpression } from '../../../licenses/index.ts'
import type { Confidence, Drafted, EvidenceText, LicenseRequest } from '../model.ts'
import { isDoubtful, isTalk, quoteAll, toPlain } from '../reading.ts'
import { abstain, type Abstention } from './abstain.ts'
import { type Joint, jointOf } from './license-names.ts'
import { type LicenseSource, readSources } from './license-sources.ts'

const ask = {
  en: 'Which licence text or header does the shipped archive hold, and does it allow later versions?',
  de: 'Welcher Lizenztext oder welche Kopfzeile liegt im ausgelieferten Archiv, und gilt sie auch für spätere Versionen?',
}

const otherTerms =
  /\b(?:own (?:text|terms|licen[cs]e)|custom|proprietary|commercial use|non-?commercial|forbid\w*|prohibit\w*|all rights reserved|contradict\w*|differs?|conflict\w*|additional (?:terms|restriction)|modified (?:text|licen[cs]e)|removed from|eigene[rn]? (?:text|lizenz|bedingung)|verbiete\w*|untersagt|gewerbliche\w*|widerspr\w*|abweichend\w*|alle rechte vorbehalten|geänderte\w* (?:text|lizenz)|zusätzliche\w* (?:bedingung|beschränkung))/i

export function draftLicense(request: LicenseRequest): Drafted {
  const usable = request.evidence.filter(({ text }) => !isTalk(text))
  const stop = (reason: Abstention['reason']): Drafted =>
    abstain(request, { reason, ask, seen: request.evidence })
  if (usable.some(({ text }) => otherTerms.test(text))) return stop('CONTRADICTION')
  if (usable.some(({ text }) => isDoubtful(text))) return stop('DOUBT')
  const sources = readSources(usable)
  const main = sources.filter(({ kind }) => kind !== 'part')
  const joint = jointIn(usable)
  const files = main.filter(({ kind }) => kind !== 'metadata')
  const agreed = agree(main, joint) ?? outweighing(files, joint)
  if (agreed === undefined) return stop(main.length > 1 ? 'CONTRADICTION' : 'MISSING_FACT')
  if (files.length === 0 && usable.some(({ text }) => saysNothing.test(text))) return stop('MISSING_FACT')
  const whole = withParts(
    agreed,
    sources.filter(({ kind }) => kind === 'part'),
  )
  return whole === undefined ? stop('MISSING_FACT') : draft(request, { expression: whole, sources })
}

/** Somebody looked into the archive and found no terms there: metadata alone does not make up for it. */
const saysNothing =
  /\b(?:no|without(?: a)?|kein(?:e|en)?|ohne)\b.{0,30}\b(?:files?|headers?|licen[cs]e text|texts?|datei(?:en)?|kopfzeilen?|lizenztext)\b/i

/** How the authors say that several belong together; two ways of saying it are none. */
function jointIn(evidence: readonly EvidenceText[]): Joint {
  const said = new Set(evidence.map(({ text }) => jointOf(text)).filter((joint) => joint !== 'unclear'))
  const [only] = said
  return said.size === 1 && only !== undefined ? only : 'unclear'
}

/** One expression that each source may mean. */
function agree(main: readonly LicenseSource[], joint: Joint): string | undefined {
  const readings = main.map((source) => meaningsOf(source, joint))
  const [first, ...rest] = readings
  if (first === undefined) return undefined
  const common = first.filter((one) => rest.every((reading) => reading.some((other) => isSame(one, other))))
  const [only] = common
  const hasException = main.some(({ text }) => /\bexception\b|\bausnahme\b/i.test(text))
  if (common.length !== 1 || only === undefined) return undefined
  return hasException && !only.includes(' WITH ') ? undefined : only
}

/** A license file and headers that agree outweigh metadata that says something else. */
function outweighing(files: readonly LicenseSource[], joint: Joint): string | undefined {
  const kinds = new Set(files.map(({ kind }) => kind))
  return kinds.has('file') && kinds.has('header') ? agree(files, joint) : undefined
}

/** Several licenses are joined only by a word that joins them; a slash or two files do not say how. */
function meaningsOf({ named, joint }: LicenseSource, elsewhere: Joint): readonly string[] {
  const [first] = named
  if (named.length === 1 && first !== undefined) return first
  if (named.some((one) => one.length !== 1)) return []
  const ids = named.map(([id]) => id ?? '')
  const by = joint === 'unclear' ? elsewhere : joint
  return by === 'unclear' ? [] : joined(ids, by === 'or' ? 'OR' : 'AND')
}

/** A part that is shipped has to be kept as well; one of which that is not said is not decided here. */
function withParts(main: string, parts: readonly LicenseSource[]): string | undefined {
  let whole = main
  for (const { named, text, evidence } of parts) {
    if (
      /\b(?:not shipped|not (?:part of|in) the (?:archive|release)|nicht (?:ausgeliefert|im archiv|enthalten))\b/i.test(
        evidence.text,
      )
    )
      continue
    const [only] = named
    const isShipped =
      /\b(?:shipped|same archive|included|in the (?:archive|release|bundle)|distributed|ausgeliefert|im (?:selben )?archiv|enthalten|mitgeliefert|verteilt)\b/i.test(
        `${text} ${evidence.text}`,
      )
    if (named.length !== 1 || only?.length !== 1 || !isShipped) return undefined
    const [id = ''] = only
    if (!isSame(whole, id)) whole = joined([whole, id], 'AND')[0] ?? whole
  }
  return whole
}

function joined(ids: readonly string[], operator: 'AND' | 'OR'): readonly string[] {
  const parsed = parseLicenseExpression(
    ids.map((id) => (/ (?:AND|OR) /.test(id) ? `(${id})` : id)).join(` ${operator} `),
  )
  return parsed.ok ? [formatLicenseExpression(parsed.value)] : []
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [parseLicenseExpression(a), parseLicenseExpression(b)]
  return left.ok && right.ok && isSameExpression(left.value, right.value) === true
}

function draft(
  request: LicenseRequest,
  { expression, sources }: { readonly expression: string; readonly sources: readonly LicenseSource[] },
): Drafted {
  const ids = new Set(sources.map(({ evidence }) => evidence.id))
  const by = request.evidence.filter(({ id }) => ids.has(id))
  const component = toPlain(request.component)
  return {
    outcome: 'propose',
    value: { kind: 'license', expression },
    text:
      request.language === 'en'
        ? `Proposed for ${component}: ${expression}. It rests on: ${quoteAll(by)}.`
        : `Vorschlag für ${component}: ${expression}. Grundlage: ${quoteAll(by)}.`,
    evidence: by.map(({ id }) => id),
    confidence: confidenceOf(sources),
    passages: [],
  }
}

/** Metadata that no file bears out is the author's word alone. */
function confidenceOf(sources: readonly LicenseSource[]): Confidence {
  const kinds = new Set(sources.map(({ kind }) => kind))
  if (!kinds.has('file') && !kinds.has('header')) return 'low'
  return kinds.size > 1 ? 'high' : 'medium'
}
