/** Files in the notation of git's configuration (git-config(1), "Syntax"): sections, some with a name, and settings. */

export interface GitSection {
  /** Lowercase, such as `submodule`. */
  readonly kind: string
  readonly name: string | undefined
  /** By lowercase key; of several the last counts, as for git. */
  readonly settings: ReadonlyMap<string, string>
  /** 1-based. */
  readonly line: number
}

export interface GitConfig {
  readonly sections: readonly GitSection[]
  /** Lines that open no section that could be understood. */
  readonly strange: readonly { readonly line: number; readonly text: string }[]
}

/** Longer lines are none of git's. */
const maxLine = 4_000

/** Untrusted; never throws. Settings of a section that was not understood are passed over with it. */
export function readGitConfig(text: string): GitConfig {
  const sections: (GitSection & { readonly settings: Map<string, string> })[] = []
  const strange: { line: number; text: string }[] = []
  let isStrange = false
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().slice(0, maxLine)
    if (line.startsWith('[')) {
      const [, kind, name] = /^\[\s*([\w.-]+)(?:\s+"([^"]*)")?\s*\]/.exec(line) ?? []
      isStrange = kind === undefined
      if (kind === undefined) strange.push({ line: index + 1, text: line.slice(0, 100) })
      else sections.push({ kind: kind.toLowerCase(), name, settings: new Map(), line: index + 1 })
      continue
    }
    const [, key, value = ''] = /^([A-Za-z][\w-]*)\s*=\s*(.*)$/.exec(line) ?? []
    if (key !== undefined && !isStrange) sections.at(-1)?.settings.set(key.toLowerCase(), plain(value))
  }
  return { sections, strange }
}

/** In quotes, or up to a comment. */
function plain(value: string): string {
  const quoted = /^"([^"]*)"/.exec(value)?.[1]
  return quoted ?? value.replace(/\s[;#].*$/, '').trim()
}
