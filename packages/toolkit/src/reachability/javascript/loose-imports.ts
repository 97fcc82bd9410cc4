/** Imports found by their look alone, for texts that the lexer could not follow: rather one too many than one missed. */
import type { ModuleUse } from './module-use.ts'

const shapes =
  /(?:\bfrom|\bimport|\brequire(?:\.resolve)?|\b(?:import|require(?:\.resolve)?)\s?\()\s{0,20}["'`]([^"'`\n\\$]{1,200})["'`]/g

export function looseImports(text: string): readonly ModuleUse[] {
  return [...text.matchAll(shapes)].map((found) => ({
    specifier: found[1] ?? '',
    at: found.index,
    kind: 'load',
  }))
}
