/** Addresses that lead nowhere. No test here asks the network: what cannot be told from the address stays open. */
import { both, type CsafFlaw, type CsafTest, type Heading, only21 } from '../csaf-test.ts'
import type { CsafVersion } from '../csaf-version.ts'
import { child, children, type Node, quote, text, type Text, textAt, texts } from '../node.ts'
import { identificationHelpers } from '../references.ts'
import type { CsafView } from '../view.ts'

const noNetwork = 'whether an address answers is not asked: validation does not use the network'

export const addresses: readonly CsafTest[] = [
  {
    id: '6.3.6',
    title: 'Use of Non-Self Referencing URLs Failing to Resolve',
    versions: both,
    run: (view) => findDead([...otherAddresses(view), ...references(view, false)]),
  },
  {
    id: '6.3.7',
    title: 'Use of Self Referencing URLs Failing to Resolve',
    versions: both,
    run: (view) => findDead(references(view, true)),
  },
  skipped(['6.3.8', 'Spell Check'], both, 'there is no dictionary of any language here'),
  skipped(['6.3.16', 'Grammar Check'], only21, 'there is no grammar of any language here'),
]

function skipped([id, title]: Heading, versions: readonly CsafVersion[], reason: string): CsafTest {
  return { id, title, versions, run: () => [{ skipped: reason }] }
}

/** RFC 6761, section 6.4: names under `.invalid` never resolve. */
function* findDead(list: readonly Text[]): Iterable<CsafFlaw> {
  let isOpen = false
  for (const { text: url, path } of list) {
    if (/^https?:\/\/(?:[^/?#@]*@)?[^/?#:]*\binvalid(?::\d+)?(?:[/?#]|$)/i.test(url.slice(0, 2000)))
      yield { path, message: `the host of ${quote(url)} never resolves` }
    else isOpen = true
  }
  if (isOpen) yield { skipped: noNetwork }
}

function references(view: CsafView, isSelf: boolean): readonly Text[] {
  const owners = [view.document, ...view.vulnerabilities.map(({ node }) => node)]
  return owners
    .flatMap((owner) => children(owner, 'references'))
    .filter((reference) => (text(reference, 'category') === 'self') === isSelf)
    .flatMap((reference) => textAt(reference, 'url'))
}

function otherAddresses(view: CsafView): readonly Text[] {
  const { document } = view
  return [
    ...acknowledged(document),
    ...textAt(child(document, 'aggregate_severity'), 'namespace'),
    ...textAt(child(child(document, 'distribution'), 'tlp'), 'url'),
    ...textAt(child(document, 'publisher'), 'namespace'),
    ...identificationHelpers(view).flatMap((helper) => [
      ...texts(helper, 'sbom_urls'),
      ...children(helper, 'x_generic_uris').flatMap((item) => [
        ...textAt(item, 'namespace'),
        ...textAt(item, 'uri'),
      ]),
    ]),
    ...view.vulnerabilities.flatMap(({ node }) => [
      ...acknowledged(node),
      ...children(node, 'remediations').flatMap((item) => textAt(item, 'url')),
    ]),
  ]
}

function acknowledged(owner: Node): readonly Text[] {
  return children(owner, 'acknowledgments').flatMap((item) => texts(item, 'urls'))
}
