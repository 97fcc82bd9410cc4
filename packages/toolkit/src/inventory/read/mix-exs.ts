/** The `deps` of a mix.exs, found as text: it is a program, and nothing is executed. */
import type { Scope } from '../../model/index.ts'

/** Longer lines state no dependency. */
const maxLine = 1_000

/** Application names to scopes (`only: :dev` and `only: [:dev, :test]` are development); undefined where none is found. */
export function readMixScopes(text: string | undefined): ReadonlyMap<string, Scope> | undefined {
  const start = /\bdefp?\s+deps\b[^\n]*/.exec(text ?? '')
  if (text === undefined || start === null) return undefined
  const scopes = new Map<string, Scope>()
  const lines = text.slice(start.index + start[0].length).split('\n')
  for (const raw of lines) {
    if (raw.trim() === 'end') break
    if (raw.length > maxLine) continue
    const line = raw.replace(/^\s*#.*$/, '')
    for (const match of line.matchAll(/\{\s*:(\w+)\s*,([^}]*)\}?/g)) {
      const [, name = '', options = ''] = match
      scopes.set(name, scopeOf(options))
    }
  }
  return scopes.size === 0 ? undefined : scopes
}

function scopeOf(options: string): Scope {
  const only = /\bonly:\s*(\[[^\]]*\]|:\w+)/.exec(options)?.[1]
  if (only !== undefined && !only.includes(':prod')) return 'development'
  return /\bruntime:\s*false/.test(options) ? 'build' : 'runtime'
}
