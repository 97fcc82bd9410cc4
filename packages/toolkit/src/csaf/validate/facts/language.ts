/** Language tags (BCP 47, RFC 5646) against the subtags that IANA has registered. */
import table from '../data/language-subtags.json' with { type: 'json' }

const toSet = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const languages = toSet(table.language)
const scripts = toSet(table.script)
const regions = toSet(table.region)
const variants = toSet(table.variant)
const grandfathered = toSet(table.grandfathered)
const extlangs: ReadonlyMap<string, string> = new Map(Object.entries(table.extlang))

const tag =
  /^([a-z]{2,8})((?:-[a-z]{3}){0,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)((?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*)(?:-x((?:-[a-z\d]{1,8})+))?$/

/** RFC 5646, section 4.4.1: longer ones are of no use, and each step below stays cheap. */
const maxLength = 255

interface Parts {
  readonly language: string
  /** With hyphens before each part; empty without any. */
  readonly extlang: string
  readonly script: string
  readonly region: string
  readonly variants: string
  readonly extensions: string
  readonly isPrivate: boolean
}

function readTag(text: string): Parts | undefined {
  const match = text.length > maxLength ? null : tag.exec(text.toLowerCase())
  if (match === null) return undefined
  const [, language = '', extlang = '', script = '', region = '', variantPart = '', extensions = '', own] =
    match
  return {
    language,
    extlang,
    script,
    region,
    variants: variantPart,
    extensions,
    isPrivate: own !== undefined,
  }
}

/** Undefined when the tag is valid and all its subtags exist; else what is wrong. Case does not matter. */
export function findLanguageFault(text: string): string | undefined {
  const isWhole = grandfathered.has(text.toLowerCase()) || /^x(?:-[a-z\d]{1,8})+$/i.test(text)
  if (isWhole && text.length <= maxLength) return undefined
  const parts = readTag(text)
  if (parts === undefined) return 'not of the form of a language tag'
  const fault = subtagFaults.find(([isKnown]) => !isKnown(parts))
  return fault?.[1]
}

/** In the order of the tag: whether the part exists, and what to say when not. */
const subtagFaults: readonly (readonly [(parts: Parts) => boolean, string])[] = [
  [({ language }) => languages.has(language) || isPrivateLanguage(language), 'there is no such language'],
  [
    ({ language, extlang }) => extlang === '' || extlangs.get(extlang.slice(1)) === language,
    'the language has no such extended language',
  ],
  [
    ({ script }) => script === '' || scripts.has(script) || isPrivateScript(script),
    'there is no such script',
  ],
  [
    ({ region }) => region === '' || regions.has(region) || isPrivateRegion(region),
    'there is no such region',
  ],
  [(parts) => variantsOf(parts).every((part) => variants.has(part)), 'there is no such variant'],
  [(parts) => isUnique(variantsOf(parts)), 'a variant stands twice'],
  [
    ({ extensions }) => isUnique(extensions.split('-').filter((part) => part.length === 1)),
    'an extension stands twice',
  ],
]

function variantsOf(parts: Parts): readonly string[] {
  return parts.variants.split('-').slice(1)
}

function isUnique(parts: readonly string[]): boolean {
  return new Set(parts).size === parts.length
}

/** The subtag that is reserved for private use, if there is one (RFC 5646, sections 2.2.1 to 2.2.4 and 2.2.7). */
export function findPrivateSubtag(text: string): string | undefined {
  if (/^x-/i.test(text)) return 'x'
  const parts = readTag(text)
  if (parts === undefined) return undefined
  const { language, script, region, isPrivate } = parts
  if (isPrivateLanguage(language)) return language
  if (isPrivateScript(script)) return script
  if (isPrivateRegion(region)) return region
  return isPrivate ? 'x' : undefined
}

function isPrivateLanguage(text: string): boolean {
  return /^q[a-t][a-z]$/.test(text)
}

function isPrivateScript(text: string): boolean {
  return /^qa(?:a[a-z]|b[a-x])$/.test(text)
}

function isPrivateRegion(text: string): boolean {
  return text === 'aa' || text === 'zz' || /^(?:q[m-z]|x[a-z])$/.test(text)
}
