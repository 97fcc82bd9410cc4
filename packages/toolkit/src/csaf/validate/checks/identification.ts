/** Product identification helpers: package URLs, hashes, model and serial numbers. */
import { parsePurl, type PurlParts, splitPurl } from '../../../model/index.ts'
import { both, type CsafFlaw, type CsafTest, only21 } from '../csaf-test.ts'
import { child, children, has, type Node, quote, step, text, type Text, textAt, texts } from '../node.ts'
import { identificationHelpers } from '../references.ts'
import type { CsafView } from '../view.ts'

export const identification: readonly CsafTest[] = [
  {
    id: '6.1.13',
    title: 'PURL',
    versions: both,
    run: eachHelper(function* (helper, { version }) {
      for (const { text: purl, path } of purlsOf(helper, version)) {
        const parsed = parsePurl(purl)
        if (!parsed.ok) yield { path, message: parsed.error.message }
        else if (purl.startsWith('pkg:/'))
          yield { path, message: 'a canonical package URL has no slash after pkg:' }
      }
    }),
  },
  {
    id: '6.1.25',
    title: 'Multiple Use of Same Hash Algorithm',
    versions: both,
    run: eachHashList((algorithms, node) => {
      const twice = algorithms.find((algorithm, at) => algorithms.indexOf(algorithm) !== at)
      return twice === undefined
        ? []
        : [{ path: `${node.path}/file_hashes`, message: `${quote(twice)} occurs more than once` }]
    }),
  },
  {
    id: '6.1.42',
    title: 'PURL Qualifiers',
    versions: only21,
    run: eachHelper(function* (helper) {
      const [first, ...others] = purlsOf(helper, '2.1').flatMap((purl) => {
        const parsed = parsePurl(purl.text)
        return parsed.ok ? [{ key: withoutQualifiers(splitPurl(parsed.value)), path: purl.path }] : []
      })
      const other = others.find(({ key }) => key !== first?.key)
      if (other !== undefined)
        yield { path: other.path, message: 'differs from the first one in more than qualifiers' }
    }),
  },
  stars('6.1.43', 'Use of Multiple Stars in Model Number', 'model_numbers'),
  stars('6.1.44', 'Use of Multiple Stars in Serial Number', 'serial_numbers'),
  stars('6.1.61', 'Use of Multiple Stars in SKU', 'skus'),
  onlyAlgorithm('6.2.8', 'Use of MD5 As the Only Hash Algorithm', 'md5'),
  onlyAlgorithm('6.2.9', 'Use of SHA-1 As the Only Hash Algorithm', 'sha1'),
  {
    id: '6.2.16',
    title: 'Missing Product Identification Helper',
    versions: both,
    *run({ tree }) {
      for (const { node, id } of tree.products) {
        if (!has(node, 'product_identification_helper'))
          yield { path: node.path, message: `nothing identifies the product ${quote(id)}` }
      }
    },
  },
  {
    id: '6.2.31',
    title: 'Hardware and Software',
    versions: only21,
    *run({ tree }) {
      const inPaths = new Set(
        tree.paths.flatMap(({ beginning, steps }) => [
          beginning?.text,
          ...steps.map(({ next }) => next?.text),
        ]),
      )
      for (const { node, id } of tree.products) {
        const helper = child(node, 'product_identification_helper')
        const isHardware = has(helper, 'serial_numbers') || has(helper, 'model_numbers')
        if (isHardware && !inPaths.has(id))
          yield { path: node.path, message: `no product path leads to the hardware ${quote(id)}` }
      }
    },
  },
  {
    id: '6.2.32',
    title: 'Use of Same Product Identification Helper for Different Products',
    versions: only21,
    run: findShared,
  },
  {
    id: '6.2.52',
    title: 'Unknown Hash Algorithm',
    versions: only21,
    run: eachHelper(function* (helper) {
      for (const hash of children(helper, 'hashes')) {
        for (const { text: algorithm, path } of children(hash, 'file_hashes').flatMap((item) =>
          textAt(item, 'algorithm'),
        )) {
          if (!knownAlgorithms.has(algorithm))
            yield { path, message: `${quote(algorithm)} is neither listed in the standard nor known here` }
        }
      }
    }),
  },
  {
    id: '6.3.5',
    title: 'Use of Short Hash',
    versions: both,
    run: eachHelper(function* (helper) {
      for (const hash of children(helper, 'hashes')) {
        for (const { text: value, path } of children(hash, 'file_hashes').flatMap((item) =>
          textAt(item, 'value'),
        )) {
          if (value.length < 64) yield { path, message: `the hash has only ${value.length} characters` }
        }
      }
    }),
  },
]

/** CSAF 2.1, section "Hashes": the digests of OpenSSL 3.4.0. */
const knownAlgorithms: ReadonlySet<string> = new Set(
  (
    'blake2b512 blake2s256 md4 md5 md5-sha1 mdc2 ripemd ripemd160 rmd160 sha1 sha224 sha256 sha3-224 sha3-256 ' +
    'sha3-384 sha3-512 sha384 sha512 sha512-224 sha512-256 shake128 shake256 sm3 ssl3-md5 ssl3-sha1 whirlpool'
  ).split(' '),
)

function eachHelper(run: (helper: Node, view: CsafView) => Iterable<CsafFlaw>): CsafTest['run'] {
  return function* (view) {
    for (const helper of identificationHelpers(view)) yield* run(helper, view)
  }
}

function eachHashList(
  run: (algorithms: readonly string[], node: Node) => Iterable<CsafFlaw>,
): CsafTest['run'] {
  return eachHelper(function* (helper, view) {
    for (const hash of children(helper, 'hashes')) {
      const algorithms = children(hash, 'file_hashes').map((item) => text(item, 'algorithm') ?? '')
      view.spend(algorithms.length)
      yield* run(algorithms, hash)
    }
  })
}

function purlsOf(helper: Node, version: CsafView['version']): readonly Text[] {
  return version === '2.0' ? textAt(helper, 'purl') : texts(helper, 'purls')
}

function withoutQualifiers({ qualifiers: _, ...parts }: PurlParts): string {
  return JSON.stringify(parts)
}

/** A star within a name stands for any characters: two of them would be ambiguous. A backslash makes it a plain one. */
function stars(id: string, title: string, member: string): CsafTest {
  return {
    id,
    title,
    versions: only21,
    run: eachHelper(function* (helper) {
      for (const { text: value, path } of texts(helper, member)) {
        const count = value.replace(/\\[^]/g, '').split('*').length - 1
        if (count > 1) yield { path, message: `${quote(value)} has ${count} unescaped stars` }
      }
    }),
  }
}

function onlyAlgorithm(id: string, title: string, weak: string): CsafTest {
  return {
    id,
    title,
    versions: both,
    run: eachHashList((algorithms, node) => {
      const isAlone = algorithms.length > 0 && algorithms.every((algorithm) => algorithm === weak)
      return isAlone ? [{ path: `${node.path}/file_hashes`, message: `${weak} is the only algorithm` }] : []
    }),
  }
}

/** Each value of each kind belongs to one product; lists are sets, and objects in them compare by content. */
function* findShared(view: CsafView): Iterable<CsafFlaw> {
  const owners = new Map<string, string>()
  for (const { node, id } of view.tree.products) {
    for (const { key, path } of identifiersOf(child(node, 'product_identification_helper'))) {
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, id)
      else if (owner !== id)
        yield { path, message: `the product ${quote(owner)} is identified by the same value` }
    }
  }
}

function identifiersOf(helper: Node): readonly { readonly key: string; readonly path: string }[] {
  return Object.entries(helper.fields).flatMap(([member, value]) => {
    const path = `${helper.path}${step(member)}`
    if (!Array.isArray(value)) return [{ key: `${member}\0${canonical(value)}`, path }]
    return value.map((item, at) => ({ key: `${member}\0${canonical(item)}`, path: `${path}/${at}` }))
  })
}

/** Equal for equal content, whatever the order of keys and of list items. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
  return `{${members.toSorted().join()}}`
}
