/** Finds the import specifiers of a TypeScript text, comments and strings aside. */

export interface FoundImport {
  /** A pattern with `*` where Vite's `import.meta.glob` imports what is there. */
  readonly specifier: string
  readonly line: number
  /** `import type` and `export type`: it leaves no trace at run time, but counts for floors. */
  readonly isTypeOnly: boolean
  readonly isStar: boolean
}

const statement =
  /(?:^|[;}\n])\s*(import|export)\s+(type\s+)?((?:[\w*{}\s,$]|\bas\b)*?)\s*from\s*['"]([^'"\n]+)['"]|\bimport\s*(?:\.meta\.glob\s*(?:<[^>()]*>)?\s*)?\(\s*['"]([^'"\n]+)['"]\s*\)|(?:^|[;}\n])\s*import\s*['"]([^'"\n]+)['"]/g

export function findImports(text: string): readonly FoundImport[] {
  const code = blankComments(text)
  const found: FoundImport[] = []
  for (const match of code.matchAll(statement)) {
    const specifier = match[4] ?? match[5] ?? match[6] ?? ''
    const at = match.index + match[0].indexOf(specifier)
    const isStar = match[1] === 'export' && (match[3] ?? '').trim().startsWith('*')
    found.push({
      specifier,
      line: code.slice(0, at).split('\n').length,
      isTypeOnly: match[2] !== undefined,
      isStar,
    })
  }
  return found
}

/** Comments become blanks of the same length, so that lines stay where they are. */
function blankComments(text: string): string {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g
  return text.replace(token, (part) => (part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part))
}
