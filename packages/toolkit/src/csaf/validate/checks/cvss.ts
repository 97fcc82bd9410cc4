/** CVSS objects: valid, rightly computed, one per version, source and product, and zero where a product is fixed. */
import type { CvssScore } from '../../../model/index.ts'
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import {
  type CvssMember,
  cvssMembers,
  findContradictions,
  scoreVector,
  scoreWhole,
  versionOfCvss,
} from '../facts/cvss.ts'
import { validate as validateV2 } from '../generated/cvss-2.0.js'
import { validate as validateV30 } from '../generated/cvss-3.0.js'
import { validate as validateV31 } from '../generated/cvss-3.1.js'
import { validate as validateV4 } from '../generated/cvss-4.0.js'
import { child, has, type Node, quote, text } from '../node.ts'
import { type SchemaValidator, toFlaws } from '../schema.ts'
import type { CsafView } from '../view.ts'
import { type Metric, type Vulnerability, withStatus } from '../view-vulnerabilities.ts'

interface Cvss {
  readonly member: CvssMember
  readonly node: Node
  readonly metric: Metric
}

export const cvss: readonly CsafTest[] = [
  {
    id: '6.1.7',
    title: 'Multiple Scores with Same Version per Product',
    versions: both,
    *run(view) {
      for (const vulnerability of view.vulnerabilities) yield* findDoubleScores(vulnerability)
    },
  },
  {
    id: '6.1.8',
    title: 'Invalid CVSS',
    versions: both,
    *run(view) {
      for (const { member, node } of allCvss(view))
        yield* toFlaws(validatorOf(member, node)(node.fields), node.path)
    },
  },
  {
    id: '6.1.9',
    title: 'Invalid CVSS Computation',
    versions: both,
    *run(view) {
      for (const found of allCvss(view)) yield* findWrongScores(found)
    },
  },
  {
    id: '6.1.10',
    title: 'Inconsistent CVSS',
    versions: both,
    *run(view) {
      for (const { member, node } of allCvss(view)) {
        for (const { property, given, metric, inVector } of findContradictions(member, node)) {
          const message = `${property} is ${quote(given)}, but the vector says ${quote(`${metric}:${inVector}`)}`
          yield { path: `${node.path}/${property}`, message }
        }
      }
    },
  },
  {
    id: '6.2.19',
    title: 'CVSS for Fixed Products',
    versions: both,
    *run(view) {
      for (const vulnerability of view.vulnerabilities) yield* findScoredFixes(vulnerability)
    },
  },
  {
    id: '6.3.1',
    title: 'Use of CVSS v2 As the Only Scoring System',
    versions: both,
    *run(view) {
      for (const { metrics } of view.vulnerabilities) yield* findOnlyV2(metrics)
    },
  },
  {
    id: '6.3.2',
    title: 'Use of CVSS v3.0',
    versions: both,
    *run(view) {
      for (const { member, node } of allCvss(view)) {
        const isOld = member === 'cvss_v3' && versionOfCvss(member, node) === '3.0'
        if (isOld) yield { path: `${node.path}/version`, message: 'CVSS 3.0 is used; 3.1 took its place' }
      }
    },
  },
  {
    id: '6.3.12',
    title: 'Missing CVSS v4.0',
    versions: only21,
    *run(view) {
      for (const vulnerability of view.vulnerabilities) yield* findMissingV4(vulnerability)
    },
  },
]

function* allCvss({ vulnerabilities }: CsafView): Iterable<Cvss> {
  for (const { metrics } of vulnerabilities) yield* metrics.flatMap(cvssOf)
}

export function cvssOf(metric: Metric): readonly Cvss[] {
  return cvssMembers
    .filter((member) => has(metric.content, member))
    .map((member) => ({ member, node: child(metric.content, member), metric }))
}

function* findDoubleScores({ metrics }: Vulnerability): Iterable<CsafFlaw> {
  const seen = new Set<string>()
  for (const { member, node, metric } of metrics.flatMap(cvssOf)) {
    const version = versionOfCvss(member, node)
    const keys = metric.products.map(({ text: product }) =>
      [product, version, metric.source ?? ''].join('\0'),
    )
    const twice = keys.findIndex((key) => seen.has(key))
    if (twice >= 0) {
      const product = quote(metric.products[twice]?.text ?? '')
      yield { path: node.path, message: `the product ${product} already has a score of CVSS ${version}` }
    }
    for (const key of keys) seen.add(key)
  }
}

function validatorOf(member: CvssMember, node: Node): SchemaValidator {
  if (member === 'cvss_v2') return validateV2
  if (member === 'cvss_v4') return validateV4
  return versionOfCvss(member, node) === '3.0' ? validateV30 : validateV31
}

/**
 * What the schema already refuses has no score to compare. The vector decides; but a value that follows from vector
 * and properties together is right as well, because 4.0 has one score for all that is known.
 */
function* findWrongScores({ member, node }: Cvss): Iterable<CsafFlaw> {
  if (validatorOf(member, node)(node.fields).length > 0 && !isReadable(node)) return
  const readings = [scoreVector(node), scoreWhole(member, node)].flatMap((score) => score ?? [])
  if (readings.length === 0) {
    const path = `${node.path}/vectorString`
    if (isReadable(node)) yield { path, message: 'the vector is not valid, so no score follows from it' }
    return
  }
  const kinds: readonly ScoreKind[] = member === 'cvss_v4' ? ['base'] : ['base', 'temporal', 'environmental']
  for (const kind of kinds) {
    const right = readings.map((score) => scoreOf(score, kind))
    yield* compareScore(node, kind, right)
  }
}

type ScoreKind = 'base' | 'temporal' | 'environmental'

/** Without metrics of a group, its score is that of the group before it. */
function scoreOf(score: CvssScore, kind: ScoreKind): number {
  if (score.version === '4.0') return score.score
  if (kind === 'base') return score.base
  const temporal = score.temporal ?? score.base
  return kind === 'temporal' ? temporal : (score.environmental ?? temporal)
}

function* compareScore(node: Node, kind: ScoreKind, right: readonly number[]): Iterable<CsafFlaw> {
  const given = node.fields[`${kind}Score`]
  const path = `${node.path}/${kind}`
  if (typeof given === 'number' && !right.includes(given))
    yield { path: `${path}Score`, message: `${given} is given, ${right[0] ?? ''} follows from the vector` }
  const severity = text(node, `${kind}Severity`)
  const expected = typeof given === 'number' && right.includes(given) ? [given] : right
  if (severity !== undefined && !expected.map(severityOf).includes(severity.toUpperCase()))
    yield { path: `${path}Severity`, message: `${quote(severity)} is given for ${expected[0] ?? ''}` }
}

/** Says which version it is: others are refused by their schema, and nothing is known about their scores. */
function isReadable(node: Node): boolean {
  const vector = text(node, 'vectorString')
  return vector !== undefined && ['2.0', '3.0', '3.1', '4.0'].includes(text(node, 'version') ?? '')
}

/** Qualitative severity rating scale (3.1 section 5, 4.0 section 6). */
function severityOf(score: number): string {
  if (score >= 9) return 'CRITICAL'
  if (score >= 7) return 'HIGH'
  if (score >= 4) return 'MEDIUM'
  return score > 0 ? 'LOW' : 'NONE'
}

function* findScoredFixes(vulnerability: Vulnerability): Iterable<CsafFlaw> {
  const scored = new Map<string, string>()
  for (const found of vulnerability.metrics.flatMap(cvssOf)) {
    if (isZero(found)) continue
    for (const { text: product } of found.metric.products) {
      if (!scored.has(product)) scored.set(product, found.node.path)
    }
  }
  for (const { item } of withStatus(vulnerability, 'fixed')) {
    const where = scored.get(item.text)
    if (where !== undefined)
      yield {
        path: item.path,
        message: `the fixed product ${quote(item.text)} has a score above zero at ${where}`,
      }
  }
}

/** Of 2.x and 3.x the environmental score counts, of 4.0 the whole one. */
function isZero({ member, node }: Cvss): boolean {
  if (node.fields['environmentalScore'] === 0) return true
  const score = scoreWhole(member, node)
  if (score === undefined) return false
  return (member === 'cvss_v4' ? score.score : (score.environmental ?? score.temporal ?? score.base)) === 0
}

function* findOnlyV2(metrics: readonly Metric[]): Iterable<CsafFlaw> {
  const others = new Set(
    metrics
      .filter(({ content }) =>
        Object.keys(content.fields).some((key) => key !== 'cvss_v2' && key !== 'products'),
      )
      .flatMap(({ products }) => products.map((product) => product.text)),
  )
  for (const { content, products } of metrics) {
    if (!has(content, 'cvss_v2')) continue
    const alone = products.find((product) => !others.has(product.text))
    if (alone !== undefined)
      yield {
        path: `${content.path}/cvss_v2`,
        message: `CVSS 2.0 is the only score of the product ${quote(alone.text)}`,
      }
  }
}

/** A product of any CVSS object, and any affected one, needs a score of 4.0. */
function* findMissingV4(vulnerability: Vulnerability): Iterable<CsafFlaw> {
  const found = vulnerability.metrics.flatMap(cvssOf)
  const productsOf = (list: readonly Cvss[]): ReadonlySet<string> =>
    new Set(list.flatMap(({ metric }) => metric.products.map((product) => product.text)))
  const withV4 = productsOf(found.filter(({ member }) => member === 'cvss_v4'))
  const withAny = productsOf(found)
  for (const metric of new Set(found.map((each) => each.metric))) {
    const missing = metric.products.find((product) => !withV4.has(product.text))
    if (missing !== undefined)
      yield { path: metric.content.path, message: `no CVSS 4.0 for the product ${quote(missing.text)}` }
  }
  for (const { item } of withStatus(vulnerability, 'affected')) {
    if (!withAny.has(item.text))
      yield { path: item.path, message: `no CVSS for the affected product ${quote(item.text)}` }
  }
}
