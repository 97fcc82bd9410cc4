/** Brings decoded parts into their canonical spelling and refuses what a type forbids (purl-spec, type definitions). */
import { ok, type Result } from '../../base/index.ts'
import { type PurlError, type PurlParts, purlError, quote } from './parts.ts'
import { trimSlashes } from './read-parts.ts'
import { type PurlTypeRule, purlTypes } from './types.ts'

export interface NormalParts {
  readonly type: string
  /** Never an empty segment. */
  readonly namespace: readonly string[]
  readonly name: string
  readonly version: string
  readonly qualifiers: ReadonlyMap<string, string>
  readonly subpath: readonly string[]
}

const TYPE = /^[a-z][a-z0-9.-]*$/
const QUALIFIER_KEY = /^[a-z][a-z0-9._-]*$/
const GENERIC: PurlTypeRule = { namespace: 'optional', lowercase: [], qualifiers: [], irregular: false }

export function normalizeParts(parts: PurlParts): Result<NormalParts, PurlError> {
  const type = parts.type.toLowerCase()
  if (!TYPE.test(type)) {
    return purlError(
      'PURL_TYPE_INVALID',
      `expected a type of letters, digits, "." and "-", found ${quote(parts.type)}`,
    )
  }
  const rule = purlTypes.get(type) ?? GENERIC
  const qualifiers = normalizeQualifiers(parts.qualifiers ?? {})
  if (!qualifiers.ok) return qualifiers
  const normal = {
    type,
    qualifiers: qualifiers.value,
    version: cased(rule, 'version', parts.version ?? ''),
    subpath: pathSegments(cased(rule, 'subpath', parts.subpath ?? '')).filter((s) => s !== '.' && s !== '..'),
    ...spellNames(rule, parts, qualifiers.value),
  }
  return findFault(rule, normal) ?? ok(normal)
}

function normalizeQualifiers(
  given: Readonly<Record<string, string>>,
): Result<ReadonlyMap<string, string>, PurlError> {
  const values = new Map<string, string>()
  for (const [rawKey, value] of Object.entries(given)) {
    const key = rawKey.toLowerCase()
    if (!QUALIFIER_KEY.test(key)) {
      return purlError(
        'PURL_QUALIFIER_INVALID',
        `expected a qualifier key of letters, digits, ".", "-" and "_", found ${quote(rawKey)}`,
      )
    }
    if (value === '') continue
    if (values.has(key))
      return purlError('PURL_QUALIFIER_DUPLICATE', `qualifier ${quote(key)} stands more than once`)
    values.set(key, value)
  }
  return ok(values)
}

function spellNames(
  rule: PurlTypeRule,
  parts: PurlParts,
  qualifiers: ReadonlyMap<string, string>,
): Pick<NormalParts, 'namespace' | 'name'> {
  const namespace = cased(rule, 'namespace', parts.namespace ?? '')
  const name = trimSlashes(cased(rule, 'name', parts.name))
  const plain = { namespace: pathSegments(namespace), name }
  switch (rule.spelling) {
    case undefined:
      return plain
    case 'dashes':
      return { ...plain, name: name.replaceAll('_', '-') }
    case 'underscores':
      return { ...plain, name: name.replace(/[^a-z0-9_]/gu, '_') }
    case 'uppercase-namespace':
      return { ...plain, namespace: pathSegments(namespace.toUpperCase()) }
    case 'git-host':
      return spellGit([...plain.namespace, ...pathSegments(name)])
    case 'mlflow-server':
      return {
        ...plain,
        name: isDatabricks(qualifiers.get('repository_url') ?? '') ? name.toLowerCase() : name,
      }
    default:
      return rule.spelling satisfies never
  }
}

/** Host, then the path on it. Paths on GitHub and Bitbucket ignore case, as their own purl types say; others keep it. */
function spellGit(segments: readonly string[]): Pick<NormalParts, 'namespace' | 'name'> {
  const [host = '', ...path] = segments
  const ignoresCase = /^(?:github(?:\.com)?|bitbucket(?:\.org)?)$/i.test(host)
  const spelled = ignoresCase ? segments.map((segment) => segment.toLowerCase()) : [host, ...path]
  return { namespace: spelled.slice(0, 1), name: spelled.slice(1).join('/') }
}

/** Model names ignore case on Databricks and keep it on Azure ML (mlflow definition, name). */
function isDatabricks(url: string): boolean {
  return /databricks/i.test(url) && !/azureml/i.test(url)
}

function findFault(rule: PurlTypeRule, parts: NormalParts): Result<never, PurlError> | undefined {
  return (
    namespaceFault(rule, parts) ??
    spellingFault(rule, parts) ??
    (rule.check === 'conan-reference' ? conanFault(parts) : undefined)
  )
}

function namespaceFault(
  rule: PurlTypeRule,
  { type, namespace, name }: NormalParts,
): Result<never, PurlError> | undefined {
  if (name === '') return purlError('PURL_NAME_MISSING', 'expected a name, found none')
  if (rule.namespace === 'required' && namespace.length === 0) {
    return purlError('PURL_NAMESPACE_REQUIRED', `expected a namespace in type ${type}, found none`)
  }
  if (rule.namespace === 'prohibited' && namespace.length > 0) {
    const found = quote(namespace.join('/'))
    return purlError('PURL_NAMESPACE_PROHIBITED', `expected no namespace in type ${type}, found ${found}`)
  }
  return undefined
}

function spellingFault(rule: PurlTypeRule, parts: NormalParts): Result<never, PurlError> | undefined {
  const { type, name, version, qualifiers } = parts
  if (rule.name?.test(name) === false) {
    return purlError('PURL_NAME_INVALID', `${quote(name)} is not a possible name in type ${type}`)
  }
  if (version !== '' && rule.version?.test(version) === false) {
    return purlError('PURL_VERSION_INVALID', `${quote(version)} is not a possible version in type ${type}`)
  }
  const missing = rule.qualifiers.find((key) => !qualifiers.has(key))
  return missing === undefined
    ? undefined
    : purlError('PURL_QUALIFIER_REQUIRED', `expected qualifier ${missing} in type ${type}`)
}

/** A Conan reference is name/version@user/channel: no channel without its user, and a user (as namespace) says of what. */
function conanFault({ namespace, qualifiers }: NormalParts): Result<never, PurlError> | undefined {
  if (qualifiers.has('channel') && namespace.length === 0 && !qualifiers.has('user')) {
    return purlError(
      'PURL_NAMESPACE_REQUIRED',
      'expected a namespace or a user beside the qualifier channel of type conan',
    )
  }
  if (namespace.length > 0 && qualifiers.size === 0) {
    return purlError(
      'PURL_QUALIFIER_REQUIRED',
      'expected a qualifier, such as channel, beside a namespace of type conan',
    )
  }
  return undefined
}

function cased(rule: PurlTypeRule, part: PurlTypeRule['lowercase'][number], text: string): string {
  return rule.lowercase.includes(part) ? text.toLowerCase() : text
}

function pathSegments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}
