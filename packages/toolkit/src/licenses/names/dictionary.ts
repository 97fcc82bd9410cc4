/** Finds licenses by what people call them. */
import { openCatalogue } from '../recognition/catalogue.ts'
import { toWords } from '../recognition/words.ts'
import { aliases, gnuNames } from './aliases.ts'

/** Licenses that a name fits. */
export interface NamedLicense {
  readonly ids: readonly string[]
  /** How many ids fit only because the name does not say whether later versions are allowed. */
  readonly laterVersions?: 'not-stated'
}

const noise = new Set(['the', 'a', 'an', 'license', 'licenses', 'licensed', 'version', 'ver', 'v', 's'])

/** Words of a name without what says nothing: `Apache License, Version 2.0` is `apache 2`, `GPLv3+` is `gpl 3 +`. */
export function toNameKey(name: string): string {
  const spaced = name
    .replaceAll(/(?<=[a-z])-?v?(?=\d+(?:\.\d+)*\b)/gi, ' ')
    .replaceAll(/(?<=\d)\+/g, ' plus ')
  const words = toWords(spaced.replaceAll(/(\d)\.(?=\d)/g, '$1point')).words
  return words
    .filter((word) => !noise.has(word))
    .map((word) => word.replaceAll('point', '.').replace(/^v(?=\d)/, ''))
    .map((word) => (/^\d[\d.]*$/.test(word) ? word.replace(/(?:\.0)+$/, '') : word))
    .join(' ')
}

let known: ReadonlyMap<string, readonly string[]> | undefined

/** Ids and names of the whole list and the aliases, by key; an alias outranks a name of the list. */
function dictionary(): ReadonlyMap<string, readonly string[]> {
  if (known !== undefined) return known
  const all = new Map<string, string[]>()
  for (const { id, name, isDeprecated, isException } of openCatalogue().licenses.values()) {
    if (isDeprecated || isException) continue
    for (const key of new Set([toNameKey(id), toNameKey(name)])) {
      const own = all.get(key)
      if (own === undefined) all.set(key, [id])
      else if (!own.includes(id)) own.push(id)
    }
  }
  known = new Map<string, readonly string[]>([
    ...all,
    ...Object.entries(aliases).map(([name, ids]) => [toNameKey(name), ids] as const),
  ])
  return known
}

/** Undefined where no license goes by that name; `MIT License (MIT)` is one name, said twice. */
export function findByName(name: string): NamedLicense | undefined {
  const twice = /^([^()]*[^()\s])\s*\(([^()]+)\)\s*$/.exec(name)
  if (twice === null) return findPlainName(name)
  const [outer, inner] = [findPlainName(twice[1] ?? ''), findPlainName(twice[2] ?? '')]
  if (outer === undefined || inner === undefined) return findPlainName(name) ?? outer
  const shared = outer.ids.filter((id) => inner.ids.includes(id))
  if (shared.length === 0) return { ids: [...new Set([...outer.ids, ...inner.ids])] }
  return outer.ids.length <= inner.ids.length ? outer : inner
}

function findPlainName(name: string): NamedLicense | undefined {
  const key = toNameKey(name)
  if (key === '') return undefined
  const gnu = findGnu(key)
  if (gnu !== undefined) return gnu
  const ids = dictionary().get(key)
  return ids === undefined ? undefined : { ids }
}

const later =
  / (?:plus|\+|or (?:any )?(?:later|newer|greater|above|higher)(?: versions?)?|and later|onwards?)$/

function findGnu(key: string): NamedLicense | undefined {
  const base = findGnuBase(key.replace(later, '').replace(/ only$/, ''))
  if (base === undefined) return undefined
  if (later.test(key)) return { ids: [`${base}-or-later`] }
  if (key.endsWith(' only')) return { ids: [`${base}-only`] }
  return { ids: [`${base}-only`, `${base}-or-later`], laterVersions: 'not-stated' }
}

/** `gnu general public 2` is `GPL-2.0`; undefined for families and versions that the list does not have. */
function findGnuBase(key: string): string | undefined {
  const parts = /^(.+) (\d(?:\.\d)?)$/.exec(key)
  if (parts === null) return undefined
  const [, name = '', version = ''] = parts
  const family = gnuNames[name]
  if (family === undefined) return undefined
  const base = `${family}-${version.includes('.') ? version : `${version}.0`}`
  return openCatalogue().licenses.has(`${base}-only`) ? base : undefined
}

/** The longest beginning of a text that is a license's name, and how many characters it takes. */
export function findLongestName(
  text: string,
): { readonly named: NamedLicense; readonly length: number } | undefined {
  const ends = [...text.slice(0, mostNameLength).matchAll(/[^\s,;()[\]"'`<>*]+\)?/g)].map(
    (match) => match.index + match[0].length,
  )
  for (const end of ends.slice(0, mostNameWords).reverse()) {
    const name = text.slice(0, end)
    if (noise.has(/[a-z]+$/i.exec(name)?.[0].toLowerCase() ?? '') && !/licen[sc]e$/i.test(name)) continue
    const named = findByName(name)
    if (named !== undefined) return { named, length: end }
  }
  return undefined
}

const mostNameLength = 160
const mostNameWords = 16
