/** SSVC decision points: they exist, their values stand in order, and readers can know what they mean. */
import { type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import {
  type DecisionPoint,
  findDecisionPoint,
  type Namespace,
  parseNamespace,
  registryDay,
} from '../facts/ssvc.ts'
import { validate } from '../generated/ssvc-2.0.0.js'
import { dayOf, parseInstant } from '../instant.ts'
import { child, children, has, type Node, quote, text, texts } from '../node.ts'
import { toFlaws } from '../schema.ts'
import { compareDocumentVersions, parseDocumentVersion } from '../document-version.ts'
import type { CsafView } from '../view.ts'

interface Selection {
  readonly node: Node
  readonly namespace: Namespace
}

export const ssvc: readonly CsafTest[] = [
  {
    id: '6.1.46',
    title: 'Invalid SSVC',
    versions: only21,
    *run(view) {
      for (const { node } of allSsvc(view)) yield* toFlaws(validate(node.fields), node.path)
    },
  },
  { id: '6.1.47', title: 'Inconsistent SSVC Target IDs', versions: only21, run: findForeignTargets },
  {
    id: '6.1.48',
    title: 'SSVC Decision Points',
    versions: only21,
    *run(view) {
      for (const selection of selections(view)) yield* checkDecisionPoint(selection)
    },
  },
  namespaces('6.2.34', 'Usage of Unknown SSVC Decision Point Base Namespace', ({ kind, base }) =>
    kind === 'registered' || kind === 'reserved' ? undefined : `${quote(base)} is not a registered namespace`,
  ),
  unregistered(
    '6.2.35',
    'Usage of Unregistered SSVC Decision Point Base Namespace in TLP:CLEAR Document',
    true,
  ),
  extended('6.2.36', 'Usage of SSVC Decision Point Namespace with Extension in TLP:CLEAR Document', true),
  {
    id: '6.2.37',
    title: 'Usage of Unknown SSVC Decision Point Namespace without Resource',
    versions: only21,
    run: findUnexplained,
  },
  {
    id: '6.3.13',
    title: 'Usage of Non-Latest SSVC Decision Point Version',
    versions: only21,
    *run(view) {
      for (const { node } of allSsvc(view)) {
        const time = parseInstant(text(node, 'timestamp') ?? '')
        if (time !== undefined)
          for (const selection of selectionsOf(node)) yield* checkNewest(selection, dayOf(time))
      }
    },
  },
  unregistered(
    '6.3.14',
    'Usage of Unregistered SSVC Decision Point Base Namespace in Non-TLP:CLEAR Document',
    false,
  ),
  extended(
    '6.3.15',
    'Usage of SSVC Decision Point Namespace with Extension in Non-TLP:CLEAR Document',
    false,
  ),
]

function* allSsvc(view: CsafView): Iterable<{ readonly node: Node; readonly vulnerability: Node }> {
  for (const { node: vulnerability, metrics } of view.vulnerabilities) {
    for (const { content } of metrics) {
      if (has(content, 'ssvc_v2')) yield { node: child(content, 'ssvc_v2'), vulnerability }
    }
  }
}

function selectionsOf(ssvcNode: Node): readonly Selection[] {
  return children(ssvcNode, 'selections').map((node) => ({
    node,
    namespace: parseNamespace(text(node, 'namespace') ?? ''),
  }))
}

function selections(view: CsafView): readonly Selection[] {
  return [...allSsvc(view)].flatMap(({ node }) => selectionsOf(node))
}

function namespaces(
  id: string,
  title: string,
  findFault: (namespace: Namespace, view: CsafView) => string | undefined,
): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      for (const { node, namespace } of selections(view)) {
        const message = findFault(namespace, view)
        if (message !== undefined) yield { path: `${node.path}/namespace`, message }
      }
    },
  }
}

function unregistered(id: string, title: string, isForClear: boolean): CsafTest {
  return namespaces(id, title, ({ kind, base }, { tlp }) =>
    (tlp === 'CLEAR') === isForClear && kind === 'unregistered'
      ? `readers may not know the unregistered namespace ${quote(base)}`
      : undefined,
  )
}

function extended(id: string, title: string, isForClear: boolean): CsafTest {
  return namespaces(id, title, ({ hasExtension, full }, { tlp }) =>
    (tlp === 'CLEAR') === isForClear && hasExtension
      ? `readers may not know the extension of ${quote(full)}`
      : undefined,
  )
}

/** The tracking id stands for the vulnerability only where there is but one. */
function* findForeignTargets(view: CsafView): Iterable<CsafFlaw> {
  const document = view.vulnerabilities.length === 1 ? text(view.tracking, 'id') : undefined
  for (const { node, vulnerability } of allSsvc(view)) {
    const ids = children(vulnerability, 'ids').map((item) => text(item, 'text'))
    const own = new Set([text(vulnerability, 'cve'), document, ...ids])
    for (const { text: target, path } of texts(node, 'target_ids')) {
      if (!own.has(target)) yield { path, message: `${quote(target)} is no id of this vulnerability` }
    }
  }
}

function* checkDecisionPoint({ node, namespace }: Selection): Iterable<CsafFlaw> {
  const { kind, base } = namespace
  if (kind === 'forbidden')
    yield { path: `${node.path}/namespace`, message: `${quote(base)} must not be used` }
  if (kind !== 'registered') return
  const [key = '', version = ''] = [text(node, 'key'), text(node, 'version')]
  const known = findDecisionPoint(base, key)
  if (known === undefined) {
    yield { path: `${node.path}/key`, message: `the namespace ${base} has no decision point ${quote(key)}` }
    return
  }
  const point = known.get(version)
  if (point !== undefined) {
    yield* checkValues(node, point, namespace)
    return
  }
  const newest = newestOf(known)
  if (newest !== undefined && isLater(version, newest.version)) {
    yield* checkOrder(node, newest.point)
    yield {
      skipped: `version ${quote(version)} of ${base} ${key} is later than ${newest.version}, the last one known here`,
    }
  } else yield { path: `${node.path}/version`, message: `${base} ${key} has no version ${quote(version)}` }
}

function newestOf(
  known: ReadonlyMap<string, DecisionPoint>,
): { readonly version: string; readonly point: DecisionPoint } | undefined {
  const all = [...known].map(([version, point]) => ({ version, point }))
  return all.toSorted((a, b) => (isLater(a.version, b.version) ? 1 : -1)).at(-1)
}

function isLater(a: string, b: string): boolean {
  const [left, right] = [parseDocumentVersion(a), parseDocumentVersion(b)]
  return left !== undefined && right !== undefined && compareDocumentVersions(left, right) > 0
}

/** Names may be translated and refined; but the name of one value must not stand at another. */
function* checkValues(node: Node, point: DecisionPoint, namespace: Namespace): Iterable<CsafFlaw> {
  const nameOf = new Map(point.values)
  for (const value of children(node, 'values')) {
    const [key = '', name] = [text(value, 'key'), text(value, 'name')]
    const official = nameOf.get(key)
    if (official === undefined)
      yield { path: `${value.path}/key`, message: `${quote(point.name)} has no value ${quote(key)}` }
    else if (name !== undefined && name !== official && isWrongName(name, point, namespace))
      yield { path: `${value.path}/name`, message: `the value ${quote(key)} is named ${quote(official)}` }
  }
  if (namespace.isTranslated)
    yield {
      skipped: `the translation ${quote(namespace.full)} is not known here, so the order was not checked`,
    }
  else yield* checkOrder(node, point)
}

function isWrongName(name: string, point: DecisionPoint, { hasExtension }: Namespace): boolean {
  return !hasExtension || point.values.some(([, other]) => other.toLowerCase() === name.toLowerCase())
}

function* checkOrder(node: Node, point: DecisionPoint): Iterable<CsafFlaw> {
  const order = new Map(point.values.map(([key], at) => [key, at]))
  let last = -1
  for (const value of children(node, 'values')) {
    const at = order.get(text(value, 'key') ?? '')
    if (at === undefined) continue
    if (at <= last)
      yield { path: value.path, message: `the values of ${quote(point.name)} stand in another order` }
    last = at
  }
}

/** By days: a version counts as available from the day on which the registry had it. */
function* checkNewest({ node, namespace }: Selection, day: string): Iterable<CsafFlaw> {
  const known =
    namespace.kind === 'registered' ? findDecisionPoint(namespace.base, text(node, 'key') ?? '') : undefined
  if (known === undefined) return
  const version = text(node, 'version') ?? ''
  const available = new Map([...known].filter(([, { since }]) => since !== undefined && since <= day))
  const newest = newestOf(available)?.version
  const isOpen = newest === undefined || (day > registryDay && !isLater(newest, version))
  if (isOpen)
    yield { skipped: `which versions were known on ${day} is not known here (registry of ${registryDay})` }
  else if (newest !== version)
    yield { path: `${node.path}/version`, message: `on ${day} version ${newest} was the latest` }
}

/** Each namespace once per SSVC object. */
function* findUnexplained(view: CsafView): Iterable<CsafFlaw> {
  for (const { node } of allSsvc(view)) {
    const summaries = children(node, 'decision_point_resources').map((item) => text(item, 'summary') ?? '')
    const foreign = new Set(
      selectionsOf(node)
        .map(({ namespace }) => namespace)
        .filter(({ kind, hasExtension }) => kind !== 'reserved' && (hasExtension || kind !== 'registered'))
        .map(({ full }) => full),
    )
    for (const full of foreign) {
      view.spend(summaries.length)
      if (!summaries.some((summary) => summary.includes(full)))
        yield {
          path: `${node.path}/decision_point_resources`,
          message: `no resource explains the namespace ${quote(full)}`,
        }
    }
  }
}
