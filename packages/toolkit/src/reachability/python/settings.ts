/** Names of Python packages in commands and settings: containers, process files, entry points, plug-ins of tools. */
import { escapePattern, type Sightings, type Use } from '../look.ts'
import { type Role, roleOfSource } from '../role.ts'
import type { Sources } from '../source-tree.ts'

const commandFile =
  /\.(?:sh|bash|service|conf|mk)$|(?:^|\/)(?:Makefile|Dockerfile[\w.-]*|Procfile|Justfile|supervisord[\w.-]*|docker-compose[\w.-]*|compose[\w.-]*\.ya?ml|[\w-]*entrypoint[\w.-]*|run)$|(?:^|\/)\.(?:github|gitlab|circleci)\//
const sectionFile =
  /(?:^|\/)(?:pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini|\.pre-commit-config\.yaml|mkdocs\.ya?ml)$/
const installs =
  /\b(?:pip3?|pipx|uv|poetry|pdm|conda|mamba|apt|apt-get|apk|dnf|yum|brew|npm)\b.{0,80}\b(?:install|add|sync)\b/

/** `names`: modules and distributions. */
export function lookInSettings(sources: Sources, names: readonly string[], found: Sightings): void {
  if (names.length === 0) return
  const pattern = new RegExp(
    `(?:^|[\\s"'=,:([/!-])(${[...names].sort().reverse().map(escapePattern).join('|')})(?=$|[\\s"',:)\\].=;&|])`,
    'g',
  )
  for (const path of sources.files) {
    if (path.includes('node_modules/') || path.includes('site-packages/')) continue
    const isSections = sectionFile.test(path)
    if (!isSections && !commandFile.test(path)) continue
    const text = sources.read(path)
    if (text !== undefined && text.length < 512 * 1024) lookInFile({ path, text, pattern, found, isSections })
  }
}

interface SettingFile {
  readonly path: string
  readonly text: string
  readonly pattern: RegExp
  readonly found: Sightings
  readonly isSections: boolean
}

interface Meaning {
  readonly use: Use
  readonly role: Role
}

function lookInFile({ path, text, pattern, found, isSections }: SettingFile): void {
  let section = ''
  for (const [index, line] of text.split('\n').entries()) {
    const head = /^\s*\[+([^\]]{1,200})\]/.exec(line)?.[1]
    if (isSections && head !== undefined) section = head
    if (line.length > 2000 || /^\s*#/.test(line) || installs.test(line)) continue
    const meaning = isSections ? meaningOf(path, section, line) : commandMeaning(path)
    if (meaning === undefined) continue
    for (const hit of line.matchAll(pattern))
      found.add(hit[1] ?? '', { path, line: index + 1, specifier: line.trim(), ...meaning })
  }
}

/** Sections that run or load what they name; those that only list requirements or set up checks say nothing. */
function meaningOf(path: string, section: string, line: string): Meaning | undefined {
  if (/mkdocs|pre-commit/.test(path)) return { use: 'named', role: 'development' }
  if (/entry[-_.]?points|plugins|^project\.(?:gui-)?scripts|^tool\.poetry\.scripts/.test(section))
    return { use: 'named', role: 'build' }
  if (
    /^tool\.(?:pytest\b|poe\b|pdm\.scripts|hatch\.envs|taskipy)|^(?:tool:)?pytest|^testenv|^tox/.test(section)
  )
    return /^\s*(?:deps|requires)\b/.test(line) ? undefined : { use: 'named', role: 'development' }
  return undefined
}

function commandMeaning(path: string): Meaning {
  const role = roleOfSource(path)
  if (/(?:^|\/)Procfile$|\.service$|supervisord/.test(path) && role === 'product')
    return { use: 'run', role: 'product' }
  return { use: 'named', role: role === 'development' ? role : 'build' }
}
