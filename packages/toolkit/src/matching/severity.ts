/** How bad a group is: every rating that a source gave, kept apart; the highest score names the level, else the highest word. */
import { compareCodeUnits } from '../base/index.ts'
import {
  type AdvisoryClaim,
  scoreCvss,
  type Severity,
  type SeverityLevel,
  type SeverityVector,
} from '../model/index.ts'

export interface GroupSeverity {
  readonly severity: readonly Severity[]
  readonly level: SeverityLevel
  readonly score?: number
}

/**
 * Null is not zero: without a rating the level is `unknown`; known malicious code is `critical` whatever is missing.
 * A word gives a level only where no source gives a score, and never a score.
 */
export function rateGroup(claims: readonly AdvisoryClaim[]): GroupSeverity {
  const severity = collectRatings(claims)
  const scores = severity.flatMap((item) => (item.score === undefined ? [] : [item.score]))
  const score = scores.length === 0 ? undefined : Math.max(...scores)
  const isMalicious = claims.some((claim) => claim.isMalicious)
  const level = isMalicious ? 'critical' : score === undefined ? levelOfWords(severity) : levelOf(score)
  return { severity, level, ...(score === undefined ? {} : { score }) }
}

/** CVSS qualitative scale (CVSS 3.1 section 5, CVSS 4.0 section 6). */
export function levelOf(score: number | undefined): SeverityLevel {
  if (score === undefined) return 'unknown'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

/**
 * Table of data: what words of the sources mean on the scale of CVSS. GHSA and npm (moderate), Red Hat, SUSE and Amazon
 * (important, moderate), Fedora (urgent), Ubuntu (negligible), Debian (unimportant). A word that stands for "not rated yet" is none of them.
 */
const levelOfWord: ReadonlyMap<string, SeverityLevel> = new Map([
  ['critical', 'critical'],
  ['urgent', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['medium', 'medium'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['minor', 'low'],
  ['negligible', 'low'],
  ['unimportant', 'low'],
  ['none', 'none'],
])

/** Highest first. */
const levels: readonly SeverityLevel[] = ['critical', 'high', 'medium', 'low', 'none']

/** Undefined for a word that is no rating. */
export function findLevelOfWord(word: string): SeverityLevel | undefined {
  return levelOfWord.get(word.trim().toLowerCase())
}

function levelOfWords(severity: readonly Severity[]): SeverityLevel {
  const said = severity.flatMap(({ word }) => (word === undefined ? [] : (findLevelOfWord(word) ?? [])))
  return levels.find((level) => said.includes(level)) ?? 'unknown'
}

function collectRatings(claims: readonly AdvisoryClaim[]): readonly Severity[] {
  const seen = new Map<string, Severity>()
  for (const { source, severity } of claims)
    for (const rating of severity) {
      const item = toSeverity(source, rating)
      if (item !== undefined) seen.set(`${source}\0${item.vector}\0${item.score}\0${item.word}`, item)
    }
  return [...seen].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, item]) => item)
}

/** Undefined for what is no rating: a bare 0, which feeds write for "not rated", and numbers of another scale. */
function toSeverity(source: string, { type, score: text }: SeverityVector): Severity | undefined {
  const scored = scoreCvss(text)
  if (scored.ok) return { source, vector: text, score: scored.value.score }
  if (/^-?\d/.test(text)) {
    const score = isCvss.test(type) && /^\d{1,2}(?:\.\d+)?$/.test(text) ? Number(text) : 0
    return score > 0 && score <= 10 ? { source, vector: '', score } : undefined
  }
  // A vector that breaks the standard has no score, and is no word either.
  return type !== 'QUALITATIVE' && /[:/]/.test(text)
    ? { source, vector: text }
    : { source, vector: '', word: text }
}

/** RubySec `cvss_v3`, VulnerableCode `cvssv3.1`, OSV `CVSS_V3`; Photon's scores are those of CVSS. */
const isCvss = /^(?:cvss|photon)/i
