/** Names of packages in texts that are no JavaScript: style sheets, pages, settings, commands of containers and CI. */
import { escapePattern, lineFinder, type Sightings } from '../look.ts'
import { roleOfSource, type Role } from '../role.ts'
import type { Sources } from '../source-tree.ts'
import { commandPackages } from './tool-tables.ts'

const styleFile = /\.(?:css|scss|sass|less|styl|pcss|postcss)$/
const pageFile = /\.(?:html?|ejs|hbs|pug|twig|njk|liquid|php|blade\.php|j2|jinja2?|tmpl|cshtml|erb|mustache)$/
const settingFile = /\.(?:json[c5]?|ya?ml|toml|ini|cfg|conf|webmanifest|mdx)$|(?:^|\/)\.[\w-]+rc$/
const commandFile =
  /(?:^|\/)\.husky\/[\w-]+$|\.(?:sh|bash|ps1|bat|cmd|mk)$|(?:^|\/)(?:Makefile|Dockerfile[\w.-]*|Procfile|Justfile|Jenkinsfile)$/
const lockFile =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|pnpm-workspace\.yaml|yarn\.lock|bun\.lock|deno\.lock|package\.json|composer\.(?:json|lock)|renovate\.json|dependabot\.yml|lerna\.json)$|\.lock\.(?:json|ya?ml)$/
const textRoles =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|fixtures?|__fixtures__|testdata|snapshots|__snapshots__)\//

/** Looks for the names in all such files of the tree; `names` should be those that no product code imports. */
export function lookInOtherTexts(sources: Sources, names: readonly string[], found: Sightings): void {
  if (names.length === 0) return
  const commands = [...commandPackages].filter(([, packages]) =>
    packages.some((name) => names.includes(name)),
  )
  const all = [...names, ...commands.map(([command]) => command)]
  const alternatives = [...new Set(all)].sort().reverse().map(escapePattern).join('|')
  const quick = new RegExp(`(?<![\\w@])(?:${alternatives})(?![\\w])`)
  for (const path of sources.files) {
    const rule = ruleOf(path)
    if (rule === undefined) continue
    const text = sources.read(path)
    if (text === undefined || text.length > 512 * 1024 || !quick.test(text)) continue
    lookInText({ path, text, rule, alternatives, names, found })
  }
}

interface Rule {
  readonly shape: (alternatives: string) => string
  readonly use: 'load' | 'named'
}

const style: Rule = {
  shape: (names) =>
    `(?:@(?:import|use|forward|plugin|config|reference)\\s[^;\\n]{0,200}?["'(/~]|url\\(\\s*["']?~?(?:[^)"']{0,200}node_modules/)?)(${names})(?=["')/?])`,
  use: 'load',
}
const page: Rule = {
  shape: (names) =>
    `(?:node_modules/|["']\\s*:\\s*["'][^"']{0,200}/|import\\s*["']|from\\s*["'])(${names})(?=["'/@?])`,
  use: 'load',
}
const setting: Rule = {
  shape: (names) => `(?:^|["'\\s=,:(\\[-]|npm:|node_modules/|\\./)(${names})(?=$|["'\\s/,:)\\]@])`,
  use: 'named',
}
const command: Rule = {
  shape: (names) =>
    `(?:\\b(?:npx|bunx|pnpx|yarn|pnpm|dlx|exec|install|add|-g|--global)\\s(?:-[\\w-]+\\s){0,9}|\\.bin/|node_modules/|\\s(?:-r|--require|--import)\\s)(${names})(?=$|[\\s@/;&|"'])`,
  use: 'named',
}

const notText = /\.(?:[mc]?[jt]sx?|vue|svelte|astro|py|go|rs|java|md|png|svg|jpe?g|gif|woff2?)$/

function ruleOf(path: string): Rule | undefined {
  if (notText.test(path)) return undefined
  if (path.includes('node_modules/') || lockFile.test(path) || textRoles.test(path)) return undefined
  if (styleFile.test(path)) return style
  if (pageFile.test(path)) return page
  if (commandFile.test(path) || /(?:^|\/)\.(?:github|gitlab|circleci)\//.test(path)) return command
  return settingFile.test(path) ? setting : undefined
}

interface Text {
  readonly path: string
  readonly text: string
  readonly rule: Rule
  readonly alternatives: string
  readonly names: readonly string[]
  readonly found: Sightings
}

function lookInText({ path, text, rule, alternatives, names, found }: Text): void {
  const lineOf = lineFinder(text)
  const wanted = new Set(names)
  const isCompiler = /(?:^|\/)[tj]sconfig[\w.-]*\.json$/.test(path)
  let count = 0
  for (const hit of text.matchAll(new RegExp(rule.shape(alternatives), 'gm'))) {
    const name = hit[1] ?? ''
    const line = lineOf(hit.index + hit[0].length)
    const role = roleOfText(path, rule)
    // `types`, `plugins` and `extends` of the compiler leave nothing in what it writes.
    const use = isCompiler && !text.includes('jsxImportSource') ? 'types' : rule.use
    for (const target of wanted.has(name) ? [name] : (commandPackages.get(name) ?? []))
      if (wanted.has(target)) found.add(target, { path, line, specifier: name, use, role })
    if (++count > 500) return
  }
}

function roleOfText(path: string, rule: Rule): Role {
  const role = roleOfSource(path)
  if (role !== 'product') return role
  // Commands of a container or of CI, and settings, may serve the product as well as its making.
  return rule.use === 'load' ? 'product' : 'build'
}
