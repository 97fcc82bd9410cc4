/** One shape for the package managers: what they can do about a dependency, and the very words for it. */

/** What is wanted of one package. All texts are foreign: they pass `shell`, JSON or XML quoting before they are shown. */
export interface Ask {
  /** As its package manager writes it (`@scope/name`, `group:artifact`, a module path). */
  readonly name: string
  readonly from: string
  readonly to: string
  /** What the product itself asks for, as written. */
  readonly requirement: string | undefined
  readonly isDirect: boolean
  /** Whether the tree has the package in this version only. */
  readonly isOnlyVersion: boolean
  /** Names of the packages that ask for it. */
  readonly dependents: readonly string[]
}

export interface Words {
  /** For a shell in the folder of the lock file. */
  readonly commands?: readonly string[]
  /** Texts for the manifest. */
  readonly edits?: readonly string[]
  /** What to take out of the lock file, where no command does it. */
  readonly unlock?: string
}

export interface PackageTool {
  /** Ids of the inventory's formats whose files it writes. */
  readonly formats: readonly string[]
  /** Name of the file beside the lock that edits are for. */
  readonly manifest: string
  /** Whether it can take a higher version of what dependents bring along without a word in the manifest. */
  readonly canRefresh: boolean
  readonly raise: (ask: Ask) => Words
  readonly refresh?: (ask: Ask) => Words
  /** Absent where dependents cannot be overruled. */
  readonly override?: (ask: Ask) => Words
  readonly remove: (ask: Ask) => Words
}

/** A word of a command line that no shell takes for anything else; a name that poses as an option is refused. */
export function shell(text: string): string {
  if (text.startsWith('-')) return ''
  if (/^[A-Za-z0-9@%_+=:,./-]+$/.test(text)) return text
  return `'${text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?').replaceAll("'", "'\\''")}'`
}

/** A command, unless one of its words was refused. */
export function command(start: string, ...words: readonly string[]): readonly string[] {
  const quoted = words.map(shell)
  return quoted.includes('') ? [] : [[start, ...quoted].join(' ')]
}

/** The old requirement's sign with the new version; the ecosystem's usual sign where the old one is of another kind. */
export function inStyleOf(old: string | undefined, to: string, signs: readonly string[]): string {
  const sign = signs.find((one) => one !== '' && old?.trim().startsWith(one) === true)
  if (sign !== undefined) return `${sign}${to}`
  const isExact = old !== undefined && signs.includes('') && /^\s*v?\d[^\s,|<>=*xX]*\s*$/.test(old)
  return isExact ? to : `${signs[0] ?? ''}${to}`
}

export function json(name: string, value: string): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(value)}`
}
