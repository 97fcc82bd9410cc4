/** Which language a file is written in, by its name, and how that language marks comments. */

/** Table of data; the order gives each language its bit. */
export const languages = [
  'js',
  'py',
  'go',
  'java',
  'cs',
  'c',
  'rb',
  'php',
  'rs',
  'swift',
  'dart',
  'sh',
  'ex',
  'perl',
  'lua',
  'sql',
  'ps',
  'docker',
  'yaml',
  'json',
  'toml',
  'conf',
  'xml',
  'html',
  'make',
  'proto',
  'graphql',
  'unsafe',
  'other',
  'text',
] as const

export type Language = (typeof languages)[number]

/** How comments are written: see `markComments`. */
export type CommentStyle = 'slash' | 'hash' | 'python' | 'php' | 'dash' | 'xml' | 'semicolon' | 'none'

const byExtension = new Map<string, Language>(
  Object.entries({
    js: 'js ts jsx tsx mjs cjs mts cts vue svelte astro',
    py: 'py pyi pyw',
    go: 'go',
    java: 'java kt kts scala groovy gradle clj',
    cs: 'cs fs vb razor cshtml',
    c: 'c h cc cpp cxx hpp hh hxx m mm ino c++',
    rb: 'rb rake erb gemspec ru',
    php: 'php phtml',
    rs: 'rs',
    swift: 'swift',
    dart: 'dart',
    sh: 'sh bash zsh ksh',
    ex: 'ex exs erl hrl',
    perl: 'pl pm',
    lua: 'lua',
    sql: 'sql',
    ps: 'ps1 psm1',
    yaml: 'yaml yml',
    json: 'json json5 jsonc webmanifest',
    toml: 'toml',
    conf: 'ini cfg conf properties env config cnf service socket timer',
    xml: 'xml plist csproj props targets xaml entitlements storyboard',
    html: 'html htm tmpl hbs ejs j2 jinja mustache twig',
    make: 'mk mak cmake am ninja build bazel bzl',
    proto: 'proto',
    graphql: 'graphql gql',
    unsafe: 's asm zig d',
    other: 'hs ml mli elm jl r nim cr vala pas f90 v sv vhd tf hcl css scss less',
    text: 'md markdown rst adoc txt org tex po pot csv tsv log patch diff svg',
  } satisfies Record<string, string>).flatMap(([language, extensions]) =>
    extensions.split(' ').map((extension): [string, Language] => [extension, language as Language]),
  ),
)

const byName = new Map<string, Language>([
  ['Makefile', 'make'],
  ['makefile', 'make'],
  ['GNUmakefile', 'make'],
  ['CMakeLists.txt', 'make'],
  ['meson.build', 'make'],
  ['configure.ac', 'make'],
  ['configure.in', 'make'],
  ['BUILD', 'make'],
  ['Jenkinsfile', 'java'],
  ['Gemfile', 'rb'],
  ['Rakefile', 'rb'],
  ['Vagrantfile', 'rb'],
  ['Caddyfile', 'conf'],
  ['Procfile', 'conf'],
  ['go.mod', 'other'],
])

/** Undefined: not a text that we know by its name. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const named = byName.get(name)
  if (named !== undefined) return named
  if (/^(Dockerfile|Containerfile)([.-]|$)|\.(dockerfile|containerfile)$/i.test(name)) return 'docker'
  if (/^\.env(\.|$)/.test(name)) return 'conf'
  const dot = name.lastIndexOf('.')
  return dot < 0 ? undefined : byExtension.get(name.slice(dot + 1).toLowerCase())
}

/** Languages that mark comments otherwise than C does. */
const styles = new Map<Language, CommentStyle>([
  ['py', 'python'],
  ['php', 'php'],
  ['rb', 'hash'],
  ['sh', 'hash'],
  ['ex', 'hash'],
  ['perl', 'hash'],
  ['ps', 'hash'],
  ['docker', 'hash'],
  ['yaml', 'hash'],
  ['toml', 'hash'],
  ['make', 'hash'],
  ['graphql', 'hash'],
  ['lua', 'dash'],
  ['sql', 'dash'],
  ['xml', 'xml'],
  ['html', 'xml'],
  ['conf', 'semicolon'],
  ['text', 'none'],
])

export function commentStyleOf(language: Language, path: string): CommentStyle {
  if (language === 'other' && /\.(tf|hcl|jl|r|nim|cr)$/i.test(path)) return 'hash'
  return styles.get(language) ?? 'slash'
}

/** Languages in which memory errors are the programmer's burden (CISA, "The Case for Memory Safe Roadmaps", 2023). */
export const memoryUnsafe: ReadonlySet<Language> = new Set(['c', 'unsafe'])

/** Languages whose bytes count as program code. */
export const programming: ReadonlySet<Language> = new Set<Language>([
  'js',
  'py',
  'go',
  'java',
  'cs',
  'c',
  'rb',
  'php',
  'rs',
  'swift',
  'dart',
  'ex',
  'perl',
  'lua',
  'unsafe',
])

const bits = new Map<string, number>(languages.map((language, at) => [language, 1 << at]))

/** A bit for each language of the list; all bits without a list. */
export function languageBits(list: readonly Language[] | undefined): number {
  if (list === undefined) return ~0
  return list.reduce((mask, language) => mask | (bits.get(language) ?? 0), 0)
}
