/** What a vulnerability says about the status of products must not contradict itself, its flags or its remediations. */
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { remediationsAgainstStatus, remediationsTogether } from '../facts/remediation-tables.ts'
import { children, has, type Node, quote, text } from '../node.ts'
import type { CsafView } from '../view.ts'
import { type StatusGroup, type Vulnerability, withStatus } from '../view-vulnerabilities.ts'

/** Flags whose label is a VEX justification: in both versions, all that the schema has. */
const justifications: ReadonlySet<string> = new Set([
  'component_not_present',
  'inline_mitigations_already_exist',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_not_present',
])

export const productStatus: readonly CsafTest[] = [
  { id: '6.1.6', title: 'Contradicting Product Status', versions: both, run: each(findContradictions) },
  {
    id: '6.1.29',
    title: 'Remediation without Product Reference',
    versions: both,
    run: each(({ node }) => findUnbound(node, 'remediations')),
  },
  {
    id: '6.1.32',
    title: 'Flag without Product Reference',
    versions: both,
    run: each(({ node }) => findUnbound(node, 'flags')),
  },
  {
    id: '6.1.33',
    title: 'Multiple Flags with VEX Justification Codes per Product',
    versions: both,
    run: each(findDoubleFlags),
  },
  {
    id: '6.1.35',
    title: 'Contradicting Remediations',
    versions: only21,
    run: each(findExclusiveRemediations),
  },
  {
    id: '6.1.36',
    title: 'Contradicting Product Status Remediation Combination',
    versions: only21,
    run: each((vulnerability, view) => findBadCombinations(vulnerability, view, 'prohibited')),
  },
  {
    id: '6.2.2',
    title: 'Missing Remediation',
    versions: both,
    run: each((vulnerability, view) => {
      const remedied = coveredBy(children(vulnerability.node, 'remediations'), view)
      return findUncovered(vulnerability, ['affected', 'under_investigation'], remedied)
    }),
  },
  {
    id: '6.2.3',
    title: 'Missing Metric',
    versions: both,
    run: each((vulnerability) => {
      const scored = vulnerability.metrics.flatMap(({ products }) => products.map((product) => product.text))
      return findUncovered(vulnerability, ['affected'], new Set(scored))
    }),
  },
  {
    id: '6.2.27',
    title: 'Discouraged Product Status Remediation Combination',
    versions: only21,
    run: each((vulnerability, view) => findBadCombinations(vulnerability, view, 'discouraged')),
  },
]

function each(
  run: (vulnerability: Vulnerability, view: CsafView) => Iterable<CsafFlaw>,
): (view: CsafView) => Iterable<CsafFlaw> {
  return function* (view) {
    for (const vulnerability of view.vulnerabilities) yield* run(vulnerability, view)
  }
}

function* findContradictions({ status }: Vulnerability): Iterable<CsafFlaw> {
  const first = new Map<string, StatusGroup>()
  for (const { item, group } of status) {
    if (group === undefined) continue
    const before = first.get(item.text)
    if (before === undefined) first.set(item.text, group)
    else if (before !== group)
      yield { path: item.path, message: `the product ${quote(item.text)} is also in the group ${before}` }
  }
}

function* findUnbound(vulnerability: Node, list: string): Iterable<CsafFlaw> {
  for (const item of children(vulnerability, list)) {
    const isBound = has(item, 'group_ids') || has(item, 'product_ids')
    if (!isBound)
      yield { path: item.path, message: 'neither product_ids nor group_ids say what this is about' }
  }
}

function* findDoubleFlags({ node }: Vulnerability, view: CsafView): Iterable<CsafFlaw> {
  const flagged = new Set<string>()
  for (const flag of children(node, 'flags')) {
    if (!justifications.has(text(flag, 'label') ?? '')) continue
    const products = view.productsOf(flag)
    const twice = [...products].find((product) => flagged.has(product))
    if (twice !== undefined)
      yield { path: flag.path, message: `the product ${quote(twice)} already has a justification` }
    for (const product of products) flagged.add(product)
  }
}

/** Categories by product: those that some remediation gives it. */
function* findExclusiveRemediations({ node }: Vulnerability, view: CsafView): Iterable<CsafFlaw> {
  const given = new Map<string, Set<string>>()
  for (const remediation of children(node, 'remediations')) {
    const category = text(remediation, 'category') ?? ''
    let clash: string | undefined
    for (const product of view.productsOf(remediation)) {
      const before = given.get(product) ?? new Set()
      const other = [...before].find((known) => remediationsTogether(known, category) === 'prohibited')
      if (other !== undefined) clash ??= `${category} contradicts ${other} for the product ${quote(product)}`
      given.set(product, before.add(category))
    }
    if (clash !== undefined) yield { path: remediation.path, message: clash }
  }
}

function* findBadCombinations(
  vulnerability: Vulnerability,
  view: CsafView,
  verdict: 'prohibited' | 'discouraged',
): Iterable<CsafFlaw> {
  const groupsOf = new Map<string, Set<StatusGroup | 'recommended'>>()
  for (const { item, group } of vulnerability.status) {
    groupsOf.set(item.text, (groupsOf.get(item.text) ?? new Set()).add(group ?? 'recommended'))
  }
  for (const remediation of children(vulnerability.node, 'remediations')) {
    const category = text(remediation, 'category') ?? ''
    for (const product of view.productsOf(remediation)) {
      const group = [...(groupsOf.get(product) ?? [])].find(
        (candidate) => remediationsAgainstStatus(category, candidate) === verdict,
      )
      if (group === undefined) continue
      yield {
        path: remediation.path,
        message: `${category} is ${verdict} for the product ${quote(product)}, whose status is ${group}`,
      }
      break
    }
  }
}

function coveredBy(items: readonly Node[], view: CsafView): ReadonlySet<string> {
  const found = new Set<string>()
  for (const item of items) for (const product of view.productsOf(item)) found.add(product)
  return found
}

function* findUncovered(
  vulnerability: Vulnerability,
  groups: readonly StatusGroup[],
  covered: ReadonlySet<string>,
): Iterable<CsafFlaw> {
  for (const { item } of withStatus(vulnerability, ...groups)) {
    if (!covered.has(item.text))
      yield { path: item.path, message: `there is none for the product ${quote(item.text)}` }
  }
}
