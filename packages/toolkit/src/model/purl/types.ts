/** Data table: what each purl type allows and how it spells its parts (purl-spec, type definitions of August 2026). */

export type Presence = 'required' | 'prohibited' | 'optional'

export interface PurlTypeRule {
  readonly namespace: Presence
  /** Letters of these parts are lowercased, or kept. */
  readonly lowercase: readonly ('namespace' | 'name' | 'version' | 'subpath')[]
  /** Qualifiers without which the purl names nothing. */
  readonly qualifiers: readonly string[]
  /** Further spelling rule, applied after the case rule. */
  readonly spelling?: 'dashes' | 'underscores' | 'uppercase-namespace' | 'git-host' | 'mlflow-server'
  /** The whole name, after spelling. */
  readonly name?: RegExp
  readonly version?: RegExp
  readonly check?: 'conan-reference'
  /** More than presence and case has to be looked at. */
  readonly irregular: boolean
}

type Part = PurlTypeRule['lowercase'][number]

const NAME: readonly Part[] = ['name']
const BOTH: readonly Part[] = ['namespace', 'name']
const NAMESPACE: readonly Part[] = ['namespace']

function rule(
  namespace: Presence,
  lowercase: readonly Part[] = [],
  more: Partial<PurlTypeRule> = {},
): PurlTypeRule {
  const irregular = Object.keys(more).length > 0
  return { namespace, lowercase, qualifiers: [], irregular, ...more }
}

/** Known types; a type that is absent follows the general rules only. */
export const purlTypes: ReadonlyMap<string, PurlTypeRule> = new Map([
  ['alpm', rule('required', BOTH)],
  ['apk', rule('required', BOTH)],
  ['bazel', rule('prohibited')],
  ['bitbucket', rule('required', BOTH)],
  ['bitnami', rule('prohibited', NAME)],
  ['brew', rule('optional', BOTH)],
  ['cargo', rule('prohibited')],
  ['chrome-extension', rule('prohibited', NAME, { name: /^[a-p]{32}$/, version: /^\d+(?:\.\d+){0,3}$/ })],
  ['cocoapods', rule('prohibited', [], { name: /^[^.\s+][^\s+]*$/ })],
  ['composer', rule('required', BOTH)],
  ['conan', rule('optional', [], { check: 'conan-reference' })],
  ['conda', rule('prohibited')],
  ['cpan', rule('optional', [], { spelling: 'uppercase-namespace', name: /^(?!.*::)/s })],
  ['cran', rule('prohibited')],
  ['deb', rule('required', BOTH)],
  ['docker', rule('optional')],
  ['gem', rule('prohibited')],
  ['generic', rule('optional')],
  ['git', rule('required', [], { spelling: 'git-host' })],
  ['github', rule('required', BOTH)],
  // The definition requires a namespace, yet modules without one exist: the standard library is `pkg:golang/stdlib`.
  ['golang', rule('optional')],
  ['hackage', rule('prohibited', [], { spelling: 'dashes' })],
  ['hex', rule('optional', BOTH)],
  ['huggingface', rule('required', ['version'])],
  ['julia', rule('prohibited', [], { qualifiers: ['uuid'] })],
  ['luarocks', rule('optional', BOTH)],
  ['maven', rule('required')],
  ['mlflow', rule('prohibited', [], { spelling: 'mlflow-server' })],
  ['npm', rule('optional')],
  ['nuget', rule('prohibited')],
  ['oci', rule('prohibited', ['name', 'version'])],
  ['opam', rule('prohibited')],
  ['otp', rule('prohibited', ['name', 'subpath'])],
  ['pub', rule('prohibited', NAME, { spelling: 'underscores' })],
  ['pypi', rule('prohibited', ['name', 'version'], { spelling: 'dashes' })],
  ['qpkg', rule('required', NAMESPACE)],
  ['rpm', rule('required', NAMESPACE)],
  ['swid', rule('optional', [], { qualifiers: ['tag_id'] })],
  ['swift', rule('required')],
  ['vcpkg', rule('prohibited')],
  ['vscode-extension', rule('required', ['namespace', 'name', 'version'])],
  ['yocto', rule('optional', NAMESPACE)],
])
