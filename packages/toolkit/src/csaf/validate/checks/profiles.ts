/** Profiles: what a document of a certain category must and must not have (section 4, tests 6.1.26 and 6.1.27). */
import { both, type CsafFlaw, type CsafTest, type Heading, only21 } from '../csaf-test.ts'
import type { CsafVersion } from '../csaf-version.ts'
import { children, child, has, type Node, quote, text } from '../node.ts'
import type { CsafView } from '../view.ts'
import type { Vulnerability } from '../view-vulnerabilities.ts'

type Categories = Readonly<Record<CsafVersion, readonly string[]>>

/** Data: the categories of each test, without their prefix `csaf_`. */
function categories(of20: string, of21 = of20): Categories {
  const split = (names: string): readonly string[] =>
    names === '' ? [] : names.split(' ').map((name) => `csaf_${name}`)
  return { '2.0': split(of20), '2.1': split(of21) }
}

const advisories = categories('security_advisory vex', 'security_advisory vex deprecated_security_advisory')
const notices = categories('informational_advisory security_incident_response')
const ended = categories('', 'withdrawn superseded')

export const profiles: readonly CsafTest[] = [
  profile(['6.1.27.1', 'Document Notes'], notices, ({ document }) => {
    const isThere = children(document, 'notes').some((note) => informative.has(text(note, 'category') ?? ''))
    return isThere ? [] : [missing(document, 'notes', 'a note of description, details, general or summary')]
  }),
  profile(['6.1.27.2', 'Document References'], notices, ({ document }) => {
    const isThere = children(document, 'references').some(
      (reference) => (text(reference, 'category') ?? 'external') === 'external',
    )
    return isThere ? [] : [missing(document, 'references', 'a reference to an external source')]
  }),
  profile(
    ['6.1.27.3', 'Vulnerabilities'],
    categories('informational_advisory', 'informational_advisory withdrawn superseded'),
    ({ root }) => forbid(root, 'vulnerabilities'),
  ),
  profile(['6.1.27.4', 'Product Tree'], advisories, ({ root }) => demand(root, 'product_tree')),
  profile(['6.1.27.5', 'Vulnerability Notes'], advisories, ({ vulnerabilities }) =>
    vulnerabilities.flatMap(({ node }) => demand(node, 'notes')),
  ),
  profile(
    ['6.1.27.6', 'Product Status'],
    categories('security_advisory', 'security_advisory deprecated_security_advisory'),
    ({ vulnerabilities }) => vulnerabilities.flatMap(({ node }) => demand(node, 'product_status')),
  ),
  profile(['6.1.27.7', 'VEX Product Status'], categories('vex'), ({ vulnerabilities }) =>
    vulnerabilities.flatMap(({ node }) => {
      const status = child(node, 'product_status')
      const isThere = vexStatus.some((member) => has(status, member))
      return isThere ? [] : [{ path: status.path, message: `none of ${vexStatus.join(', ')} is there` }]
    }),
  ),
  profile(['6.1.27.8', 'Vulnerability ID'], categories('vex'), (view) =>
    view.vulnerabilities.flatMap((vulnerability) => findUnnamed(vulnerability, view)),
  ),
  profile(['6.1.27.9', 'Impact Statement'], categories('vex'), (view) =>
    view.vulnerabilities.flatMap((vulnerability) => {
      const impacts = children(vulnerability.node, 'threats').filter(
        (item) => text(item, 'category') === 'impact',
      )
      const explained = [...children(vulnerability.node, 'flags'), ...impacts]
      return findWithout(vulnerability, 'known_not_affected', coveredBy(explained, view))
    }),
  ),
  profile(['6.1.27.10', 'Action Statement'], categories('vex'), (view) =>
    view.vulnerabilities.flatMap((vulnerability) =>
      findWithout(
        vulnerability,
        'known_affected',
        coveredBy(children(vulnerability.node, 'remediations'), view),
      ),
    ),
  ),
  profile(['6.1.27.11', 'Vulnerabilities'], advisories, ({ root }) => demand(root, 'vulnerabilities')),
  profile(['6.1.27.12', 'Affected Products'], categories('', 'security_advisory'), ({ vulnerabilities }) =>
    vulnerabilities.flatMap(({ node }) => demand(child(node, 'product_status'), 'known_affected')),
  ),
  profile(['6.1.27.14', 'Document Notes'], ended, ({ document }) => {
    const isThere = children(document, 'notes').some((note) => text(note, 'category') === 'description')
    return isThere ? [] : [missing(document, 'notes', 'a note of the category description')]
  }),
  profile(['6.1.27.15', 'Product Tree'], ended, ({ root }) => forbid(root, 'product_tree')),
  profile(['6.1.27.16', 'Revision History'], ended, ({ tracking, revisions }) =>
    revisions.all.length >= 2 ? [] : [missing(tracking, 'revision_history', 'a second revision')],
  ),
  { id: '6.1.26', title: 'Prohibited Document Category Name', versions: both, run: findProhibitedName },
  {
    id: '6.2.38',
    title: 'Usage of Deprecated Profile',
    versions: only21,
    run: ({ category, document }) =>
      category.startsWith('csaf_deprecated_')
        ? [{ path: `${document.path}/category`, message: `the profile ${quote(category)} is deprecated` }]
        : [],
  },
]

const informative: ReadonlySet<string> = new Set(['description', 'details', 'general', 'summary'])
const vexStatus = ['fixed', 'known_affected', 'known_not_affected', 'under_investigation']

function profile(
  [id, title]: Heading,
  where: Categories,
  run: (view: CsafView) => Iterable<CsafFlaw>,
): CsafTest {
  const versions = (['2.0', '2.1'] as const).filter((version) => where[version].length > 0)
  return {
    id,
    title,
    versions,
    run: (view) => (where[view.version].includes(view.category) ? run(view) : []),
  }
}

function missing(node: Node, member: string, what: string): CsafFlaw {
  return { path: `${node.path}/${member}`, message: `this profile demands ${what}` }
}

function demand(node: Node, member: string): readonly CsafFlaw[] {
  return has(node, member) ? [] : [missing(node, member, member)]
}

function forbid(node: Node, member: string): readonly CsafFlaw[] {
  return has(node, member)
    ? [{ path: `${node.path}/${member}`, message: `this profile has no ${member}` }]
    : []
}

/** From 2.1 on, ids may be bound to products: then each product needs one. */
function findUnnamed(vulnerability: Vulnerability, view: CsafView): readonly CsafFlaw[] {
  const { node } = vulnerability
  if (has(node, 'cve')) return []
  if (!has(node, 'ids')) return [{ path: node.path, message: 'neither cve nor ids is there' }]
  const ids = children(node, 'ids')
  const isBound = (item: Node): boolean => has(item, 'group_ids') || has(item, 'product_ids')
  if (view.version === '2.0' || ids.length === 0 || !ids.every(isBound)) return []
  const named = new Set<string>()
  for (const item of ids) for (const product of view.productsOf(item)) named.add(product)
  return vulnerability.status
    .filter(({ item }) => !named.has(item.text))
    .map(({ item }) => ({ path: item.path, message: `no id is about the product ${quote(item.text)}` }))
}

function coveredBy(items: readonly Node[], view: CsafView): ReadonlySet<string> {
  const found = new Set<string>()
  for (const item of items) for (const product of view.productsOf(item)) found.add(product)
  return found
}

function findWithout(
  { status }: Vulnerability,
  member: string,
  explained: ReadonlySet<string>,
): readonly CsafFlaw[] {
  return status
    .filter((entry) => entry.member === member && !explained.has(entry.item.text))
    .map(({ item }) => ({
      path: item.path,
      message: `no statement explains the product ${quote(item.text)}`,
    }))
}

/** Data: categories that are profiles, without prefix (section 4). */
const profileNames: Readonly<Record<CsafVersion, readonly string[]>> = {
  '2.0': ['security_incident_response', 'informational_advisory', 'security_advisory', 'vex'],
  '2.1': [
    'deprecated_security_advisory',
    'informational_advisory',
    'security_advisory',
    'security_incident_response',
    'superseded',
    'vex',
    'withdrawn',
  ],
}

/** Everything that looks like a dash, a low line or a space, in any script. */
const separators =
  /\p{Dash_Punctuation}|\p{Connector_Punctuation}|\p{White_Space}|[\u2212\u00ad\u2043\u02d7]|\u0332/gu

function* findProhibitedName({ category, version, document }: CsafView): Iterable<CsafFlaw> {
  const names = profileNames[version]
  if (category === 'csaf_base' || names.some((name) => category === `csaf_${name}`)) return
  const bare = category.replace(separators, '').toLowerCase()
  const close = names.find((name) => {
    const plain = name.replaceAll('_', '')
    return bare === plain || bare === `csaf${plain}`
  })
  const path = `${document.path}/category`
  if (close !== undefined) yield { path, message: `too close to the profile csaf_${close}` }
  else if (category.toLowerCase().startsWith('csaf_'))
    yield { path, message: 'names that begin with csaf_ are reserved' }
}
