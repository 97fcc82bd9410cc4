/** The qualitative severity rating, which 2.1 allows for those who have no CVSS vector. */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { canonicalUrls } from '../facts/canonical-url.ts'
import { has, quote } from '../node.ts'
import type { CsafView } from '../view.ts'
import type { Metric, Vulnerability } from '../view-vulnerabilities.ts'
import { cvssOf } from './cvss.ts'

const member = 'qualitative_severity_rating'

export const severityRating: readonly CsafTest[] = [
  {
    id: '6.1.56',
    title: 'Use of CVSS and Qualitative Severity Rating',
    versions: only21,
    *run(view) {
      for (const vulnerability of view.vulnerabilities) yield* findBothKinds(vulnerability)
    },
  },
  {
    id: '6.2.47',
    title: 'Use of Qualitative Severity Rating by Issuing Party',
    versions: only21,
    *run(view) {
      const own = new Set(canonicalUrls(view))
      for (const { content, source } of ratings(view)) {
        if (source === undefined || own.has(source))
          yield {
            path: `${content.path}/${member}`,
            message: 'the issuing party gives a word instead of a score',
          }
      }
    },
  },
  {
    id: '6.3.18',
    title: 'Use of Qualitative Severity Rating',
    versions: only21,
    *run(view) {
      for (const { content } of ratings(view))
        yield {
          path: `${content.path}/${member}`,
          message: 'a word says nothing about what it was judged by',
        }
    },
  },
]

function ratings({ vulnerabilities }: CsafView): readonly Metric[] {
  return vulnerabilities.flatMap(({ metrics }) => metrics.filter(({ content }) => has(content, member)))
}

function* findBothKinds({ metrics }: Vulnerability): Iterable<CsafFlaw> {
  const scored = new Set(metrics.filter((metric) => cvssOf(metric).length > 0).flatMap(toKeys))
  for (const metric of metrics) {
    if (!has(metric.content, member)) continue
    const at = toKeys(metric).findIndex((key) => scored.has(key))
    const product = metric.products[at]
    if (product !== undefined)
      yield {
        path: `${metric.content.path}/${member}`,
        message: `the same source also gives a CVSS for the product ${quote(product.text)}`,
      }
  }
}

function toKeys({ products, source }: Metric): readonly string[] {
  return products.map((product) => `${product.text}\0${source ?? ''}`)
}
